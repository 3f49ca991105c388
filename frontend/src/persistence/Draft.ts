import type { JsonObject } from "../documents/json.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { PendingIntentions } from "../resilience/Intentions.ts";
import { isSameState, type StateHashes } from "./SessionStateTracker.ts";

/** The unsaved state of a session, with what it was made from. */
export type Draft = {
  readonly draftId: string;
  readonly userId: string;
  readonly tabId: string;
  /** Null where the session was never saved. */
  readonly sessionId: string | null;
  /** The saved state that the edits began on; null where there is none. */
  readonly base: {
    readonly etag: string;
    readonly contentHash: string;
    readonly metadataHash: string;
    /** Where its content is found in the history. Missing in drafts that were written before 21 November 2026. */
    readonly version?: number;
    readonly details?: SessionDetails;
  } | null;
  readonly details: SessionDetails;
  readonly canonical: Uint8Array<ArrayBuffer>;
  readonly contentHash: string;
  readonly metadataHash: string;
  readonly editedAt: number;
  /** A person asked to save it, and the service has not answered: it is sent when it can be, after a reload too. [B7] */
  readonly isSaveQueued?: boolean;
  /** The keys of that save, for whichever tab sends it again. [R4] */
  readonly intentions?: PendingIntentions;
  /** What was sent of it without an answer: the service may have any of these. */
  readonly unanswered?: readonly StateHashes[];
};

export function contentOf({ canonical }: Pick<Draft, "canonical">): JsonObject {
  return JSON.parse(new TextDecoder().decode(canonical)) as JsonObject;
}

/** Whether *found* is what the draft began on, or what was sent from here itself: nobody else's work. [B4] */
export function startsFrom(
  { base, unanswered = [] }: Pick<Draft, "base" | "unanswered">,
  found: StateHashes,
): boolean {
  const own = base === null ? unanswered : [base, ...unanswered];
  return own.some((state) => isSameState(state, found));
}

/** One draft per person, tab and session; a session that was never saved is `new` until it has an id. [B2] */
export function draftIdOf(parts: { userId: string; tabId: string; sessionId: string | null }): string {
  return [parts.userId, parts.tabId, parts.sessionId ?? "new"].join("/");
}
