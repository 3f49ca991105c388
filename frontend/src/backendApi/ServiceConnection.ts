import {
  NetworkError,
  RateLimitError,
  TimeoutError,
  TransientAnswerError,
} from "../errors/ApplicationError.ts";
import { isRateLimit, isTransient, isTransientAnswer } from "../errors/errorGuards.ts";
import type { CircuitBreaker } from "../resilience/CircuitBreaker.ts";
import type { RequestDeduplicator } from "../resilience/RequestDeduplicator.ts";
import type { RequestPolicy } from "../resilience/RequestPolicy.ts";
import { RATE_LIMITED } from "../resilience/RetryPolicy.ts";
import { retryWithBackoff } from "../resilience/retryWithBackoff.ts";
import type { Timers } from "../resilience/Timers.ts";
import { withTimeout } from "../resilience/withTimeout.ts";
import { readErrorEnvelope, retryAfterMs } from "./errorEnvelope.ts";

export type ServiceConnectionOptions = {
  fetch: (request: Request, signal: AbortSignal) => Promise<Response>;
  breaker: CircuitBreaker;
  deduplicator: RequestDeduplicator;
  policy: RequestPolicy;
  timers: Timers;
  random: () => number;
};

export type RetryStats = {
  readonly retries: number;
  /** Requests that failed first and succeeded after all. */
  readonly recoveries: number;
};

type ErrorGuard = (error: unknown) => boolean;

/** A request that failed so may succeed a moment later; 429 has a policy of its own. [R1] */
const NOT_NOW = new Set([408, 449, 502, 503, 504]);
const TOO_MANY_REQUESTS = 429;
const FIRST_SERVER_ERROR = 500;
/** A `Response` with one of these must not be given a body [Fetch 2.2.3]. */
const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * The one way from this application to the service: no request goes past its deadline, retries and circuit breaker. [R1] [R2] [R3]
 *
 * Equal reads at one time are one request. A write is tried again only where the service said that it did nothing: a lost
 * answer is an unknown outcome, which only reading tells. A request counts once in the breaker, however often it was tried:
 * four tries within a second say no more about the service than one.
 */
export class ServiceConnection {
  readonly #options: ServiceConnectionOptions;
  #retries = 0;
  #recoveries = 0;

  constructor(options: ServiceConnectionOptions) {
    this.#options = options;
  }

  get stats(): RetryStats {
    return { retries: this.#retries, recoveries: this.#recoveries };
  }

  /** @throws NetworkError, TimeoutError or CircuitOpenError; every answer of the service is a response. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const { deduplicator, policy } = this.#options;
    if (request.method === "GET") return this.#read(request, policy.readTimeoutMs);
    // A read that began before a change must not answer for one that was asked for after it.
    deduplicator.stopSharing();
    try {
      const { size } = await request.clone().blob();
      const limitMs = policy.writeTimeoutMs + Math.ceil(size / policy.uploadBytesPerMs);
      return await this.#answer(request, limitMs, isTransientAnswer);
    } finally {
      deduplicator.stopSharing();
    }
  };

  /** As `fetch`, for a file that is shipped with the application. */
  readonly fetchFile = (request: Request): Promise<Response> =>
    this.#read(request, this.#options.policy.fileTimeoutMs);

  async #read(request: Request, limitMs: number): Promise<Response> {
    const shared = this.#options.deduplicator.deduplicate(readKey(request), () =>
      this.#answer(request, limitMs, isTransient),
    );
    return (await shared).clone();
  }

  #answer(request: Request, limitMs: number, isRetried: ErrorGuard): Promise<Response> {
    return this.#options.breaker.run(
      () => this.#retried(request, limitMs, isRetried),
      (response) => response.status >= FIRST_SERVER_ERROR,
    );
  }

  async #retried(request: Request, limitMs: number, isRetried: ErrorGuard): Promise<Response> {
    const { policy, timers, random } = this.#options;
    const policyFor = (error: unknown) => (isRateLimit(error) ? RATE_LIMITED : policy.interactive);
    let retries = 0;
    const onRetry = (): void => {
      retries += 1;
      this.#retries += 1;
    };
    try {
      const response = await retryWithBackoff(() => this.#tried(request, limitMs), {
        policyFor: (error) => (isRetried(error) ? policyFor(error) : null),
        timers,
        random,
        onRetry,
      });
      if (retries > 0) this.#recoveries += 1;
      return response;
    } catch (error) {
      if (isTransientAnswer(error)) return error.response;
      throw error;
    }
  }

  /** One try. Its answer is read to the end here: a line may be slow, but must not stall. */
  async #tried(request: Request, limitMs: number): Promise<Response> {
    const { fetch, timers } = this.#options;
    let response: Response;
    try {
      response = await withTimeout(
        async (signal, onProgress) => whole(await fetch(request.clone(), signal), onProgress),
        limitMs,
        timers,
      );
    } catch (error) {
      throw error instanceof TimeoutError
        ? error
        : new NetworkError("No whole answer arrived.", { cause: error });
    }
    return this.#refuseTransient(request, response);
  }

  async #refuseTransient(request: Request, response: Response): Promise<Response> {
    const hintMs = retryAfterMs(response, this.#options.timers.now());
    if (response.status === TOO_MANY_REQUESTS) throw new RateLimitError(response, hintMs);
    if (!NOT_NOW.has(response.status)) return response;
    if (request.method !== "GET" && (await mayHaveBeenApplied(response))) return response;
    throw new TransientAnswerError(response, hintMs);
  }
}

function readKey(request: Request): string {
  return `${request.url} ${request.headers.get("If-None-Match") ?? ""}`;
}

async function whole(response: Response, onProgress: () => void): Promise<Response> {
  const { status, statusText, headers } = response;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  onProgress();
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    parts.push(part.value);
    onProgress();
  }
  return new Response(WITHOUT_BODY.has(status) ? null : new Blob(parts), { status, statusText, headers });
}

async function mayHaveBeenApplied(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return readErrorEnvelope(body, response).outcome === "unknown";
}
