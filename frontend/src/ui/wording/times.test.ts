import { describe, expect, test } from "vitest";

import { clockTime, relativeTime } from "./times.ts";

const NOW = new Date(2026, 10, 21, 14, 2).getTime();
const MINUTE_MS = 60_000;

describe("the age of a save, in words", () => {
  test.each([
    ["just now", 59_999],
    ["12 min ago", 12 * MINUTE_MS],
    ["3 h ago", 3 * 60 * MINUTE_MS + 1],
    ["20 Nov", 25 * 60 * MINUTE_MS],
  ])("%s", (words, age) => {
    expect(relativeTime(NOW - age, NOW)).toBe(words);
  });

  test("a clock of another device that runs ahead never reads as the future", () => {
    expect(relativeTime(NOW + MINUTE_MS, NOW)).toBe("just now");
  });
});

describe("a time by which a person recognises a copy", () => {
  test("today it is the clock alone", () => {
    expect(clockTime(NOW, NOW)).toBe("14:02");
  });

  test("yesterday it names the day, last year the year as well", () => {
    expect(clockTime(new Date(2026, 10, 20, 9, 5).getTime(), NOW)).toBe("20 Nov, 09:05");
    expect(clockTime(new Date(2025, 10, 20, 9, 5).getTime(), NOW)).toBe("20 Nov 2025, 09:05");
  });
});
