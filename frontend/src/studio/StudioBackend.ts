import type { JsonObject } from "../documents/json.ts";
import type { RecoveryAction } from "../errors/RecoveryAction.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { StoredWork } from "./storedWork.ts";

/** Why something could not be done, as the error envelope says it. [E1] */
export type StudioFailure = {
  readonly kind: "failed";
  readonly reason: FailureReason;
  /** Stable, for the details that a person sends to support. */
  readonly code: string;
  readonly userMessage: string;
  readonly recoveryActions: readonly RecoveryAction[];
  readonly correlationId: string | null;
  /** What the service asked to wait, in milliseconds. */
  readonly retryAfterMs: number | null;
};

/**
 * `transient`: the same may succeed in a moment [R1]. `startingElsewhere`: another tab of this person starts the same session
 * just now, and reading finds it soon.
 */
export type FailureReason = "transient" | "startingElsewhere" | "signInRequired" | "notFound" | "refused";

/** Which saved state of which user session. */
export type SavedAs = {
  readonly id: string;
  readonly etag: string;
  /** When the service forgets the session unless it is saved again, in milliseconds since 1970. */
  readonly expiresAt: number;
};

/** A user session as it is stored; `work` is whatever it has, which need not be readable. [U1] */
export type StoredSession = SavedAs & { readonly work: JsonObject };

export type FindResult = { kind: "found"; id: string } | { kind: "none" } | StudioFailure;
export type SessionResult = { kind: "ok"; session: StoredSession } | StudioFailure;
export type LookResult = SessionResult | { kind: "unchanged" };
export type WriteResult = { kind: "ok"; savedAs: SavedAs } | { kind: "conflict" } | StudioFailure;

/** The port to the user sessions of one person in the app `data-studio`. Every outcome that can be expected is a value. */
export interface StudioBackend {
  /** The session of *dataSet* that was saved last. */
  find(dataSet: string, trace: Trace): Promise<FindResult>;
  read(id: string, trace?: Trace): Promise<SessionResult>;
  /** As `read`, unless it still is the saved state that is known already. */
  look(known: SavedAs, trace?: Trace): Promise<LookResult>;
  /** A new session; with the same *key*, the same one. [S8] */
  create(key: string, trace: Trace): Promise<SessionResult>;
  /** Writes *work* over the state that *base* names. [S3] */
  save(dataSet: string, work: StoredWork, base: SavedAs, trace: Trace): Promise<WriteResult>;
}
