import { expect, test } from "vitest";

import { dateOf, expiresAtOf, untilOf } from "./until.ts";

const NOW = new Date(2026, 10, 21, 14, 2).getTime();
const DAY_MS = 24 * 60 * 60 * 1000;

test("[N2] a number of days counts from now", () => {
  expect(expiresAtOf({ kind: "days", days: 7 }, NOW)).toBe(NOW + 7 * DAY_MS);
  expect(expiresAtOf({ kind: "never" }, NOW)).toBeNull();
});

test("[N2] a date is the last day, until its end where the person is", () => {
  const last = new Date(2026, 10, 28, 23, 59, 59, 999).getTime();

  expect(expiresAtOf({ kind: "date", date: "2026-11-28" }, NOW)).toBe(last);
  expect(untilOf(last)).toEqual({ kind: "date", date: "2026-11-28" });
});

test("today is a day to choose, yesterday and nothing are not", () => {
  expect(expiresAtOf({ kind: "date", date: dateOf(NOW) }, NOW)).toBeGreaterThan(NOW);
  expect(expiresAtOf({ kind: "date", date: dateOf(NOW - DAY_MS) }, NOW)).toBeUndefined();
  expect(expiresAtOf({ kind: "date", date: "" }, NOW)).toBeUndefined();
});
