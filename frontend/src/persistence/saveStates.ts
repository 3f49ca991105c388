import { assertNever } from "../errors/assertNever.ts";
import type { Outage, SaveState } from "./PersistenceState.ts";
import type { Refusal } from "./SessionBackend.ts";

/** What decides on the state that is shown while no save is under way. */
export type Facts = {
  readonly isDirty: boolean;
  /** Whether a draft holds the newest edit. */
  readonly isKept: boolean;
  /** Whether a save may have been applied without an answer. */
  readonly isUncertain: boolean;
  readonly editedAt: number;
  /** Null until the session was saved for the first time. */
  readonly savedAt: number | null;
};

export function unsavedOrClean({ isDirty, isKept, editedAt, savedAt }: Facts): SaveState {
  if (isDirty) return { kind: "unsaved", editedAt, draft: isKept ? "kept" : "pending" };
  return savedAt === null ? { kind: "new" } : { kind: "clean", savedAt };
}

/** What follows *shown* while nothing new is known of the service: an edit does not hide what matters more. */
export function stateAtRest(shown: SaveState, facts: Facts): SaveState {
  switch (shown.kind) {
    case "missing":
    case "signInRequired":
      return shown;
    case "unreachable":
    case "unconfirmed":
      return facts.isDirty || facts.isUncertain ? shown : unsavedOrClean(facts);
    default:
      return unsavedOrClean(facts);
  }
}

/** What a refused save is shown as. `retryAt` is for the one refusal that is tried again. */
export function stateAfter(refusal: Refusal, outage: Outage, retryAt: number | null): SaveState {
  switch (refusal.kind) {
    case "unreachable":
      return { kind: "unreachable", ...outage, retryAt };
    case "signInRequired":
      return { kind: "signInRequired" };
    case "contentTooLarge":
      return { kind: "tooLarge", sizeBytes: refusal.sizeBytes, limitBytes: refusal.limitBytes };
    case "notFound":
    case "gone":
      return { kind: "missing" };
    case "rejected":
      return { kind: "failed", refusal };
    default:
      return assertNever(refusal);
  }
}
