/** How long to wait before each further try; the last delay repeats. [R1] */
export type RetryPolicy = {
  readonly delaysMs: readonly number[];
  /** No further try begins later than this after the first. */
  readonly withinMs: number;
};

/** Shares of a delay between which chance adds to it, so that many browsers do not come back at one moment. [R1] */
const JITTER = { least: 0.1, most: 0.2 };

/** While a person waits. */
export const INTERACTIVE: RetryPolicy = Object.freeze({
  delaysMs: [100, 200, 400],
  withinMs: 2000,
});

/** While a person waits, and the service said that there were too many requests. */
export const RATE_LIMITED: RetryPolicy = Object.freeze({
  delaysMs: [200, 400, 800],
  withinMs: 2000,
});

/** While work is kept on this device and nobody waits. */
export const BACKGROUND: RetryPolicy = Object.freeze({
  delaysMs: [2000, 4000, 8000],
  withinMs: Number.POSITIVE_INFINITY,
});

/**
 * @param attempt how many tries failed, from one.
 * @param hintMs what the service asked for; never undercut.
 * @param random a number from 0 to 1.
 */
export function delayBefore(
  policy: RetryPolicy,
  attempt: number,
  hintMs: number | null,
  random: number,
): number {
  const planned = policy.delaysMs[Math.min(attempt, policy.delaysMs.length) - 1] ?? 0;
  const share = JITTER.least + (JITTER.most - JITTER.least) * random;
  return Math.max(hintMs ?? 0, planned * (1 + share));
}
