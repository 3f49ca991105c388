import { AUDIT, AuditTrail } from "../observability/AuditTrail.ts";
import { OperationRecorder } from "../observability/OperationRecorder.ts";
import { PERFORMANCE, PerformanceMonitor } from "../observability/PerformanceMonitor.ts";
import type { Timers } from "../resilience/Timers.ts";

/** What a tab records, on the clock of a test. Operations are named `save-a7f3e2c1`. */
export function recordedActivity({ now }: Pick<Timers, "now">) {
  const audit = new AuditTrail({ policy: AUDIT, now });
  const monitor = new PerformanceMonitor({ policy: PERFORMANCE, now });
  const operations = new OperationRecorder({ audit, monitor, newOperationId: () => "a7f3e2c1" });
  return { audit, monitor, operations };
}
