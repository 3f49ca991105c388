import { INTERACTIVE, type RetryPolicy } from "./RetryPolicy.ts";

/** How long nothing may come of a request before its answer counts as lost. Milliseconds. */
export type RequestPolicy = {
  readonly readTimeoutMs: number;
  readonly writeTimeoutMs: number;
  /** For a shipped file. */
  readonly fileTimeoutMs: number;
  /** What a slow line takes up: nobody hears how far a body that is sent has come, so its size is given time. */
  readonly uploadBytesPerMs: number;
  /** How a request that failed for a moment is tried again, unless there were too many. [R1] */
  readonly interactive: RetryPolicy;
};

export const REQUESTS: RequestPolicy = Object.freeze({
  readTimeoutMs: 5000,
  writeTimeoutMs: 10_000,
  fileTimeoutMs: 30_000,
  uploadBytesPerMs: 32,
  interactive: INTERACTIVE,
});
