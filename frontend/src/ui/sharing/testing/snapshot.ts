import type { SnapshotMetadata } from "../../../persistence/SessionMetadata.ts";

/** Shared with anyone signed in, for ever. */
export const SNAPSHOT: SnapshotMetadata = {
  id: "snapshot0001",
  title: "For Ada",
  description: "",
  createdAt: 0,
  sizeBytes: 12,
  sessionId: null,
  sessionVersion: null,
  url: "http://127.0.0.1:8000/snapshot/snapshot0001",
  audience: "signed_in",
  expiresAt: null,
  isPaused: false,
  deletedAt: null,
};
