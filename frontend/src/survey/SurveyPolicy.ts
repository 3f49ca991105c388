import type { RetryPolicy } from "../resilience/RetryPolicy.ts";

export type SurveyPolicy = {
  readonly reconnects: RetryPolicy;
  /** A change that is not acknowledged for so long was sent into a connection that is no more. */
  readonly acknowledgeWithinMs: number;
};

/** Five reconnects with exponential back-off, as seed 001 has them. [U4] */
export const SURVEY: SurveyPolicy = Object.freeze({
  reconnects: Object.freeze({
    delaysMs: [500, 1000, 2000, 4000, 8000],
    withinMs: Number.POSITIVE_INFINITY,
  }),
  acknowledgeWithinMs: 10_000,
});
