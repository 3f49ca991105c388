import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { Comparison } from "./Comparison.ts";
import type { Refusal } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";

/** Why the newest edits could not be kept on this device. `signedOut`: in another tab, which has destroyed the key. [B2] */
export type DraftFailure = "quotaExceeded" | "storageUnavailable" | "signedOut";

/**
 * From the first try that failed until one succeeds. [B7]
 *
 * `connectionLost`: nothing answers. `notNow`: the service answered that it can do nothing now.
 */
export type Outage = {
  readonly since: number;
  readonly graceEndsAt: number;
  readonly reason: "connectionLost" | "notNow";
};

/** What the save indicator shows: exactly one of these, and always true. */
export type SaveState =
  /** Everything is on the server. */
  | { kind: "clean"; savedAt: number }
  /** Nothing was done yet, so there is nothing to save. */
  | { kind: "new" }
  | { kind: "unsaved"; editedAt: number; draft: "pending" | "kept" }
  | { kind: "saving"; since: number }
  /** The answer of a save was lost, and reading has not told yet whether it was applied. */
  | { kind: "unconfirmed"; since: number }
  | ({ kind: "unreachable"; retryAt: number | null } & Outage)
  | { kind: "signInRequired" }
  | { kind: "tooLarge"; sizeBytes: number; limitBytes: number }
  | { kind: "failed"; refusal: Extract<Refusal, { kind: "rejected" }> }
  /** The session is not on the server any more: deleted elsewhere. The work is still here. */
  | { kind: "missing" };

/** The service has a newer copy than the one this tab started from. [B4] */
export type NewerCopy = { readonly metadata: SessionMetadata; readonly noticedAt: number };

/** Everything that the core publishes about the open session. A new object at every change. */
export type PersistenceState = {
  readonly save: SaveState;
  readonly details: SessionDetails;
  /** Null until the session was saved for the first time. */
  readonly metadata: SessionMetadata | null;
  readonly newerCopy: NewerCopy | null;
  /** What differs from the newer copy, part by part, from when a person asked until it is decided. */
  readonly comparison: Comparison | null;
  /** How many other tabs of this browser have the session open. */
  readonly otherTabs: number;
  readonly draftFailure: DraftFailure | null;
  readonly sizeBytes: number;
  readonly limitBytes: number;
  /** Whether closing the page now would lose something: unsaved edits that are not kept on this device. */
  readonly isAtRisk: boolean;
  /** Whether there are edits that the service does not have. */
  readonly isDirty: boolean;
};
