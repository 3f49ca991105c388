import type { JsonObject } from "../documents/json.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { SessionMetadata, Sharing, SnapshotMetadata } from "./SessionMetadata.ts";
import type { StateHashes } from "./SessionStateTracker.ts";

/** Content as it is sent: canonical JSON in UTF-8, computed once and never parsed again. */
export type SessionWrite = {
  readonly details: SessionDetails;
  readonly canonical: Uint8Array<ArrayBuffer>;
  readonly contentHash: string;
};

/** A refusal with words for the person; `code` is stable. */
export type Rejected = { kind: "rejected"; code: string; userMessage: string; correlationId: string | null };

/** The service said no, or could not be asked. Nothing was changed by any of these. */
export type Refusal =
  | { kind: "signInRequired" }
  | { kind: "notFound" }
  | { kind: "gone"; code: string; userMessage: string }
  | { kind: "contentTooLarge"; sizeBytes: number; limitBytes: number }
  | Rejected
  | { kind: "unreachable"; retryAfterMs: number | null };

/** No whole answer came: only reading tells whether the change was made. */
export type UnknownOutcome = { kind: "unknownOutcome"; correlationId: string | null };

export type WriteResult =
  | { kind: "ok"; metadata: SessionMetadata }
  | { kind: "versionConflict"; current: SessionMetadata }
  | UnknownOutcome
  | Refusal;

export type MetadataResult = { kind: "ok"; metadata: SessionMetadata } | { kind: "notModified" } | Refusal;

export type SessionReadResult = { kind: "ok"; metadata: SessionMetadata; content: JsonObject } | Refusal;

export type VersionReadResult = { kind: "ok"; contentHash: string; content: JsonObject } | Refusal;

export type SnapshotReadResult = { kind: "ok"; snapshot: SnapshotMetadata; content: JsonObject } | Refusal;

export type SnapshotWriteResult = { kind: "ok"; snapshot: SnapshotMetadata } | UnknownOutcome | Refusal;

export type DeleteResult = { kind: "ok" } | UnknownOutcome | Refusal;

/**
 * The port to the service. No method throws for what can be expected: every outcome is a value.
 *
 * `ifMatch` is the ETag that the change started from. `trace` names the operation that the request is part of;
 * a request without one gets a correlation id of its own.
 */
export interface SessionBackend {
  createSession(write: SessionWrite, trace?: Trace): Promise<WriteResult>;
  /** A session that was created lately with exactly this content and these details; `notFound` where there is none. */
  findCreated(hashes: StateHashes, trace?: Trace): Promise<MetadataResult>;
  saveSession(id: string, write: SessionWrite, ifMatch: string, trace?: Trace): Promise<WriteResult>;
  changeDetails(id: string, details: SessionDetails, ifMatch: string, trace?: Trace): Promise<WriteResult>;
  deleteSession(id: string, trace?: Trace): Promise<DeleteResult>;
  restoreSession(id: string, trace?: Trace): Promise<WriteResult>;
  readSession(id: string, trace?: Trace): Promise<SessionReadResult>;
  /** One saved state out of the history. */
  readVersion(id: string, version: number, trace?: Trace): Promise<VersionReadResult>;
  readMetadata(id: string, ifNoneMatch: string | null, trace?: Trace): Promise<MetadataResult>;
  createSnapshot(write: SessionWrite, sharing: Sharing, trace?: Trace): Promise<SnapshotWriteResult>;
  readSnapshot(id: string, trace?: Trace): Promise<SnapshotReadResult>;
}
