import { beforeEach, describe, expect, test } from "vitest";

import { CircuitOpenError, NetworkError, TimeoutError } from "../errors/ApplicationError.ts";
import { CIRCUIT_BREAKER, CircuitBreaker } from "../resilience/CircuitBreaker.ts";
import { RequestDeduplicator } from "../resilience/RequestDeduplicator.ts";
import { REQUESTS } from "../resilience/RequestPolicy.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { ServiceConnection } from "./ServiceConnection.ts";
import { errorAnswer, FetchDouble, jsonAnswer } from "./testing/FetchDouble.ts";

let timers: FakeTimers;
let service: FetchDouble;
let breaker: CircuitBreaker;
let connection: ServiceConnection;

beforeEach(() => {
  timers = new FakeTimers();
  service = new FetchDouble();
  breaker = new CircuitBreaker({ policy: CIRCUIT_BREAKER, timers });
  connection = new ServiceConnection({
    fetch: service.fetch,
    breaker,
    deduplicator: new RequestDeduplicator(),
    policy: REQUESTS,
    timers,
    random: () => 0,
  });
});

const address = "http://bench.test/persistence/sessions";
const read = (headers: Record<string, string> = {}): Request => new Request(address, { headers });
const write = (): Request => new Request(address, { method: "POST", body: '{"title":"A"}' });

/** Sends *request*, and lets *ms* pass. */
async function sent(request: Request, ms = 0): Promise<PromiseSettledResult<Response>> {
  const outcome = Promise.allSettled([connection.fetch(request)]);
  await settled();
  await timers.advance(ms);
  return (await outcome)[0];
}

async function statusOf(request: Request, ms = 0): Promise<number> {
  const outcome = await sent(request, ms);
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value.status;
}

describe("[R1] a read is tried again", () => {
  test.each<[string, Response | "connectionLost"]>([
    ["whose connection was lost", "connectionLost"],
    ...[408, 429, 449, 502, 503, 504].map((status): [string, Response] => [
      `that was answered with ${status}`,
      errorAnswer(status, "some_code"),
    ]),
  ])("%s", async (_name, failure) => {
    service.answers(failure, jsonAnswer(200, {}));

    const status = await statusOf(read(), 220);

    expect(status).toBe(200);
    expect(connection.stats).toEqual({ retries: 1, recoveries: 1 });
  });

  test.each([400, 401, 403, 404, 409, 410, 412, 413, 422, 500])("but not one with %i", async (status) => {
    service.answers(errorAnswer(status, "some_code"));

    expect(await statusOf(read(), 2000)).toBe(status);
    expect(service.sent).toHaveLength(1);
  });

  test("a little later where there were too many requests", async () => {
    service.answers(errorAnswer(429, "rate_limited"), jsonAnswer(200, {}));
    const reading = connection.fetch(read());
    await settled();

    await timers.advance(219);
    const sentBefore = service.sent.length;
    await timers.advance(1);

    expect((await reading).status).toBe(200);
    expect(sentBefore).toBe(1);
  });

  test("and its last answer is given to the caller when the tries are used up", async () => {
    service.answers(...[1, 2, 3, 4].map((time) => errorAnswer(503, "database_unavailable", { time })));

    const outcome = await sent(read(), 2000);

    const body: unknown = outcome.status === "fulfilled" ? await outcome.value.json() : null;
    expect(body).toMatchObject({ error: { technical_details: { time: 4 } } });
  });
});

describe("[R1] a write", () => {
  test("is tried again with the same bytes where the service said that it did nothing", async () => {
    service.answers(errorAnswer(503, "database_unavailable"), jsonAnswer(201, {}));

    const status = await statusOf(write(), 110);

    expect(status).toBe(201);
    expect(service.sent.map(({ body }) => body)).toEqual(['{"title":"A"}', '{"title":"A"}']);
  });

  test.each<[string, Response | "connectionLost" | "silence"]>([
    ["its connection was lost", "connectionLost"],
    ["no answer came", "silence"],
    ["the service does not know", errorAnswer(504, "database_timeout", { outcome: "unknown" })],
    ["a gateway got no answer", new Response("Bad gateway", { status: 502 })],
  ])("is sent once where %s: it may have been applied", async (_name, failure) => {
    service.answers(failure);

    await sent(write(), 60_000);

    expect(service.sent).toHaveLength(1);
  });
});

describe("[R1] a request whose answer does not come in time ends", () => {
  test("for a read after 5 seconds", async () => {
    service.answers("silence");

    const outcome = await sent(read(), REQUESTS.readTimeoutMs);

    expect(outcome).toEqual({ status: "rejected", reason: new TimeoutError(5000) });
  });

  test("for a write after 10 seconds", async () => {
    service.answers("silence");
    const startedAt = timers.now();

    const outcome = await sent(write(), REQUESTS.writeTimeoutMs + 1);

    expect(outcome).toEqual({ status: "rejected", reason: new TimeoutError(10_001) });
    expect(timers.now() - startedAt).toBe(10_001);
  });

  test("for a large write later by the time that its body takes on a slow line", async () => {
    service.answers("silence");
    const large = new Request(address, { method: "POST", body: "x".repeat(1_500_000) });
    const sending = Promise.allSettled([connection.fetch(large)]);
    await settled();

    await timers.advance(10_000 + 1_500_000 / 32);

    expect(await sending).toEqual([{ status: "rejected", reason: new TimeoutError(56_875) }]);
  });

  test("but not where its body comes slowly", async () => {
    let body: ReadableStreamDefaultController<Uint8Array> | null = null;
    service.answers(new Response(new ReadableStream({ start: (controller) => void (body = controller) })));
    const reading = connection.fetch(read());
    await settled();

    for (const part of ['{"items"', ":[", "]}"]) {
      await timers.advance(4000);
      body!.enqueue(new TextEncoder().encode(part));
      await settled();
    }
    body!.close();

    expect(await (await reading).json()).toEqual({ items: [] });
  });

  test("for a shipped file after 30 seconds", async () => {
    service.answers("silence");
    const fetching = Promise.allSettled([
      connection.fetchFile(new Request("http://bench.test/assets/a.csv")),
    ]);
    await settled();

    await timers.advance(REQUESTS.fileTimeoutMs);

    expect(await fetching).toEqual([{ status: "rejected", reason: new TimeoutError(30_000) }]);
  });

  test("also where the answer stalls in the middle of its body", async () => {
    const stalls = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"items":[')),
    });
    service.answers(new Response(stalls));

    const outcome = await sent(read(), REQUESTS.readTimeoutMs);

    expect(outcome).toMatchObject({ status: "rejected" });
  });
});

describe("[R2] the circuit breaker", () => {
  test("opens after five requests that failed, however often each was tried, and then nothing is sent", async () => {
    for (let time = 0; time < 5; time += 1) {
      service.answers("connectionLost", "connectionLost", "connectionLost", "connectionLost");
      await sent(read(), 1000);
    }

    const outcome = await sent(write());

    expect(outcome).toMatchObject({ reason: expect.any(CircuitOpenError) as object });
    expect(service.sent).toHaveLength(20);
  });

  test.each([429, 404, 412])("takes %i for an answer of a service that works", async (status) => {
    for (let time = 0; time < 6; time += 1) {
      service.answers(...[1, 2, 3, 4].map(() => errorAnswer(status, "some_code")));
      await sent(read(), 2000);
    }

    expect(breaker.state).toEqual({ kind: "closed", failures: 0 });
  });

  test("takes 500 for a failure", async () => {
    service.answers(errorAnswer(500, "internal_error"));

    await sent(read());

    expect(breaker.state).toEqual({ kind: "closed", failures: 1 });
  });
});

describe("[R3] reads at one time", () => {
  test("of one address are one request, and everybody can read the answer", async () => {
    service.answers(jsonAnswer(200, { items: [1] }));

    const answers = await Promise.all([connection.fetch(read()), connection.fetch(read())]);

    expect(await Promise.all(answers.map((each) => each.json()))).toEqual([{ items: [1] }, { items: [1] }]);
    expect(service.sent).toHaveLength(1);
  });

  test("with other conditions are asked on their own", async () => {
    service.answers(new Response(null, { status: 304 }), jsonAnswer(200, {}));

    const answers = await Promise.all([
      connection.fetch(read({ "If-None-Match": '"one"' })),
      connection.fetch(read()),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([304, 200]);
  });

  test("that began before a change do not answer for those that are asked after it", async () => {
    service.answers(jsonAnswer(200, {}), jsonAnswer(201, {}), jsonAnswer(200, {}));

    await Promise.all([connection.fetch(read()), connection.fetch(write()), connection.fetch(read())]);

    expect(service.sent.map(({ method }) => method).toSorted()).toEqual(["GET", "GET", "POST"]);
  });
});

test("[R1] a lost connection is told as one", async () => {
  service.answers("connectionLost");

  const outcome = await sent(write());

  expect(outcome).toMatchObject({ reason: expect.any(NetworkError) as object });
});
