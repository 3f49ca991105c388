import { describe, expect, test } from "vitest";

import { dateTickTexts } from "./dateTicks.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const ticks = (...texts: string[]) => texts.map((text) => Date.parse(text));

describe("[UX] ticks of a date axis can be read in any country", () => {
  test.each([
    [366 * DAY, ["2025-01-01", "2026-01-01"], ["2025", "2026"]],
    [30 * DAY, ["2025-12-01", "2026-01-01", "2026-02-01"], ["Dec\n2025", "Jan\n2026", "Feb"]],
    [DAY, ["2026-02-01", "2026-02-02"], ["1 Feb\n2026", "2 Feb"]],
    [6 * HOUR, ["2026-02-01T18:00Z", "2026-02-02T00:00Z"], ["18:00\n1 Feb 2026", "00:00\n2 Feb 2026"]],
    [5000, ["2026-02-01T23:59:55Z", "2026-02-02"], ["23:59:55\n1 Feb 2026", "00:00:00\n2 Feb 2026"]],
    [
      50,
      ["2026-02-01T18:00:59.950Z", "2026-02-01T18:01:00Z", "2026-02-01T18:01:00.050Z"],
      ["59.950\n1 Feb 2026 18:00", "00.000\n1 Feb 2026 18:01", "00.050"],
    ],
  ])("%i ms apart", (increment, at, texts) => {
    expect(dateTickTexts(ticks(...at), increment)).toEqual(texts);
  });

  test("years before the first and after the ten thousandth", () => {
    expect(dateTickTexts(ticks("-000043-03-15", "+012026-01-01"), 366 * DAY)).toEqual(["-43", "12026"]);
  });

  test("no ticks, no texts", () => {
    expect(dateTickTexts([], DAY)).toEqual([]);
  });
});
