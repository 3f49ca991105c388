// @vitest-environment jsdom
import { act, fireEvent, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { AUDIT, AuditTrail } from "../../observability/AuditTrail.ts";
import { OperationRecorder } from "../../observability/OperationRecorder.ts";
import { PERFORMANCE, PerformanceMonitor } from "../../observability/PerformanceMonitor.ts";
import { SessionMetrics } from "../../observability/SessionMetrics.ts";
import { CIRCUIT_BREAKER, CircuitBreaker } from "../../resilience/CircuitBreaker.ts";
import { FakeTimers } from "../../testing/FakeTimers.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { ActivityDialog, type TabActivity } from "./ActivityDialog.tsx";

installUiTesting();

let timers: FakeTimers;
let activity: TabActivity;
let operations: OperationRecorder;

beforeEach(() => {
  timers = new FakeTimers(new Date(2026, 10, 21, 14, 2).getTime());
  const audit = new AuditTrail({ policy: AUDIT, now: timers.now });
  const monitor = new PerformanceMonitor({ policy: PERFORMANCE, now: timers.now });
  const connection = { retries: 3, recoveries: 2, circuitOpenCount: 0, deduplicationRate: 0 };
  const metrics = new SessionMetrics({ audit, connection: () => connection });
  activity = {
    audit,
    monitor,
    metrics,
    breaker: new CircuitBreaker({ policy: CIRCUIT_BREAKER, timers }),
  };
  operations = new OperationRecorder({ audit, monitor, newOperationId: () => "a7f3e2c1" });
});

/** A save that takes 240 ms. */
function save(kind: "saved" | "conflict"): Promise<unknown> {
  return operations.record({ operation: "save", subject: () => "session00001" }, async () => {
    await timers.advance(240);
    return { kind };
  });
}

function show(): string[] {
  const downloads: string[] = [];
  renderUi(
    <ActivityDialog
      activity={activity}
      now={timers.now()}
      onDownload={(format) => downloads.push(format)}
      onClose={() => {}}
    />,
  );
  return downloads;
}

const valueOf = (name: string): string | null | undefined =>
  screen.getByRole("rowheader", { name }).nextElementSibling?.textContent;

test("[R5] the person sees how well saving went in this tab", async () => {
  await save("saved");
  await save("conflict");

  show();

  expect(valueOf("Saved, opened, shared …")).toBe("2, of which 50 % succeeded");
  expect(valueOf("Conflicts")).toBe("1");
  expect(valueOf("Time to save")).toBe("240 ms, at most 240 ms for 95 of 100");
  expect(valueOf("Requests sent again")).toBe("3, which helped 2 times");
  expect(valueOf("Service")).toBe("Answers");
});

test("[R2] the person sees until when the service is left alone", async () => {
  for (let time = 0; time < 5; time += 1) {
    await activity.breaker.run(
      () => Promise.resolve(500),
      (status) => status >= 500,
    );
  }

  show();

  expect(valueOf("Service")).toBe("Did not answer; asked again at 14:02");
});

test("[R2] a service that answers again is said to, while the person looks", async () => {
  show();
  const failing = (): Promise<never> => Promise.reject(new Error("lost"));
  await act(async () => {
    for (let time = 0; time < 5; time += 1) {
      await activity.breaker.run(failing, () => false).catch(() => undefined);
    }
  });
  const before = valueOf("Service");

  act(() => activity.breaker.reset());

  expect(before).toMatch(/^Did not answer/);
  expect(valueOf("Service")).toBe("Answers");
});

test("[R5] where nothing was done, nothing is claimed", () => {
  show();

  expect(valueOf("Saved, opened, shared …")).toBe("Nothing yet");
  expect(valueOf("Time to save")).toBe("Nothing yet");
});

test.each([
  ["Download as CSV", "csv"],
  ["Download as JSON", "json"],
])("[R6] %s", (button, format) => {
  const downloads = show();

  fireEvent.click(screen.getByRole("button", { name: button }));

  expect(downloads).toEqual([format]);
});
