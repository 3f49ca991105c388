import { expect, test } from "vitest";

import { BACKGROUND, delayBefore, INTERACTIVE } from "./RetryPolicy.ts";

test("[R1] delays grow as the policy says, and the last repeats", () => {
  const delays = [1, 2, 3, 4, 5].map((attempt) => delayBefore(BACKGROUND, attempt, null, 0));

  expect(delays).toEqual([2000, 4000, 8000, 8000, 8000]);
});

test("[R1] jitter adds at most 20 percent", () => {
  expect(delayBefore(INTERACTIVE, 1, null, 1)).toBeCloseTo(115);
});

test("[R1] Retry-After is never undercut", () => {
  expect(delayBefore(INTERACTIVE, 1, 5000, 1)).toBe(5000);
});
