/** What the requests of one operation have in common, for finding them again in every log. */
export type Trace = {
  /** Of the operation: every request that it takes carries it. No personal data. [E4] */
  readonly correlationId: string;
  /** Of the intention: the same for every repetition of one change. [R4] */
  readonly idempotencyKey?: string;
};
