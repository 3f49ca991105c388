import { expect, test } from "vitest";

import { CIRCUIT_BREAKER, CircuitBreaker } from "../../resilience/CircuitBreaker.ts";
import { FakeTimers } from "../../testing/FakeTimers.ts";
import { browserBreaker, serviceBreaker } from "./breakerRows.ts";

const START = new Date(2026, 10, 21, 14, 2).getTime();
const WELL = {
  name: "database",
  state: "closed",
  consecutive_failures: 0,
  retry_in_seconds: 0,
  calls: 12,
  refused_calls: 0,
  times_opened: 0,
} as const;

async function afterFailures(count: number): Promise<CircuitBreaker> {
  const breaker = new CircuitBreaker({ policy: CIRCUIT_BREAKER, timers: new FakeTimers(START) });
  for (let time = 0; time < count; time += 1) {
    await breaker.run(
      () => Promise.resolve(500),
      (status) => status >= 500,
    );
  }
  return breaker;
}

test("[R2] there is nothing to close where nothing failed", async () => {
  const row = browserBreaker(await afterFailures(0));

  expect(row).toMatchObject({ state: { text: "Closed", tone: "good" }, failures: 0, isResettable: false });
});

test("[R2] failures that have not opened it yet can be seen and forgotten", async () => {
  const breaker = await afterFailures(4);
  const before = browserBreaker(breaker);

  breaker.reset();

  expect(before).toMatchObject({ state: { text: "Closed" }, failures: 4, isResettable: true });
  expect(browserBreaker(breaker)).toMatchObject({ failures: 0, isResettable: false });
});

test("[R2] an open one says until when it leaves the service alone", async () => {
  const row = browserBreaker(await afterFailures(5));

  expect(row.state).toEqual({ text: "Open until 14:02:30", tone: "problem" });
  expect(row).toMatchObject({ opened: 1, calls: 5, isResettable: true });
});

test("[R2] those of the service are named by what they protect", () => {
  const open = serviceBreaker({ ...WELL, state: "open", consecutive_failures: 5, retry_in_seconds: 12.2 });

  expect(serviceBreaker(WELL)).toMatchObject({ name: "The service to its database", isResettable: false });
  expect(open).toMatchObject({ serviceName: "database", failures: 5, isResettable: true });
  expect(open.state).toEqual({ text: "Open, tried again in 13 s", tone: "problem" });
  expect(serviceBreaker({ ...WELL, state: "half_open" }).state.tone).toBe("warning");
});
