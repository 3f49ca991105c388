import { beforeEach, expect, test } from "vitest";

import type { Trace } from "../resilience/Trace.ts";
import { FakeTimers } from "../testing/FakeTimers.ts";
import { AUDIT, AuditTrail } from "./AuditTrail.ts";
import { OperationRecorder } from "./OperationRecorder.ts";
import { PERFORMANCE, PerformanceMonitor } from "./PerformanceMonitor.ts";
import { SessionMetrics } from "./SessionMetrics.ts";

let timers: FakeTimers;
let audit: AuditTrail;
let recorder: OperationRecorder;

beforeEach(() => {
  timers = new FakeTimers();
  audit = new AuditTrail({ policy: AUDIT, now: timers.now });
  recorder = new OperationRecorder({
    audit,
    monitor: new PerformanceMonitor({ policy: PERFORMANCE, now: timers.now }),
    newOperationId: () => "a7f3e2c1",
  });
});

const subject = (): string => "session00001";

/** An operation that takes 300 ms. */
async function record(operation: "create" | "save" | "open", kind: string): Promise<void> {
  await recorder.record({ operation, subject }, async () => {
    await timers.advance(300);
    return { kind };
  });
}

test("[E4] an operation is given a correlation id that names it, and that the service accepts", async () => {
  const traces: Trace[] = [];

  await recorder.record({ operation: "save", subject }, async (trace) => {
    traces.push(trace);
    return { kind: "saved" };
  });

  expect(traces).toEqual([{ correlationId: "save-a7f3e2c1" }]);
  expect(traces[0]?.correlationId).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
});

test("[R6] what an operation came to is written down with its duration", async () => {
  await record("save", "conflict");

  expect(audit.entries).toMatchObject([
    {
      operation: "save",
      subject: "session00001",
      outcome: "conflict",
      isSuccess: false,
      durationMs: 300,
      correlationId: "save-a7f3e2c1",
    },
  ]);
});

test("[R6] an error is written down, and goes on to the caller", async () => {
  const failing = recorder.record({ operation: "save", subject }, () => Promise.reject(new Error("broken")));

  await expect(failing).rejects.toThrow("broken");

  expect(audit.entries).toMatchObject([{ outcome: "threw", isSuccess: false }]);
});

test("[R5] the metrics are counted from what was written down and from the connection", async () => {
  const connection = { retries: 4, recoveries: 3, circuitOpenCount: 1, deduplicationRate: 0.25 };
  const metrics = new SessionMetrics({ audit, connection: () => connection });
  await record("create", "saved");
  await record("open", "ok");
  await record("save", "conflict");
  await record("save", "unreachable");

  expect(metrics.figures).toEqual({
    totalOperations: 4,
    successfulOperations: 2,
    failedOperations: 2,
    successRate: 0.5,
    averageCreationMs: 300,
    averageRestorationMs: 300,
    conflictErrors: 1,
    networkErrors: 1,
    ...connection,
  });
});
