export type HistoryPolicy = {
  /** The oldest steps are forgotten. */
  readonly maxSteps: number;
  /** Typing goes on in the same step after a pause of up to this. */
  readonly joinWithinMs: number;
  /** Typing without a pause begins a new step after this, so that undoing never takes a whole paragraph. */
  readonly maxJoinedMs: number;
};

export const HISTORY_POLICY: HistoryPolicy = Object.freeze({
  maxSteps: 200,
  joinWithinMs: 1_000,
  maxJoinedMs: 5_000,
});
