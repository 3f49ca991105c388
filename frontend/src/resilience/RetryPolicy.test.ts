import { expect, test } from "vitest";

import { BACKGROUND, delayBefore, INTERACTIVE } from "./RetryPolicy.ts";

test("[R1] delays grow as the policy says, and the last repeats", () => {
  const delays = [1, 2, 3, 4, 5].map((attempt) => delayBefore(BACKGROUND, attempt, null, 0));

  expect(delays.map(Math.round)).toEqual([2200, 4400, 8800, 8800, 8800]);
});

test("[R1] jitter adds between 10 and 20 percent", () => {
  const delays = [0, 0.5, 1].map((random) => delayBefore(INTERACTIVE, 1, null, random));

  expect(delays.map(Math.round)).toEqual([110, 115, 120]);
});

test("[R1] Retry-After is never undercut", () => {
  expect(delayBefore(INTERACTIVE, 1, 5000, 1)).toBe(5000);
});
