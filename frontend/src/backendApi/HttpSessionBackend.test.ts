import { describe, expect, test } from "vitest";

import { CircuitOpenError } from "../errors/ApplicationError.ts";
import type { SessionWrite } from "../persistence/SessionBackend.ts";
import { HttpSessionBackend } from "./HttpSessionBackend.ts";
import { createServiceClient } from "./serviceClient.ts";
import { errorAnswer, FetchDouble, jsonAnswer, sessionWire } from "./testing/FetchDouble.ts";

const NOW = Date.parse("2026-11-21T14:05:00Z");
const ID = "session00001";
const CANONICAL = '{"note":"\u2028 kept as it is","schema":"workbench/1"}';
const WRITE: SessionWrite = {
  details: { title: "Stocks, 21 Nov", description: "", tags: ["prices"] },
  canonical: new TextEncoder().encode(CANONICAL),
  contentHash: "c".repeat(64),
};

type Setup = { network: FetchDouble; backend: HttpSessionBackend; signInsEnded: number[] };

function backendOver(network: FetchDouble, options: { isOffline?: boolean } = {}): Setup {
  const signInsEnded: number[] = [];
  const client = createServiceClient({
    baseUrl: "http://service.test",
    fetch: network.fetch,
    deviceLabel: "Chrome on Linux",
    newCorrelationId: () => "made-here",
    onSignInEnded: () => signInsEnded.push(NOW),
  });
  const isOffline = () => options.isOffline ?? false;
  return { network, backend: new HttpSessionBackend({ client, now: () => NOW, isOffline }), signInsEnded };
}

/** A connection that sends nothing just now. */
class CircuitOpenDouble extends FetchDouble {
  override readonly fetch = (): Promise<Response> => Promise.reject(new CircuitOpenError(20_000));
}

describe("what goes over the wire", () => {
  test("[R4] [E4] the requests of an operation carry its correlation id and the key of the intention", async () => {
    const { network, backend } = backendOver(new FetchDouble().answers(jsonAnswer(200, sessionWire())));

    await backend.saveSession(ID, WRITE, '"one"', { correlationId: "save-1", idempotencyKey: "key-1" });

    const { headers } = network.request;
    expect(headers.get("X-Correlation-ID")).toBe("save-1");
    expect(headers.get("Idempotency-Key")).toBe("key-1");
    expect(headers.get("If-Match")).toBe('"one"');
    expect(headers.get("X-Benchdog-Content-Hash")).toBe(WRITE.contentHash);
  });

  test("[A3] [E4] every call names the client, the device and a correlation id", async () => {
    const { network, backend } = backendOver(new FetchDouble().answers(jsonAnswer(200, sessionWire())));

    await backend.readMetadata(ID, null);

    const { headers } = network.request;
    expect(headers.get("X-Benchdog-Client")).toBe("browser");
    expect(headers.get("X-Benchdog-Device")).toBe("Chrome on Linux");
    expect(headers.get("X-Correlation-ID")).toBe("made-here");
  });

  test("[S3] a save names the copy that it started from", async () => {
    const { network, backend } = backendOver(new FetchDouble().answers(jsonAnswer(200, sessionWire())));

    await backend.saveSession(ID, WRITE, '"one"');

    expect(network.request.method).toBe("PUT");
    expect(network.request.path).toBe(`/persistence/sessions/${ID}`);
    expect(network.request.headers.get("If-Match")).toBe('"one"');
  });

  test("[C3] content is sent as the very bytes that were hashed, beside its hash", async () => {
    const { network, backend } = backendOver(new FetchDouble().answers(jsonAnswer(201, sessionWire())));

    await backend.createSession(WRITE);

    expect(network.request.body).toContain(`"content":${CANONICAL}}`);
    expect(JSON.parse(network.request.body)).toEqual({
      ...WRITE.details,
      content: JSON.parse(CANONICAL),
      content_hash: WRITE.contentHash,
    });
    expect(network.request.headers.get("Content-Type")).toBe("application/json");
  });
});

describe("[S3] a save", () => {
  test("that is acknowledged gives the stored metadata, with times in milliseconds", async () => {
    const { backend } = backendOver(new FetchDouble().answers(jsonAnswer(200, sessionWire())));

    const result = await backend.saveSession(ID, WRITE, '"one"');

    expect(result).toMatchObject({
      kind: "ok",
      metadata: {
        id: ID,
        etag: '"two"',
        savedBy: "Firefox on Mac",
        updatedAt: Date.UTC(2026, 10, 21, 14, 2),
      },
    });
  });

  test("from a copy that is not the newest carries the newest", async () => {
    const current = sessionWire({ etag: '"three"', saved_by: "Safari on iPhone" });
    const answer = errorAnswer(412, "version_conflict", { current });
    const { backend } = backendOver(new FetchDouble().answers(answer));

    const result = await backend.saveSession(ID, WRITE, '"one"');

    expect(result).toMatchObject({
      kind: "versionConflict",
      current: { etag: '"three"', savedBy: "Safari on iPhone" },
    });
  });

  test("whose answer is lost has an unknown outcome, and is never called refused", async () => {
    const { backend } = backendOver(new FetchDouble().answers("connectionLost"));

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "unknownOutcome",
      correlationId: null,
    });
  });

  test("[B8] whose answer is lost can be found by the id that it carried", async () => {
    const { backend } = backendOver(new FetchDouble().answers("connectionLost"));

    expect(await backend.saveSession(ID, WRITE, '"one"', { correlationId: "save-1" })).toEqual({
      kind: "unknownOutcome",
      correlationId: "save-1",
    });
  });

  test("[R2] that an open circuit kept back did not happen, and is said to be possible later", async () => {
    const { backend } = backendOver(new CircuitOpenDouble());

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "unreachable",
      retryAfterMs: 20_000,
    });
    expect(await backend.readSession(ID)).toEqual({ kind: "unreachable", retryAfterMs: 20_000 });
  });

  test("on a device that is offline did not happen", async () => {
    const network = new FetchDouble().answers("connectionLost");
    const { backend } = backendOver(network, { isOffline: true });

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "unreachable",
      retryAfterMs: null,
    });
  });

  test("that a gateway cut off has an unknown outcome", async () => {
    const page = new Response("<h1>Bad gateway</h1>", { status: 502 });
    const { backend } = backendOver(new FetchDouble().answers(page));

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "unknownOutcome",
      correlationId: null,
    });
  });

  test("that the database timed out on has an unknown outcome that can be found in the log", async () => {
    const answer = errorAnswer(504, "database_timeout", { outcome: "unknown" });
    const { backend } = backendOver(new FetchDouble().answers(answer));

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "unknownOutcome",
      correlationId: "correlation-1",
    });
  });

  test("answered with a page instead of JSON has an unknown outcome", async () => {
    const { backend } = backendOver(new FetchDouble().answers(new Response("<h1>Welcome</h1>")));

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "unknownOutcome",
      correlationId: null,
    });
  });
});

describe("[E2] a refusal", () => {
  test.each([
    [429, "rate_limited"],
    [503, "database_unavailable"],
  ])("%i comes back when the service asked for it", async (status, code) => {
    const answer = errorAnswer(status, code, {}, { "Retry-After": "7" });
    const { backend } = backendOver(new FetchDouble().answers(answer));

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "unreachable",
      retryAfterMs: 7000,
    });
  });

  test("[C4] 413 names the size and the limit", async () => {
    const answer = errorAnswer(413, "content_too_large", { size_bytes: 1_700_000, limit_bytes: 1_572_864 });
    const { backend } = backendOver(new FetchDouble().answers(answer));

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "contentTooLarge",
      sizeBytes: 1_700_000,
      limitBytes: 1_572_864,
    });
  });

  test("[E1] another one carries the service's words and the correlation id", async () => {
    const { backend } = backendOver(new FetchDouble().answers(errorAnswer(422, "content_invalid")));

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "rejected",
      code: "content_invalid",
      userMessage: "words of content_invalid",
      correlationId: "correlation-1",
    });
  });

  test("[B7] 401 is a sign-in that has ended, and is reported once to whoever asks people to sign in", async () => {
    const { backend, signInsEnded } = backendOver(
      new FetchDouble().answers(errorAnswer(401, "session_expired")),
    );

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({ kind: "signInRequired" });
    expect(signInsEnded).toHaveLength(1);
  });

  test.each(["snapshot_deleted", "snapshot_expired", "snapshot_paused"])(
    "[N3] %s is gone, which is not missing",
    async (code) => {
      const { backend } = backendOver(new FetchDouble().answers(errorAnswer(410, code)));

      expect(await backend.readSnapshot("snapshot0001")).toEqual({
        kind: "gone",
        code,
        userMessage: `words of ${code}`,
      });
    },
  );
});

describe("[B4] polling", () => {
  test("asks with the ETag it knows, and 304 is no news", async () => {
    const { network, backend } = backendOver(new FetchDouble().answers(new Response(null, { status: 304 })));

    expect(await backend.readMetadata(ID, '"two"')).toEqual({ kind: "notModified" });
    expect(network.request.headers.get("If-None-Match")).toBe('"two"');
  });

  test("without an answer is unreachable: reading changes nothing", async () => {
    const { backend } = backendOver(new FetchDouble().answers("connectionLost"));

    expect(await backend.readMetadata(ID, '"two"')).toEqual({ kind: "unreachable", retryAfterMs: null });
  });
});

/** What something between the browser and the service may answer in its place. */
const FOREIGN: [string, () => Response][] = [
  ["an empty success", () => new Response(null, { status: 200, headers: { "Content-Length": "0" } })],
  ["nothing", () => new Response(null, { status: 204 })],
  ["other JSON", () => jsonAnswer(200, {})],
  ["null", () => jsonAnswer(200, null)],
  ["a page that is not found", () => new Response("default backend - 404", { status: 404 })],
];

describe.each(FOREIGN)("[B1] %s instead of the service's answer", (_name, answer) => {
  test("does not say what became of a save", async () => {
    const { backend } = backendOver(new FetchDouble().answers(answer()));

    expect(await backend.saveSession(ID, WRITE, '"one"')).toEqual({
      kind: "unknownOutcome",
      correlationId: null,
    });
  });

  test.each<[string, (backend: HttpSessionBackend) => Promise<unknown>]>([
    ["a session", (backend) => backend.readSession(ID)],
    ["its metadata", (backend) => backend.readMetadata(ID, '"one"')],
    ["a version", (backend) => backend.readVersion(ID, 1)],
    ["what was created", (backend) => backend.findCreated({ contentHash: "c", metadataHash: "m" })],
    ["a snapshot", (backend) => backend.readSnapshot("snapshot0001")],
  ])("tells nothing of %s", async (_what, read) => {
    const { backend } = backendOver(new FetchDouble().answers(answer()));

    expect(await read(backend)).toEqual({ kind: "unreachable", retryAfterMs: null });
  });
});

test("a page of somebody else's says nothing of a deletion either", async () => {
  const page = new Response("default backend - 404", { status: 404 });
  const { backend } = backendOver(new FetchDouble().answers(page));

  expect(await backend.deleteSession(ID)).toEqual({ kind: "unknownOutcome", correlationId: null });
});

test("[S2] a session that is not there is not found", async () => {
  const { backend } = backendOver(new FetchDouble().answers(errorAnswer(404, "not_found")));

  expect(await backend.readSession(ID)).toEqual({ kind: "notFound" });
});

test("deleting is acknowledged by an empty answer", async () => {
  const { network, backend } = backendOver(new FetchDouble().answers(new Response(null, { status: 204 })));

  expect(await backend.deleteSession(ID)).toEqual({ kind: "ok" });
  expect(network.request.method).toBe("DELETE");
});
