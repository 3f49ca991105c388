import { expect, test } from "vitest";

import { FakeTimers } from "../../testing/FakeTimers.ts";
import { recordedActivity } from "../../testing/recordedActivity.ts";
import { serviceTimings, tabTimings } from "./timingRows.ts";

test("[R5] create, open, save and switch are listed with their targets before anything was done", () => {
  const rows = tabTimings(recordedActivity(new FakeTimers()));

  expect(
    rows.map(({ operation, targetMs, acceptableMs, level }) => [operation, targetMs, acceptableMs, level]),
  ).toEqual([
    ["create", 500, 1000, null],
    ["open", 1000, 2000, null],
    ["save", 500, 1000, null],
    ["switch", 500, 1000, null],
  ]);
});

test("[R5] what was done is counted, measured and judged; other operations are listed once they were done", async () => {
  const timers = new FakeTimers();
  const { operations, ...activity } = recordedActivity(timers);
  const record = (operation: "save" | "share", kind: string, ms: number) =>
    operations.record({ operation, subject: () => null }, async () => {
      await timers.advance(ms);
      return { kind };
    });
  await record("save", "saved", 100);
  await record("save", "unreachable", 2500);
  await record("share", "ok", 700);

  const rows = new Map(tabTimings(activity).map((row) => [row.operation, row]));

  expect(rows.get("save")).toMatchObject({
    count: 2,
    successRate: 0.5,
    p50Ms: 100,
    p95Ms: 2500,
    level: "ERROR",
  });
  expect(rows.get("share")).toMatchObject({ count: 1, successRate: 1, level: "INFO" });
});

test("[R5] what the service measured is listed the same way", () => {
  const performance = {
    operation: "save",
    target: { target_ms: 500, acceptable_ms: 1000, slow_ms: 2000 },
    count: 7,
    p50_ms: 4.5,
    p95_ms: 12,
    p99_ms: 14,
    level: "DEBUG",
    levels: { DEBUG: 7 },
  } as const;

  const rows = serviceTimings({
    version: "1.0.0",
    database: { is_reachable: true, error_code: null },
    circuit_breakers: [],
    performance: [performance],
    audit: { waiting: 0, written: 0, lost: 0 },
  });

  expect(rows).toEqual([
    {
      operation: "save",
      count: 7,
      successRate: null,
      p50Ms: 4.5,
      p95Ms: 12,
      targetMs: 500,
      acceptableMs: 1000,
      level: "DEBUG",
    },
  ]);
});
