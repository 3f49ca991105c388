import type { AuditTrail } from "../../observability/AuditTrail.ts";
import type { PerformanceMonitor } from "../../observability/PerformanceMonitor.ts";
import type { SessionMetrics } from "../../observability/SessionMetrics.ts";
import type { CircuitBreaker } from "../../resilience/CircuitBreaker.ts";

/** What this tab did, and how well that went. */
export type TabActivity = {
  readonly audit: AuditTrail;
  readonly metrics: SessionMetrics;
  readonly monitor: PerformanceMonitor;
  readonly breaker: CircuitBreaker;
};
