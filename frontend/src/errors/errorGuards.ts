import {
  ApplicationError,
  CircuitOpenError,
  RateLimitError,
  TransientAnswerError,
} from "./ApplicationError.ts";

export function isCircuitOpen(error: unknown): error is CircuitOpenError {
  return error instanceof CircuitOpenError;
}

export function isRateLimit(error: unknown): error is RateLimitError {
  return error instanceof RateLimitError;
}

export function isTransientAnswer(error: unknown): error is TransientAnswerError {
  return error instanceof TransientAnswerError;
}

/** Whether the same request may succeed a moment later. An open circuit stays open for longer than that. [R1] */
export function isTransient(error: unknown): error is ApplicationError {
  return error instanceof ApplicationError && !isCircuitOpen(error);
}
