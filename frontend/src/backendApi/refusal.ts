import { MAX_CONTENT_SIZE_BYTES } from "../documents/limits.ts";
import type { Refusal, UnknownOutcome } from "../persistence/SessionBackend.ts";
import type { Answer } from "./answer.ts";

type Failed = Extract<Answer<unknown>, { kind: "refused" } | { kind: "notSent" } | { kind: "noAnswer" }>;

/** Answers that say "not now": the request was turned away before anything was done. */
const NOT_NOW = new Set([408, 429, 449, 503]);

/** A gateway could not get an answer, so a read may be tried again. */
const GATEWAY = new Set([502, 504]);

/** What a failed read means. Reading changes nothing, so no outcome is unknown. */
export function refusalOfRead(answer: Failed): Refusal {
  if (answer.kind === "noAnswer") return { kind: "unreachable", retryAfterMs: null };
  if (answer.kind === "notSent") return { kind: "unreachable", retryAfterMs: answer.retryAfterMs };
  if (GATEWAY.has(answer.status)) return { kind: "unreachable", retryAfterMs: answer.retryAfterMs };
  return refusal(answer);
}

/**
 * What a failed write means.
 *
 * A browser does not say whether a request left before the connection failed, so no answer is an unknown outcome. The
 * one exception is a device that was offline when it asked.
 *
 * @param correlationId what the request carried, for the one failure that no answer names.
 */
export function refusalOfWrite(
  answer: Failed,
  wasOffline: boolean,
  correlationId: string | null,
): Refusal | UnknownOutcome {
  if (answer.kind === "noAnswer") {
    return wasOffline
      ? { kind: "unreachable", retryAfterMs: null }
      : { kind: "unknownOutcome", correlationId };
  }
  if (answer.kind === "notSent") return { kind: "unreachable", retryAfterMs: answer.retryAfterMs };
  if (answer.envelope.outcome === "unknown") {
    return { kind: "unknownOutcome", correlationId: answer.envelope.correlationId };
  }
  return refusal(answer);
}

function refusal({ status, envelope, retryAfterMs }: Extract<Failed, { kind: "refused" }>): Refusal {
  if (NOT_NOW.has(status)) return { kind: "unreachable", retryAfterMs };
  switch (status) {
    case 401:
      return { kind: "signInRequired" };
    case 404:
      return { kind: "notFound" };
    case 410:
      return { kind: "gone", code: envelope.code, userMessage: envelope.userMessage };
    case 413: {
      const { size_bytes: size, limit_bytes: limit } = envelope.technicalDetails;
      const limitBytes = typeof limit === "number" ? limit : MAX_CONTENT_SIZE_BYTES;
      return { kind: "contentTooLarge", sizeBytes: typeof size === "number" ? size : limitBytes, limitBytes };
    }
    default:
      return {
        kind: "rejected",
        code: envelope.code,
        userMessage: envelope.userMessage,
        correlationId: envelope.correlationId,
      };
  }
}
