import type { SessionMetadata, SnapshotMetadata } from "../persistence/SessionMetadata.ts";
import type { components } from "./schema.ts";

type SessionWire = components["schemas"]["SessionMetadata"];
type SnapshotWire = components["schemas"]["SnapshotMetadata"];

export function sessionFromWire(wire: SessionWire): SessionMetadata {
  return {
    id: wire.id,
    title: wire.title,
    description: wire.description,
    tags: wire.tags,
    starred: wire.starred,
    createdAt: Date.parse(wire.created_at),
    updatedAt: Date.parse(wire.updated_at),
    version: wire.version,
    contentHash: wire.content_hash,
    metadataHash: wire.metadata_hash,
    sizeBytes: wire.size_bytes,
    savedBy: wire.saved_by,
    etag: wire.etag,
  };
}

export function snapshotFromWire(wire: SnapshotWire): SnapshotMetadata {
  return {
    id: wire.id,
    title: wire.title,
    description: wire.description,
    createdAt: Date.parse(wire.created_at),
    sizeBytes: wire.size_bytes,
    sessionId: wire.session_id,
    sessionVersion: wire.session_version,
    url: wire.url,
    audience: wire.audience,
    expiresAt: momentOf(wire.expires_at),
    isPaused: wire.is_paused,
    deletedAt: momentOf(wire.deleted_at),
  };
}

/** Milliseconds since 1970. */
export function momentOf(wire: string | null): number | null {
  return wire === null ? null : Date.parse(wire);
}

/** Whether the details of a conflict carry the current metadata, as [S3] promises. */
export function isSessionWire(value: unknown): value is SessionWire {
  if (typeof value !== "object" || value === null) return false;
  return ["id", "etag", "content_hash", "updated_at", "title"].every(
    (name) => typeof (value as Readonly<Record<string, unknown>>)[name] === "string",
  );
}
