import { nanoid } from "nanoid";

import { AuditTrail } from "../observability/AuditTrail.ts";
import { OperationRecorder } from "../observability/OperationRecorder.ts";
import { PerformanceMonitor } from "../observability/PerformanceMonitor.ts";
import { SessionMetrics } from "../observability/SessionMetrics.ts";
import { browserTimers } from "../resilience/Timers.ts";
import type { TabActivity } from "../ui/status/TabActivity.ts";
import type { Connection } from "./createConnection.ts";
import type { ServicePolicies } from "./servicePolicies.ts";

/** What one person does in this tab, and its record; the next person who signs in begins with an empty one. */
export function createActivity(
  window: Window,
  { breaker, figures }: Connection,
  policies: Pick<ServicePolicies, "audit" | "performance">,
): { operations: OperationRecorder; activity: TabActivity } {
  const audit = new AuditTrail({ policy: policies.audit, now: () => browserTimers.now() });
  const monitor = new PerformanceMonitor({
    policy: policies.performance,
    now: () => window.performance.now(),
    // For the browser's own profiler, and for whatever collects user timings.
    onMeasured: ({ operation, startedAt, durationMs, level }) =>
      window.performance.measure(`benchdog:${operation}`, {
        start: startedAt,
        duration: durationMs,
        detail: { level },
      }),
  });
  const metrics = new SessionMetrics({ audit, connection: figures });
  const operations = new OperationRecorder({ audit, monitor, newOperationId: () => nanoid(8) });
  return { operations, activity: { audit, metrics, monitor, breaker } };
}
