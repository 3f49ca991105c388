import type { JsonObject } from "../documents/json.ts";
import type { Trace } from "../resilience/Trace.ts";
import type {
  FailureReason,
  FindResult,
  LookResult,
  SavedAs,
  SessionResult,
  StoredSession,
  StudioBackend,
  StudioFailure,
  WriteResult,
} from "../studio/StudioBackend.ts";
import type { StoredWork } from "../studio/storedWork.ts";
import { type Answer, answerOf, unconditional } from "./answer.ts";
import type { components } from "./schema.ts";
import { CORRELATION_HEADER, type ServiceClient } from "./serviceClient.ts";

type Metadata = components["schemas"]["UserSessionMetadata"];
type WithState = components["schemas"]["UserSessionWithState"];
type Failed = Extract<Answer<unknown>, { kind: "refused" } | { kind: "notSent" } | { kind: "noAnswer" }>;

const APP = "data-studio";
/** Of [L1]; one person has about as many sessions as there are data sets. */
const LONGEST_PAGE = 100;

const CONFLICT = 412;
const REASONS: Readonly<Record<number, FailureReason>> = {
  401: "signInRequired",
  404: "notFound",
  // What is started elsewhere is found by reading: nothing is sent again. [R1]
  409: "startingElsewhere",
  408: "transient",
  429: "transient",
  449: "transient",
  502: "transient",
  503: "transient",
  504: "transient",
};

const NOT_REACHED = "The server could not be reached. Check your connection; your work stays on this device.";

type StudioClientOptions = { client: ServiceClient; now: () => number };

/** Data Studio's user sessions over HTTP: the data set is the page, and its list of transformations the page's parameters. [U1] */
export class StudioClient implements StudioBackend {
  readonly #client: ServiceClient;
  readonly #now: () => number;

  constructor({ client, now }: StudioClientOptions) {
    this.#client = client;
    this.#now = now;
  }

  async find(dataSet: string, trace: Trace): Promise<FindResult> {
    const call = this.#client.GET("/persistence/user_sessions", {
      params: { query: { app: APP, page_size: LONGEST_PAGE } },
      headers: traceHeaders(trace),
    });
    const answer = unconditional(await answerOf(call, this.#now));
    if (answer.kind !== "ok") return failureOf(answer);
    const found = answer.data.items.find(({ current_page }) => current_page === dataSet);
    return found ? { kind: "found", id: found.session_id } : { kind: "none" };
  }

  async read(id: string, trace?: Trace): Promise<SessionResult> {
    return sessionResult(unconditional(await this.#read(id, null, trace)));
  }

  async look({ id, etag }: SavedAs, trace?: Trace): Promise<LookResult> {
    const answer = await this.#read(id, etag, trace);
    return answer.kind === "notModified" ? { kind: "unchanged" } : sessionResult(answer);
  }

  async create(key: string, trace: Trace): Promise<SessionResult> {
    const call = this.#client.POST("/persistence/user_sessions", {
      headers: { ...traceHeaders(trace), "Idempotency-Key": key },
      body: { app: APP },
    });
    return sessionResult(unconditional(await answerOf(call, this.#now)));
  }

  async save(dataSet: string, work: StoredWork, { id, etag }: SavedAs, trace: Trace): Promise<WriteResult> {
    const call = this.#client.PUT("/persistence/user_sessions/{session_id}", {
      params: { path: { session_id: id }, header: { "If-Match": etag } },
      headers: traceHeaders(trace),
      body: { ...EMPTY_STATE, current_page: dataSet, page_params: work },
    });
    const answer = unconditional(await answerOf(call, this.#now));
    if (answer.kind === "ok") return { kind: "ok", savedAs: savedAs(answer.data) };
    if (answer.kind === "refused" && answer.status === CONFLICT) return { kind: "conflict" };
    return failureOf(answer);
  }

  #read(id: string, unlessEtag: string | null, trace: Trace | undefined): Promise<Answer<WithState>> {
    const header = unlessEtag === null ? {} : { "If-None-Match": unlessEtag };
    const call = this.#client.GET("/persistence/user_sessions/{session_id}", {
      params: { path: { session_id: id }, header },
      headers: traceHeaders(trace),
    });
    return answerOf(call, this.#now);
  }
}

/** What other apps keep in a user session, and this one does not. */
const EMPTY_STATE = {
  page_views: {},
  navigation_history: [],
  forms: {},
  cache_keys: [],
  cache_dependencies: {},
} satisfies Partial<components["schemas"]["UserSessionState"]>;

function sessionResult(answer: Exclude<Answer<WithState>, { kind: "notModified" }>): SessionResult {
  return answer.kind === "ok" ? { kind: "ok", session: storedSession(answer.data) } : failureOf(answer);
}

function storedSession({ metadata, state }: WithState): StoredSession {
  return { ...savedAs(metadata), work: state.page_params as JsonObject };
}

function savedAs({ session_id: id, etag, expires_at }: Metadata): SavedAs {
  return { id, etag, expiresAt: Date.parse(expires_at) };
}

function failureOf(answer: Failed): StudioFailure {
  if (answer.kind === "refused") {
    const { envelope, status, retryAfterMs } = answer;
    const { code, userMessage, recoveryActions, correlationId } = envelope;
    const reason = REASONS[status] ?? "refused";
    return { kind: "failed", reason, code, userMessage, recoveryActions, correlationId, retryAfterMs };
  }
  return {
    kind: "failed",
    reason: "transient",
    code: "unreachable",
    userMessage: NOT_REACHED,
    recoveryActions: ["automatic_retry", "manual_retry", "reload_page", "download_copy"],
    correlationId: null,
    retryAfterMs: answer.kind === "notSent" ? answer.retryAfterMs : null,
  };
}

function traceHeaders(trace: Trace | undefined): Record<string, string> {
  return trace === undefined ? {} : { [CORRELATION_HEADER]: trace.correlationId };
}
