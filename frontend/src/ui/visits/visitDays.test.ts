import { expect, test } from "vitest";

import { visitDays } from "./visitDays.ts";

test("[N4] every day has a bar, today the last, and days without visits are empty", () => {
  const now = Date.parse("2026-03-02T00:30:00Z");
  const days = [
    { day: "2026-03-02", visits: 1, visitors: 1 },
    { day: "2026-02-28", visits: 4, visitors: 2 },
    { day: "2025-12-01", visits: 9, visitors: 9 },
  ];

  expect(visitDays(days, now, 4)).toEqual([
    { day: "2026-02-27", visits: 0 },
    { day: "2026-02-28", visits: 4 },
    { day: "2026-03-01", visits: 0 },
    { day: "2026-03-02", visits: 1 },
  ]);
});
