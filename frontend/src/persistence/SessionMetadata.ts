import type { SessionDetails } from "../documents/SessionDetails.ts";

/** A session as the service knows it. Times are milliseconds since 1970. */
export type SessionMetadata = SessionDetails & {
  readonly id: string;
  readonly starred: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly version: number;
  readonly contentHash: string;
  readonly metadataHash: string;
  readonly sizeBytes: number;
  /** The device that saved last, in words. */
  readonly savedBy: string;
  /** Opaque; a save names the one it started from. */
  readonly etag: string;
};

/** Anyone signed in who has the link, the owner alone, or anyone who has the link. [N2] */
export type Audience = "signed_in" | "owner" | "public";

export type Sharing = {
  readonly audience: Audience;
  /** From then on nobody can open it; null is never. */
  readonly expiresAt: number | null;
};

/** [N2] */
export const DEFAULT_SHARING: Sharing = Object.freeze({ audience: "signed_in", expiresAt: null });

export type SnapshotMetadata = Sharing & {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly createdAt: number;
  readonly sizeBytes: number;
  readonly sessionId: string | null;
  readonly sessionVersion: number | null;
  readonly url: string;
  readonly isPaused: boolean;
  readonly deletedAt: number | null;
};
