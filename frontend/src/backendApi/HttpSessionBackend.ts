import type { JsonObject } from "../documents/json.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import type {
  DeleteResult,
  MetadataResult,
  SessionBackend,
  SessionReadResult,
  SessionWrite,
  SnapshotReadResult,
  SnapshotWriteResult,
  VersionReadResult,
  WriteResult,
} from "../persistence/SessionBackend.ts";
import type { Sharing } from "../persistence/SessionMetadata.ts";
import type { StateHashes } from "../persistence/SessionStateTracker.ts";
import type { Trace } from "../resilience/Trace.ts";
import { answerOf, type Answer } from "./answer.ts";
import {
  fromService,
  isAnything,
  isMetadata,
  isPageOfMetadata,
  isSession,
  isSnapshot,
  isSnapshotMetadata,
  isVersion,
} from "./fromService.ts";
import { refusalOfRead, refusalOfWrite } from "./refusal.ts";
import type { components } from "./schema.ts";
import { CORRELATION_HEADER, type ServiceClient } from "./serviceClient.ts";
import { isSessionWire, sessionFromWire, snapshotFromWire } from "./wire.ts";

type SessionWire = components["schemas"]["SessionMetadata"];

const PRECONDITION_FAILED = 412;
/** How many of the newest sessions are looked through for one whose creation was not confirmed. */
const LATELY_CREATED = 10;

type HttpSessionBackendOptions = {
  client: ServiceClient;
  /** Milliseconds since 1970. */
  now: () => number;
  /** True only where it is certain that no request can leave this device. */
  isOffline: () => boolean;
};

/** The persistence core's port to the service, over HTTP. Never throws for what the service answers. [S3] [E1] */
export class HttpSessionBackend implements SessionBackend {
  readonly #client: ServiceClient;
  readonly #now: () => number;
  readonly #isOffline: () => boolean;

  constructor({ client, now, isOffline }: HttpSessionBackendOptions) {
    this.#client = client;
    this.#now = now;
    this.#isOffline = isOffline;
  }

  async createSession(write: SessionWrite, trace?: Trace): Promise<WriteResult> {
    const wasOffline = this.#isOffline();
    const call = this.#client.POST("/persistence/sessions", {
      headers: traceHeaders(trace),
      ...contentBody(write),
    });
    return writeResult(await answerOf(call, this.#now), wasOffline, trace);
  }

  async findCreated({ contentHash, metadataHash }: StateHashes, trace?: Trace): Promise<MetadataResult> {
    const query = { sort_by: "created_at", sort_direction: "desc", page_size: LATELY_CREATED } as const;
    const call = this.#client.GET("/persistence/sessions", {
      headers: traceHeaders(trace),
      params: { query },
    });
    const answer = fromService(await answerOf(call, this.#now), isPageOfMetadata);
    if (answer.kind !== "ok") return refusalOfRead(answer);
    const found = answer.data.items.find(
      (each) => each.content_hash === contentHash && each.metadata_hash === metadataHash,
    );
    return found ? { kind: "ok", metadata: sessionFromWire(found) } : { kind: "notFound" };
  }

  async saveSession(id: string, write: SessionWrite, ifMatch: string, trace?: Trace): Promise<WriteResult> {
    const wasOffline = this.#isOffline();
    const call = this.#client.PUT("/persistence/sessions/{session_id}", {
      params: {
        path: { session_id: id },
        header: { "If-Match": ifMatch, "X-Benchdog-Content-Hash": write.contentHash },
      },
      headers: traceHeaders(trace),
      ...contentBody(write),
    });
    return writeResult(await answerOf(call, this.#now), wasOffline, trace);
  }

  async changeDetails(
    id: string,
    details: SessionDetails,
    ifMatch: string,
    trace?: Trace,
  ): Promise<WriteResult> {
    const wasOffline = this.#isOffline();
    const call = this.#client.PATCH("/persistence/sessions/{session_id}", {
      params: { path: { session_id: id }, header: { "If-Match": ifMatch } },
      headers: traceHeaders(trace),
      body: { title: details.title, description: details.description, tags: [...details.tags] },
    });
    return writeResult(await answerOf(call, this.#now), wasOffline, trace);
  }

  async deleteSession(id: string, trace?: Trace): Promise<DeleteResult> {
    const wasOffline = this.#isOffline();
    const call = this.#client.DELETE("/persistence/sessions/{session_id}", {
      headers: traceHeaders(trace),
      params: { path: { session_id: id } },
    });
    const answer = fromService(await answerOf(call, this.#now), isAnything);
    return answer.kind === "ok" ? { kind: "ok" } : refusalOfWrite(answer, wasOffline, correlationOf(trace));
  }

  async restoreSession(id: string, trace?: Trace): Promise<WriteResult> {
    const wasOffline = this.#isOffline();
    const call = this.#client.POST("/persistence/sessions/{session_id}/restore", {
      headers: traceHeaders(trace),
      params: { path: { session_id: id } },
    });
    return writeResult(await answerOf(call, this.#now), wasOffline, trace);
  }

  async readSession(id: string, trace?: Trace): Promise<SessionReadResult> {
    const call = this.#client.GET("/persistence/sessions/{session_id}", {
      headers: traceHeaders(trace),
      params: { path: { session_id: id } },
    });
    const answer = fromService(await answerOf(call, this.#now), isSession);
    if (answer.kind !== "ok") return refusalOfRead(answer);
    const { metadata, content } = answer.data;
    return { kind: "ok", metadata: sessionFromWire(metadata), content: content as JsonObject };
  }

  async readVersion(id: string, version: number, trace?: Trace): Promise<VersionReadResult> {
    const call = this.#client.GET("/persistence/sessions/{session_id}/versions/{number}", {
      headers: traceHeaders(trace),
      params: { path: { session_id: id, number: version } },
    });
    const answer = fromService(await answerOf(call, this.#now), isVersion);
    if (answer.kind !== "ok") return refusalOfRead(answer);
    const { metadata, content } = answer.data;
    return { kind: "ok", contentHash: metadata.content_hash, content: content as JsonObject };
  }

  async readMetadata(id: string, ifNoneMatch: string | null, trace?: Trace): Promise<MetadataResult> {
    const header = ifNoneMatch === null ? {} : { "If-None-Match": ifNoneMatch };
    const call = this.#client.GET("/persistence/sessions/{session_id}/metadata", {
      headers: traceHeaders(trace),
      params: { path: { session_id: id }, header },
    });
    const raw = await answerOf(call, this.#now);
    if (raw.kind === "notModified") return raw;
    const answer = fromService(raw, isMetadata);
    return answer.kind === "ok"
      ? { kind: "ok", metadata: sessionFromWire(answer.data) }
      : refusalOfRead(answer);
  }

  async createSnapshot(
    write: SessionWrite,
    { audience, expiresAt }: Sharing,
    trace?: Trace,
  ): Promise<SnapshotWriteResult> {
    const wasOffline = this.#isOffline();
    const { title, description } = write.details;
    const call = this.#client.POST("/persistence/snapshots", {
      headers: traceHeaders(trace),
      body: {
        title,
        description,
        content: {},
        content_hash: write.contentHash,
        audience,
        expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      },
      bodySerializer: (body) => withContent(body, write.canonical),
    });
    const answer = fromService(await answerOf(call, this.#now), isSnapshotMetadata);
    return answer.kind === "ok"
      ? { kind: "ok", snapshot: snapshotFromWire(answer.data) }
      : refusalOfWrite(answer, wasOffline, correlationOf(trace));
  }

  async readSnapshot(id: string, trace?: Trace): Promise<SnapshotReadResult> {
    const call = this.#client.GET("/persistence/snapshots/{snapshot_id}", {
      headers: traceHeaders(trace),
      params: { path: { snapshot_id: id } },
    });
    const answer = fromService(await answerOf(call, this.#now), isSnapshot);
    if (answer.kind !== "ok") return refusalOfRead(answer);
    const { metadata, content } = answer.data;
    return { kind: "ok", snapshot: snapshotFromWire(metadata), content: content as JsonObject };
  }
}

function writeResult(raw: Answer<SessionWire>, wasOffline: boolean, trace: Trace | undefined): WriteResult {
  const answer = fromService(raw, isMetadata);
  if (answer.kind === "ok") return { kind: "ok", metadata: sessionFromWire(answer.data) };
  if (answer.kind === "refused" && answer.status === PRECONDITION_FAILED) {
    const { current } = answer.envelope.technicalDetails;
    if (isSessionWire(current)) return { kind: "versionConflict", current: sessionFromWire(current) };
  }
  return refusalOfWrite(answer, wasOffline, correlationOf(trace));
}

function correlationOf(trace: Trace | undefined): string | null {
  return trace?.correlationId ?? null;
}

function traceHeaders(trace: Trace | undefined): Record<string, string> {
  if (trace === undefined) return {};
  const { correlationId, idempotencyKey } = trace;
  const correlation = { [CORRELATION_HEADER]: correlationId };
  return idempotencyKey === undefined ? correlation : { ...correlation, "Idempotency-Key": idempotencyKey };
}

function contentBody(write: SessionWrite) {
  const { title, description, tags } = write.details;
  return {
    body: { title, description, tags: [...tags], content: {}, content_hash: write.contentHash },
    bodySerializer: (body: { content?: unknown }) => withContent(body, write.canonical),
  };
}

/** The body with the content as the very bytes that were hashed: it is neither parsed nor serialised a second time. */
function withContent(body: { content?: unknown }, canonical: Uint8Array<ArrayBuffer>): Blob {
  const others = JSON.stringify({ ...body, content: undefined });
  return new Blob([others.slice(0, -1), ',"content":', canonical, "}"]);
}
