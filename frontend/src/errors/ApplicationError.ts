/**
 * Why a request to the service has no usable answer.
 *
 * ApplicationError
 * ├── NetworkError            network_error    the connection failed: whether the request arrived is not known
 * ├── TimeoutError            request_timeout  no whole answer in time: as above
 * ├── CircuitOpenError        circuit_open     nothing was sent, because the service failed again and again
 * └── TransientAnswerError    service_busy     the service or a gateway said “not now”
 *     └── RateLimitError      rate_limited     too many requests
 *
 * What the service refuses for good (a conflict, something that is gone, too large) is a value and no error: see `Refusal`.
 */
export abstract class ApplicationError extends Error {
  abstract readonly code: string;
  /** Milliseconds to wait before the next try; null where nobody said. */
  readonly retryAfterMs: number | null = null;
}

export class NetworkError extends ApplicationError {
  readonly code = "network_error";
}

export class TimeoutError extends ApplicationError {
  readonly code = "request_timeout";

  constructor(limitMs: number) {
    super(`No whole answer within ${limitMs} ms.`);
  }
}

export class CircuitOpenError extends ApplicationError {
  readonly code = "circuit_open";
  override readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super(`The service is left alone for ${retryAfterMs} ms.`);
    this.retryAfterMs = retryAfterMs;
  }
}

export class TransientAnswerError extends ApplicationError {
  readonly code: string = "service_busy";
  override readonly retryAfterMs: number | null;
  readonly response: Response;

  constructor(response: Response, retryAfterMs: number | null) {
    super(`The service answered ${response.status}.`);
    this.response = response;
    this.retryAfterMs = retryAfterMs;
  }
}

export class RateLimitError extends TransientAnswerError {
  override readonly code = "rate_limited";
}
