import { beforeEach, expect, test } from "vitest";

import { AuditClient, type TrailQuery } from "./AuditClient.ts";
import { createServiceClient } from "./serviceClient.ts";
import { errorAnswer, FetchDouble, jsonAnswer } from "./testing/FetchDouble.ts";

const EVERYTHING: TrailQuery = { operation: null, subjectId: "", correlationId: "", failuresOnly: false };
const FAILED_SAVES: TrailQuery = {
  operation: "save",
  subjectId: "session00001",
  correlationId: "save-a7f3e2c1",
  failuresOnly: true,
};
const FAILED_SAVES_ON_THE_WIRE = {
  filter_operation: "save",
  filter_subject_id: "session00001",
  filter_correlation_id: "save-a7f3e2c1",
  filter_failed: "true",
};

let network: FetchDouble;
let trail: AuditClient;

beforeEach(() => {
  network = new FetchDouble();
  const client = createServiceClient({
    baseUrl: "http://service.test",
    fetch: network.fetch,
    deviceLabel: "Chrome on Linux",
    newCorrelationId: () => "made-here",
    onSignInEnded: () => {},
  });
  trail = new AuditClient({ client, now: () => 0, pageSize: 20 });
});

function askedFor(): { route: string; query: object } {
  const [route = "", query] = network.request.path.split("?");
  return { route, query: Object.fromEntries(new URLSearchParams(query)) };
}

test("[R6] a page is asked for by operation, subject, failure and correlation id", async () => {
  network.answers(jsonAnswer(200, { items: [], next_cursor: null }));

  await trail.page(FAILED_SAVES, "next");

  const query = { page_size: "20", cursor: "next", ...FAILED_SAVES_ON_THE_WIRE };
  expect(askedFor()).toEqual({ route: "/persistence/audit", query });
});

test("[R6] what is not filtered for is not named, and what there is none of is null", async () => {
  const wire = {
    id: "entry0000001",
    actor_id: "ada",
    at: "2026-11-21T14:02:00.000Z",
    operation: "create",
    subject_kind: "workbench_session",
    subject_id: "",
    outcome: "failed",
    error_code: "content_invalid",
    duration_ms: 4.2,
    correlation_id: "create-a7f3e2c1",
  };
  network.answers(jsonAnswer(200, { items: [wire], next_cursor: "next" }));

  const result = await trail.page(EVERYTHING, null);

  expect(askedFor().query).toEqual({ page_size: "20" });
  const entry = {
    id: "entry0000001",
    at: Date.UTC(2026, 10, 21, 14, 2),
    operation: "create",
    subjectId: null,
    errorCode: "content_invalid",
    durationMs: 4.2,
    correlationId: "create-a7f3e2c1",
  };
  expect(result).toEqual({ kind: "ok", page: { items: [entry], nextCursor: "next" } });
});

test("[R6] statistics are of what is filtered for", async () => {
  const total = {
    count: 8,
    failed: 2,
    success_rate: 0.75,
    average_duration_ms: 20,
    p95_duration_ms: 41,
  };
  network.answers(jsonAnswer(200, { total, operations: {}, errors: {}, is_complete: true }));

  const result = await trail.statistics(FAILED_SAVES);

  expect(askedFor()).toEqual({ route: "/persistence/audit/stats", query: FAILED_SAVES_ON_THE_WIRE });
  const statistics = { count: 8, successRate: 0.75, p95DurationMs: 41, isComplete: true };
  expect(result).toEqual({ kind: "ok", statistics });
});

test.each(["csv", "json"] as const)("[R6] all of it comes as one %s file", async (format) => {
  network.answers(new Response("id,at\r\n"));

  const result = await trail.file(FAILED_SAVES, format);

  const query = { ...FAILED_SAVES_ON_THE_WIRE, format };
  expect(askedFor()).toEqual({ route: "/persistence/audit/export", query });
  expect(result.kind === "ok" && (await result.file.text())).toBe("id,at\r\n");
});

test("[R6] a service that is away is said to be", async () => {
  network.answers(errorAnswer(503, "database_unavailable"), "connectionLost");

  expect(await trail.statistics(EVERYTHING)).toEqual({ kind: "unreachable", retryAfterMs: null });
  expect(await trail.file(EVERYTHING, "csv")).toEqual({ kind: "unreachable", retryAfterMs: null });
});
