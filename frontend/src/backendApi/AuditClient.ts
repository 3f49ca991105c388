import type { Refusal } from "../persistence/SessionBackend.ts";
import { answerOf, unconditional } from "./answer.ts";
import { type PageResult, pageResult } from "./pageResult.ts";
import { refusalOfRead } from "./refusal.ts";
import type { components, operations } from "./schema.ts";
import type { ServiceClient } from "./serviceClient.ts";

type ListQuery = NonNullable<operations["list_audit_entries"]["parameters"]["query"]>;

/** What the service can be asked for; `reset` is of a circuit breaker. */
export type ServiceOperation = NonNullable<ListQuery["filter_operation"]>;

/** An empty text leaves nothing out. */
export type TrailQuery = {
  readonly operation: ServiceOperation | null;
  /** The id of a session or snapshot, whole. */
  readonly subjectId: string;
  readonly correlationId: string;
  readonly failuresOnly: boolean;
};

/** One operation as the service wrote it down. [R6] */
export type ServiceEntry = {
  readonly id: string;
  /** When it began, in milliseconds since 1970. */
  readonly at: number;
  /** A newer service may know more of them. */
  readonly operation: string;
  /** Null where there is none, as after a refused creation. */
  readonly subjectId: string | null;
  /** Null where it succeeded. */
  readonly errorCode: string | null;
  readonly durationMs: number;
  readonly correlationId: string;
};

export type TrailStatistics = {
  readonly count: number;
  /** From 0 to 1; null where nothing was done. */
  readonly successRate: number | null;
  readonly p95DurationMs: number | null;
  /** False where there are more entries than were counted, of which these are the newest. */
  readonly isComplete: boolean;
};

export type TrailStatisticsResult = { kind: "ok"; statistics: TrailStatistics } | Refusal;
export type TrailFileResult = { kind: "ok"; file: Blob } | Refusal;

/** The person's own audit trail, as the service keeps it. [R6] */
export class AuditClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;
  readonly #pageSize: number;

  constructor({ client, now, pageSize }: { client: ServiceClient; now: () => number; pageSize: number }) {
    this.#client = client;
    this.#now = now;
    this.#pageSize = pageSize;
  }

  /** Newest first. */
  async page(query: TrailQuery, cursor: string | null): Promise<PageResult<ServiceEntry>> {
    const page = { page_size: this.#pageSize, ...(cursor === null ? {} : { cursor }) };
    const call = this.#client.GET("/persistence/audit", {
      params: { query: { ...page, ...filters(query) } },
    });
    return pageResult(await answerOf(call, this.#now), entryFromWire);
  }

  async statistics(query: TrailQuery): Promise<TrailStatisticsResult> {
    const call = this.#client.GET("/persistence/audit/stats", { params: { query: filters(query) } });
    const answer = unconditional(await answerOf(call, this.#now));
    if (answer.kind !== "ok") return refusalOfRead(answer);
    const { total, is_complete: isComplete } = answer.data;
    const statistics = {
      count: total?.count ?? 0,
      successRate: total?.success_rate ?? null,
      p95DurationMs: total?.p95_duration_ms ?? null,
      isComplete,
    };
    return { kind: "ok", statistics };
  }

  /** All that is wanted as a file, however long. */
  async file(query: TrailQuery, format: "json" | "csv"): Promise<TrailFileResult> {
    const call = this.#client.GET("/persistence/audit/export", {
      params: { query: { ...filters(query), format } },
      parseAs: "blob",
    });
    const answer = unconditional(await answerOf(call, this.#now));
    return answer.kind === "ok" ? { kind: "ok", file: answer.data } : refusalOfRead(answer);
  }
}

function filters({ operation, subjectId, correlationId, failuresOnly }: TrailQuery) {
  return {
    ...(operation === null ? {} : { filter_operation: operation }),
    ...(subjectId === "" ? {} : { filter_subject_id: subjectId }),
    ...(correlationId === "" ? {} : { filter_correlation_id: correlationId }),
    ...(failuresOnly ? { filter_failed: true } : {}),
  };
}

function entryFromWire(wire: components["schemas"]["AuditRecord"]): ServiceEntry {
  return {
    id: wire.id,
    at: Date.parse(wire.at),
    operation: wire.operation,
    subjectId: wire.subject_id === "" ? null : wire.subject_id,
    errorCode: wire.error_code,
    durationMs: wire.duration_ms,
    correlationId: wire.correlation_id,
  };
}
