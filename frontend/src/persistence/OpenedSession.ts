import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import type { StateHashes, StateOrigin } from "./SessionStateTracker.ts";

/** The session as it was opened; `source` holds its content already. */
export type OpenedSession = {
  readonly origin: StateOrigin;
  readonly details: SessionDetails;
  /** The saved state that the work starts from; null for a session that was never saved. */
  readonly base: SessionMetadata | null;
  /** What the server has now, where that is newer than `base`. */
  readonly newer: SessionMetadata | null;
  /** What was sent of it before a reload without an answer. */
  readonly unanswered?: readonly StateHashes[] | undefined;
};
