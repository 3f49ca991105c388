import { beforeEach, expect, test } from "vitest";

import { type Measurement, PERFORMANCE, PerformanceMonitor } from "./PerformanceMonitor.ts";

let now: number;
let measured: Measurement[];
let monitor: PerformanceMonitor;

beforeEach(() => {
  now = 0;
  measured = [];
  monitor = new PerformanceMonitor({
    policy: PERFORMANCE,
    now: () => now,
    onMeasured: (measurement) => measured.push(measurement),
  });
});

function measure(operation: "create" | "open", durationMs: number): void {
  const end = monitor.begin(operation);
  now += durationMs;
  end();
}

test.each([
  ["create", 500, "DEBUG"],
  ["create", 501, "INFO"],
  ["create", 1000, "INFO"],
  ["create", 1001, "WARNING"],
  ["create", 2000, "WARNING"],
  ["create", 2001, "ERROR"],
  ["open", 1000, "DEBUG"],
  ["open", 2000, "INFO"],
  ["open", 2001, "ERROR"],
] as const)("[R5] %s in %i ms is %s", (operation, durationMs, level) => {
  measure(operation, durationMs);

  expect(measured).toMatchObject([{ operation, durationMs, level }]);
});

test("[R5] a summary has the percentiles and levels of one operation", () => {
  for (let duration = 10; duration <= 1000; duration += 10) measure("create", duration);
  measure("open", 9000);

  expect(monitor.summary("create")).toEqual({
    target: { targetMs: 500, acceptableMs: 1000, slowMs: 2000 },
    count: 100,
    p50Ms: 500,
    p95Ms: 950,
    p99Ms: 990,
    level: "INFO",
    levels: { DEBUG: 50, INFO: 50 },
  });
});

test("[R5] what was never measured has no numbers", () => {
  const nothing = { count: 0, p50Ms: null, p95Ms: null, p99Ms: null, level: null, levels: {} };
  expect(monitor.summary("create")).toMatchObject(nothing);
});
