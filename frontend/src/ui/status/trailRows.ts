import type { ServiceEntry, ServiceOperation, TrailQuery } from "../../backendApi/AuditClient.ts";
import type { AuditEntry, Operation } from "../../observability/AuditEntry.ts";

/** Where an operation was written down: by the service for good, or in this tab until it is closed. */
export type TrailScope = "service" | "tab";

/** One operation as it is listed. */
export type TrailRow = {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly operation: string;
  readonly subject: string | null;
  /** Why it failed; null where it succeeded. */
  readonly failure: string | null;
  readonly durationMs: number;
  readonly correlationId: string;
};

/** What is looked for in either trail; an empty text leaves nothing out. */
export type TrailFilter = {
  readonly operation: string;
  readonly subject: string;
  readonly correlationId: string;
  readonly failuresOnly: boolean;
};

export const EVERYTHING: TrailFilter = Object.freeze({
  operation: "",
  subject: "",
  correlationId: "",
  failuresOnly: false,
});

const SERVICE_OPERATIONS: readonly ServiceOperation[] = [
  "create",
  "save",
  "open",
  "share",
  "recover",
  "delete",
  "restore",
  "reset",
];
const TAB_OPERATIONS: readonly Operation[] = [
  "create",
  "save",
  "copy",
  "open",
  "switch",
  "resolve",
  "share",
  "start",
  "recover",
  "delete",
  "restore",
];

export const TRAIL_OPERATIONS: Readonly<Record<TrailScope, readonly string[]>> = {
  service: SERVICE_OPERATIONS,
  tab: TAB_OPERATIONS,
};

/** As the service is asked; an operation that it does not know leaves nothing out. */
export function serviceQuery({ operation, subject, correlationId, failuresOnly }: TrailFilter): TrailQuery {
  return {
    operation: SERVICE_OPERATIONS.find((each) => each === operation) ?? null,
    subjectId: subject,
    correlationId,
    failuresOnly,
  };
}

export function serviceRow({ subjectId, errorCode, ...entry }: ServiceEntry): TrailRow {
  return { ...entry, subject: subjectId, failure: errorCode };
}

/** Newest first. [R6] */
export function tabRows(entries: readonly AuditEntry[], filter: TrailFilter): readonly TrailRow[] {
  const operation = TAB_OPERATIONS.find((each) => each === filter.operation);
  return entries
    .filter(
      (entry) =>
        (operation === undefined || entry.operation === operation) &&
        (filter.subject === "" || entry.subject === filter.subject) &&
        (filter.correlationId === "" || entry.correlationId === filter.correlationId) &&
        !(filter.failuresOnly && entry.isSuccess),
    )
    .toReversed()
    .map((entry) => ({
      id: String(entry.sequence),
      at: entry.at,
      operation: entry.operation,
      subject: entry.subject,
      failure: entry.isSuccess ? null : entry.outcome,
      durationMs: entry.durationMs,
      correlationId: entry.correlationId,
    }));
}
