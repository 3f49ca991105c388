import { describe, expect, test } from "vitest";

import { parseDateText } from "./parseDateText.ts";

describe("[UX] a date means the same moment in every country", () => {
  test.each<[string, string]>([
    ["2012-01-31", "2012-01-31T00:00:00.000Z"],
    ["2012-01", "2012-01-01T00:00:00.000Z"],
    ["2001/01/01 06:55", "2001-01-01T06:55:00.000Z"],
    ["2000-01-01T08:00:00.000Z", "2000-01-01T08:00:00.000Z"],
    ["2000-01-01T08:00:00+05:30", "2000-01-01T02:30:00.000Z"],
    ["2000-01-01 08:00:00.125", "2000-01-01T08:00:00.125Z"],
    ["Jan 1 2000", "2000-01-01T00:00:00.000Z"],
    ["31 December 1999", "1999-12-31T00:00:00.000Z"],
    ["31.12.1999", "1999-12-31T00:00:00.000Z"],
    ["1.2.2026", "2026-02-01T00:00:00.000Z"],
    ["2024-02-29", "2024-02-29T00:00:00.000Z"],
    ["0050-06-01", "0050-06-01T00:00:00.000Z"],
  ])("%s", (text, moment) => {
    const date = parseDateText(text);

    expect(new Date(date?.milliseconds ?? Number.NaN).toISOString()).toBe(moment);
  });

  test.each([
    "2023-02-29",
    "2012-13-01",
    "01/02/2012",
    "31.02.2012",
    "1.2.26",
    "2012",
    "12.5",
    "Foo 1 2000",
    "2012-01-01T25:00",
    "2012-01/02",
  ])("%s is not taken for a date", (text) => {
    expect(parseDateText(text)).toBeNull();
  });
});
