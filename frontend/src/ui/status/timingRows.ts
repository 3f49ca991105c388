import type { ServiceStatus } from "../../backendApi/StatusClient.ts";
import type { Operation } from "../../observability/AuditEntry.ts";
import type { PerformanceLevel } from "../../observability/PerformanceMonitor.ts";
import type { TabActivity } from "./TabActivity.ts";

/** How one operation did. Percentiles are null where nothing was measured. */
export type TimingRow = {
  readonly operation: string;
  readonly count: number;
  /** From 0 to 1; null where it is not counted here. */
  readonly successRate: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly targetMs: number;
  readonly acceptableMs: number;
  /** Of the 95th percentile. */
  readonly level: PerformanceLevel | null;
};

/** Those that seed 002 gives a target are always listed, what else was done after them. */
const ALWAYS: readonly Operation[] = ["create", "open", "save", "switch"];
const OTHERS: readonly Operation[] = ["copy", "resolve", "share", "start", "recover", "delete", "restore"];

/** [R5] */
export function tabTimings({ audit, monitor }: Pick<TabActivity, "audit" | "monitor">): readonly TimingRow[] {
  return [...ALWAYS, ...OTHERS]
    .map((operation) => {
      const { target, count, p50Ms, p95Ms, level } = monitor.summary(operation);
      const { successRate } = audit.stats(operation);
      const { targetMs, acceptableMs } = target;
      return { operation, count, successRate, p50Ms, p95Ms, targetMs, acceptableMs, level };
    })
    .filter(({ operation, count }) => count > 0 || ALWAYS.includes(operation));
}

export function serviceTimings(status: ServiceStatus): readonly TimingRow[] {
  return status.performance.map(({ operation, target, count, p50_ms: p50Ms, p95_ms: p95Ms, level }) => ({
    operation,
    count,
    successRate: null,
    p50Ms,
    p95Ms,
    targetMs: target.target_ms,
    acceptableMs: target.acceptable_ms,
    level,
  }));
}
