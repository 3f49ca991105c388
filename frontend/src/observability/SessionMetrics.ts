import type { AuditTrail } from "./AuditTrail.ts";

/** What the connection to the service counts. */
export type ConnectionFigures = {
  readonly retries: number;
  /** Requests that failed first and succeeded after all. */
  readonly recoveries: number;
  readonly circuitOpenCount: number;
  /** From 0 to 1. */
  readonly deduplicationRate: number;
};

export type SessionFigures = ConnectionFigures & {
  readonly totalOperations: number;
  readonly successfulOperations: number;
  readonly failedOperations: number;
  /** From 0 to 1; null where nothing was done. */
  readonly successRate: number | null;
  /** Milliseconds; null where none ended. */
  readonly averageCreationMs: number | null;
  readonly averageRestorationMs: number | null;
  readonly conflictErrors: number;
  readonly networkErrors: number;
};

const CONFLICTS = new Set(["conflict", "versionConflict"]);
/** The service could not be asked, or its answer was lost. */
const NETWORK_OUTCOMES = new Set(["unreachable", "unconfirmed", "unknownOutcome"]);

type SessionMetricsOptions = { audit: AuditTrail; connection: () => ConnectionFigures };

/** How well saving and opening went in this tab, counted from what was written down: there is no second count to drift. [R5] */
export class SessionMetrics {
  readonly #options: SessionMetricsOptions;

  constructor(options: SessionMetricsOptions) {
    this.#options = options;
  }

  get figures(): SessionFigures {
    const { audit, connection } = this.#options;
    const { count, successRate } = audit.stats();
    const failures = audit.failures();
    const failedWith = (outcomes: ReadonlySet<string>): number =>
      failures.filter(({ outcome }) => outcomes.has(outcome)).length;
    return {
      totalOperations: count,
      successfulOperations: count - failures.length,
      failedOperations: failures.length,
      successRate,
      averageCreationMs: audit.stats("create").averageDurationMs,
      averageRestorationMs: audit.stats("open").averageDurationMs,
      conflictErrors: failedWith(CONFLICTS),
      networkErrors: failedWith(NETWORK_OUTCOMES),
      ...connection(),
    };
  }
}
