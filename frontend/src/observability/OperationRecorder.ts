import type { Trace } from "../resilience/Trace.ts";
import type { Operation } from "./AuditEntry.ts";
import type { AuditTrail } from "./AuditTrail.ts";
import type { PerformanceMonitor } from "./PerformanceMonitor.ts";

type OperationRecorderOptions = {
  audit: AuditTrail;
  monitor: PerformanceMonitor;
  /** Eight random characters of `[A-Za-z0-9_-]`, without personal data. */
  newOperationId: () => string;
};

export type RecordedOperation = {
  operation: Operation;
  /** Asked for when it has ended: a session has no id before it was created. */
  subject: () => string | null;
};

/** Results of these kinds are what the person asked for. */
const SUCCESSES = new Set(["ok", "recovered", "saved", "alreadySaved", "resolved", "fromNewerVersion"]);

/** Runs what a person asked for: gives it a correlation id, measures it, and writes down what became of it. [R5] [R6] [E4] */
export class OperationRecorder {
  readonly #options: OperationRecorderOptions;

  constructor(options: OperationRecorderOptions) {
    this.#options = options;
  }

  async record<Result extends { kind: string }>(
    { operation, subject }: RecordedOperation,
    run: (trace: Trace) => Promise<Result>,
  ): Promise<Result> {
    const { audit, monitor, newOperationId } = this.#options;
    const correlationId = `${operation}-${newOperationId()}`;
    const end = monitor.begin(operation);
    const log = (outcome: string): void => {
      const { durationMs } = end();
      const isSuccess = SUCCESSES.has(outcome);
      audit.log({ operation, subject: subject(), outcome, isSuccess, durationMs, correlationId });
    };
    try {
      const result = await run({ correlationId });
      log(result.kind);
      return result;
    } catch (error) {
      log("threw");
      throw error;
    }
  }
}
