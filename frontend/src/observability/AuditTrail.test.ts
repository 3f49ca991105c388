import { beforeEach, describe, expect, test } from "vitest";

import type { AuditEntry } from "./AuditEntry.ts";
import { AuditTrail } from "./AuditTrail.ts";

const NOON = Date.UTC(2026, 10, 21, 12);

let now: number;
let audit: AuditTrail;

beforeEach(() => {
  now = NOON;
  audit = new AuditTrail({ policy: { maxEntries: 100 }, now: () => now });
});

function log(changes: Partial<AuditEntry> = {}, trail: AuditTrail = audit): AuditEntry {
  return trail.log({
    operation: "save",
    subject: "session00001",
    outcome: "saved",
    isSuccess: true,
    durationMs: 100,
    correlationId: "save-1",
    ...changes,
  });
}

describe("[R6] entries", () => {
  test("are numbered and dated in their order", () => {
    log();
    now += 1000;
    log();

    expect(audit.entries).toMatchObject([
      { sequence: 1, at: NOON },
      { sequence: 2, at: NOON + 1000 },
    ]);
  });

  test("cannot be changed", () => {
    const entry = log();

    expect(() => Object.assign(entry, { outcome: "lost" })).toThrow(TypeError);
    expect(audit.entries[0]?.outcome).toBe("saved");
  });

  test("that somebody holds do not grow", () => {
    log();
    const before = audit.entries;

    log();

    expect(before).toHaveLength(1);
  });

  test("beyond the limit push out the oldest, and keep their numbers", () => {
    const small = new AuditTrail({ policy: { maxEntries: 2 }, now: () => now });
    for (const correlationId of ["a", "b", "c"]) log({ correlationId }, small);

    expect(small.entries.map(({ sequence }) => sequence)).toEqual([2, 3]);
  });
});

describe("[R6] entries are found", () => {
  const sequences = (entries: readonly AuditEntry[]): number[] => entries.map(({ sequence }) => sequence);

  beforeEach(() => {
    log();
    log({ operation: "open", subject: "session00002", correlationId: "open-1" });
    log({ outcome: "conflict", isSuccess: false, correlationId: "save-2" });
  });

  test("by subject", () => expect(sequences(audit.bySubject("session00001"))).toEqual([1, 3]));
  test("by operation", () => expect(sequences(audit.byOperation("open"))).toEqual([2]));
  test("by correlation id", () => expect(sequences(audit.byCorrelationId("save-2"))).toEqual([3]));
  test("by failure", () => expect(sequences(audit.failures())).toEqual([3]));
});

describe("[R6] statistics", () => {
  test("count, success rate, average and 95th percentile of one operation", () => {
    for (let duration = 1; duration <= 20; duration += 1) {
      log({ durationMs: duration * 10, isSuccess: duration !== 20 });
    }
    log({ operation: "open", durationMs: 5000 });

    expect(audit.stats("save")).toEqual({
      count: 20,
      successRate: 0.95,
      averageDurationMs: 105,
      p95DurationMs: 190,
    });
  });

  test("of all operations", () => {
    log();
    log({ operation: "open", isSuccess: false });

    expect(audit.stats()).toMatchObject({ count: 2, successRate: 0.5 });
  });

  test("of nothing are unknown, and not zero", () => {
    expect(audit.stats()).toEqual({
      count: 0,
      successRate: null,
      averageDurationMs: null,
      p95DurationMs: null,
    });
  });
});

describe("[R6] export", () => {
  test("as JSON gives every entry whole", () => {
    log();

    expect(JSON.parse(audit.export("json"))).toEqual(audit.entries);
  });

  test("as CSV has one line an entry, with times that people read", () => {
    log({ subject: null });

    expect(audit.export("csv")).toBe(
      "sequence,at,operation,subject,outcome,isSuccess,durationMs,correlationId\r\n" +
        "1,2026-11-21T12:00:00.000Z,save,,saved,true,100,save-1\r\n",
    );
  });

  test.each([
    ["=1+1", "'=1+1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["-1", "'-1"],
    ['a "b", c', '"a ""b"", c"'],
  ])("as CSV makes %s harmless", (subject, cell) => {
    log({ subject });

    expect(audit.export("csv")).toContain(`,save,${cell},saved,`);
  });
});
