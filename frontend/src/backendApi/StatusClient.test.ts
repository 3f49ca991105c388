import { beforeEach, expect, test } from "vitest";

import { createServiceClient } from "./serviceClient.ts";
import { StatusClient } from "./StatusClient.ts";
import { errorAnswer, FetchDouble, jsonAnswer } from "./testing/FetchDouble.ts";

let network: FetchDouble;
let status: StatusClient;

beforeEach(() => {
  network = new FetchDouble();
  const client = createServiceClient({
    baseUrl: "http://service.test",
    fetch: network.fetch,
    deviceLabel: "Chrome on Linux",
    newCorrelationId: () => "made-here",
    onSignInEnded: () => {},
  });
  status = new StatusClient({ client, now: () => 0 });
});

test("[R2] an administrator closes a circuit breaker of the service by its name", async () => {
  network.answers(jsonAnswer(200, { name: "database", state: "closed" }));

  const result = await status.resetBreaker("database");

  expect(result).toEqual({ kind: "ok" });
  expect(network.request.method).toBe("POST");
  expect(network.request.path).toBe("/persistence/circuit_breakers/database/reset");
});

test("[R2] somebody else is refused, with the words of the service", async () => {
  network.answers(errorAnswer(403, "forbidden"));

  expect(await status.resetBreaker("database")).toMatchObject({ kind: "rejected", code: "forbidden" });
});

test("[R5] a service that does not answer has no status", async () => {
  network.answers("connectionLost");

  expect(await status.read()).toEqual({ kind: "unreachable", retryAfterMs: null });
});
