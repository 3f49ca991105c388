import type { Operation } from "./AuditEntry.ts";
import { percentile } from "./percentile.ts";

/** Levels of one duration: DEBUG up to the target, INFO up to what is acceptable, WARNING up to what is slow, ERROR beyond. [R5] */
export type PerformanceLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR";

export type PerformanceTarget = {
  readonly targetMs: number;
  readonly acceptableMs: number;
  readonly slowMs: number;
};

export type PerformancePolicy = Readonly<Record<Operation, PerformanceTarget>>;

export type PerformanceTargets = {
  readonly sessionTargetMs: number;
  /** Whoever opens their work waits for more data. */
  readonly restorationTargetMs: number;
  /** Beyond it an operation is not merely slow. */
  readonly maxTotalMs: number;
};

/** Acceptable is twice the target, as everywhere in seed 002. */
export function performancePolicy(targets: PerformanceTargets): PerformancePolicy {
  const doubling = (targetMs: number): PerformanceTarget => ({
    targetMs,
    acceptableMs: Math.min(2 * targetMs, targets.maxTotalMs),
    slowMs: targets.maxTotalMs,
  });
  const change = doubling(targets.sessionTargetMs);
  const opening = doubling(targets.restorationTargetMs);
  return Object.freeze({
    create: change,
    save: change,
    copy: change,
    resolve: change,
    share: change,
    switch: change,
    delete: change,
    restore: change,
    open: opening,
    start: opening,
    recover: opening,
  });
}

export const PERFORMANCE: PerformancePolicy = performancePolicy({
  sessionTargetMs: 500,
  restorationTargetMs: 1000,
  maxTotalMs: 2000,
});

export type Measurement = {
  readonly operation: Operation;
  readonly startedAt: number;
  readonly durationMs: number;
  readonly level: PerformanceLevel;
};

export type PerformanceSummary = {
  readonly target: PerformanceTarget;
  readonly count: number;
  /** Null where nothing was measured. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  /** Of the 95th percentile. */
  readonly level: PerformanceLevel | null;
  readonly levels: Readonly<Partial<Record<PerformanceLevel, number>>>;
};

/** Enough for a 99th percentile, and for days of work. */
const KEPT_MEASUREMENTS = 1000;

type PerformanceMonitorOptions = {
  policy: PerformancePolicy;
  /** Milliseconds on a clock that is never set back. */
  now: () => number;
  onMeasured?: (measurement: Measurement) => void;
};

/** Measures how long operations take, failures included, and says how far from their target that is. [R5] */
export class PerformanceMonitor {
  readonly #options: PerformanceMonitorOptions;
  #measurements: readonly Measurement[] = [];

  constructor(options: PerformanceMonitorOptions) {
    this.#options = options;
  }

  /** Begins a measurement. @returns a function that ends it. */
  begin(operation: Operation): () => Measurement {
    const { policy, now, onMeasured } = this.#options;
    const startedAt = now();
    return () => {
      const durationMs = Math.round(now() - startedAt);
      const level = levelOf(durationMs, policy[operation]);
      const measurement = Object.freeze({ operation, startedAt, durationMs, level });
      this.#measurements = [...this.#measurements, measurement].slice(-KEPT_MEASUREMENTS);
      onMeasured?.(measurement);
      return measurement;
    };
  }

  summary(operation: Operation): PerformanceSummary {
    const measured = this.#measurements.filter((each) => each.operation === operation);
    const durations = measured.map(({ durationMs }) => durationMs);
    const levels: Partial<Record<PerformanceLevel, number>> = {};
    for (const { level } of measured) levels[level] = (levels[level] ?? 0) + 1;
    const target = this.#options.policy[operation];
    const p95Ms = percentile(durations, 0.95);
    return {
      target,
      count: measured.length,
      p50Ms: percentile(durations, 0.5),
      p95Ms,
      p99Ms: percentile(durations, 0.99),
      level: p95Ms === null ? null : levelOf(p95Ms, target),
      levels,
    };
  }
}

function levelOf(
  durationMs: number,
  { targetMs, acceptableMs, slowMs }: PerformanceTarget,
): PerformanceLevel {
  if (durationMs <= targetMs) return "DEBUG";
  if (durationMs <= acceptableMs) return "INFO";
  return durationMs <= slowMs ? "WARNING" : "ERROR";
}
