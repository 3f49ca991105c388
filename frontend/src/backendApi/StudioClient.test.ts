import { beforeEach, expect, test } from "vitest";

import { storedWork } from "../studio/storedWork.ts";
import { createServiceClient } from "./serviceClient.ts";
import { StudioClient } from "./StudioClient.ts";
import { errorAnswer, FetchDouble, jsonAnswer } from "./testing/FetchDouble.ts";

const NOW = Date.parse("2026-11-21T14:05:00Z");
const TRACE = { correlationId: "start-1" };
const WORK = storedWork({ transformations: [{ kind: "hide", columns: [] }], position: 1 }, NOW);
const BASE = { id: "session00001", etag: '"one"', expiresAt: NOW };

const METADATA = {
  session_id: "session00001",
  user_id: "ada",
  app: "data-studio",
  current_page: "stocks",
  created_at: "2026-11-21T13:00:00.000Z",
  updated_at: "2026-11-21T14:00:00.000Z",
  expires_at: "2026-12-21T14:00:00.000Z",
  etag: '"two"',
};
const SAVED = { id: "session00001", etag: '"two"', expiresAt: Date.parse(METADATA.expires_at) };

let network: FetchDouble;
let studio: StudioClient;

beforeEach(() => {
  network = new FetchDouble();
  const client = createServiceClient({
    baseUrl: "http://service.test",
    fetch: network.fetch,
    deviceLabel: "Chrome on Linux",
    newCorrelationId: () => "made-here",
    onSignInEnded: () => undefined,
  });
  studio = new StudioClient({ client, now: () => NOW });
});

test("[B12] the session of a data set is found by its page, the one that was saved last first", async () => {
  const other = { ...METADATA, session_id: "session00009", current_page: "cars" };
  network.answers(jsonAnswer(200, { items: [other, METADATA], next_cursor: null }));

  expect(await studio.find("stocks", TRACE)).toEqual({ kind: "found", id: "session00001" });
  expect(network.request.path).toBe("/persistence/user_sessions?app=data-studio&page_size=100");
  expect(network.request.headers.get("X-Correlation-ID")).toBe("start-1");
});

test("[B12] [R4] a session is begun by the key of what it is for", async () => {
  network.answers(jsonAnswer(201, { metadata: METADATA, state: { page_params: {} } }));

  await studio.create("data-studio/stocks/first", TRACE);

  expect(network.request.headers.get("Idempotency-Key")).toBe("data-studio/stocks/first");
  expect(JSON.parse(network.request.body)).toEqual({ app: "data-studio" });
});

test("[S3] [U1] a save names what it started from, and is told when the session ends", async () => {
  network.answers(jsonAnswer(200, METADATA));

  expect(await studio.save("stocks", WORK, BASE, TRACE)).toEqual({ kind: "ok", savedAs: SAVED });
  expect(network.request.headers.get("If-Match")).toBe('"one"');
  expect(JSON.parse(network.request.body)).toMatchObject({ current_page: "stocks", page_params: WORK });
});

test("[S3] a newer state is a conflict", async () => {
  network.answers(errorAnswer(412, "version_conflict"));

  expect(await studio.save("stocks", WORK, BASE, TRACE)).toEqual({ kind: "conflict" });
});

test("[B4] looking for changes costs a comparison where there are none", async () => {
  network.answers(new Response(null, { status: 304 }));

  expect(await studio.look(BASE)).toEqual({ kind: "unchanged" });
  expect(network.request.headers.get("If-None-Match")).toBe('"one"');
});

test.each([
  [401, "session_expired", "signInRequired"],
  [404, "not_found", "notFound"],
  [409, "idempotency_in_progress", "startingElsewhere"],
  [413, "content_too_large", "refused"],
  [429, "rate_limited", "transient"],
  [503, "database_unavailable", "transient"],
  [504, "database_timeout", "transient"],
])("[R1] [E1] %s %s is %s", async (status, code, reason) => {
  network.answers(errorAnswer(status, code, {}, { "Retry-After": "3" }));

  expect(await studio.read("session00001")).toMatchObject({
    kind: "failed",
    reason,
    code,
    userMessage: `words of ${code}`,
    correlationId: "correlation-1",
    retryAfterMs: 3000,
  });
});

test("[E1] the actions of the envelope arrive, but for those that this version does not know", async () => {
  const error = { code: "x", user_message: "x", technical_details: {} };
  const actions = ["manual_retry", "from_the_future"];
  network.answers(jsonAnswer(500, { error: { ...error, recovery_actions: actions } }));

  expect(await studio.read("session00001")).toMatchObject({ recoveryActions: ["manual_retry"] });
});

test("[B12] where no answer came, the person is told what to do, too", async () => {
  network.answers("connectionLost");

  expect(await studio.read("session00001")).toMatchObject({
    reason: "transient",
    code: "unreachable",
    recoveryActions: ["automatic_retry", "manual_retry", "reload_page", "download_copy"],
  });
});
