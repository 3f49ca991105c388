import { auditCsv } from "./auditCsv.ts";
import type { AuditEntry, Operation } from "./AuditEntry.ts";
import { average, percentile } from "./percentile.ts";

export type AuditStats = {
  readonly count: number;
  /** From 0 to 1; null where nothing was done. */
  readonly successRate: number | null;
  readonly averageDurationMs: number | null;
  readonly p95DurationMs: number | null;
};

export type AuditPolicy = { readonly maxEntries: number };

export const AUDIT: AuditPolicy = Object.freeze({ maxEntries: 10_000 });

type AuditTrailOptions = { policy: AuditPolicy; now: () => number };

/**
 * What was done in this tab, in its order: entries are added and never changed. The oldest go when there are too many. [R6]
 *
 * The trail that counts is the service's; this one has also what never reached it.
 */
export class AuditTrail {
  readonly #policy: AuditPolicy;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #entries: readonly AuditEntry[] = [];
  #lastSequence = 0;

  constructor({ policy, now }: AuditTrailOptions) {
    this.#policy = policy;
    this.#now = now;
  }

  /** @returns a function that ends the subscription. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Oldest first; another array when there is another entry. */
  get entries(): readonly AuditEntry[] {
    return this.#entries;
  }

  log(ended: Omit<AuditEntry, "sequence" | "at">): AuditEntry {
    this.#lastSequence += 1;
    const entry = Object.freeze({ sequence: this.#lastSequence, at: this.#now(), ...ended });
    this.#entries = [...this.#entries, entry].slice(-this.#policy.maxEntries);
    for (const listener of this.#listeners) listener();
    return entry;
  }

  bySubject(subject: string): readonly AuditEntry[] {
    return this.#entries.filter((entry) => entry.subject === subject);
  }

  byOperation(operation: Operation): readonly AuditEntry[] {
    return this.#entries.filter((entry) => entry.operation === operation);
  }

  byCorrelationId(correlationId: string): readonly AuditEntry[] {
    return this.#entries.filter((entry) => entry.correlationId === correlationId);
  }

  failures(): readonly AuditEntry[] {
    return this.#entries.filter(({ isSuccess }) => !isSuccess);
  }

  /** Of one kind of operation, or of all. */
  stats(operation?: Operation): AuditStats {
    const entries = operation === undefined ? this.#entries : this.byOperation(operation);
    const durations = entries.map(({ durationMs }) => durationMs);
    return {
      count: entries.length,
      successRate: average(entries.map(({ isSuccess }) => Number(isSuccess))),
      averageDurationMs: average(durations),
      p95DurationMs: percentile(durations, 0.95),
    };
  }

  export(format: "json" | "csv"): string {
    return format === "json" ? JSON.stringify(this.#entries, null, 2) : auditCsv(this.#entries);
  }
}
