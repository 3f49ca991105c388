import { isRecoveryAction, type RecoveryAction } from "../errors/RecoveryAction.ts";

/** The body of every error answer, as far as it can be read. [E1] */
export type ErrorEnvelope = {
  code: string;
  userMessage: string;
  /** What a person can do about it, as far as this version knows it. */
  recoveryActions: readonly RecoveryAction[];
  /** For finding the log line; null where the answer did not come from the service. */
  correlationId: string | null;
  /** Whether the change was made; the service says so where it cannot know. */
  outcome: "not_applied" | "unknown";
  technicalDetails: Readonly<Record<string, unknown>>;
};

const NOT_FROM_THE_SERVICE = "unreadable_answer";
const MAX_REPORTED_STATUS = 499;

/**
 * Reads an error body.
 *
 * A body that is not an envelope (a proxy's page) becomes one with the code `unreadable_answer`; from status 500 on its
 * outcome is unknown, because something behind the proxy may have been reached.
 */
export function readErrorEnvelope(body: unknown, response: Response): ErrorEnvelope {
  const error = recordAt(body, "error");
  const details = recordAt(error, "technical_details");
  const correlationId = details["correlation_id"] ?? response.headers.get("X-Correlation-ID");
  const isEnvelope = typeof error["code"] === "string";
  return {
    code: isEnvelope ? String(error["code"]) : NOT_FROM_THE_SERVICE,
    userMessage:
      typeof error["user_message"] === "string"
        ? error["user_message"]
        : `The server gave an answer that cannot be read (status ${response.status}).`,
    recoveryActions: recoveryActionsOf(error["recovery_actions"], isEnvelope),
    correlationId: typeof correlationId === "string" ? correlationId : null,
    outcome: outcomeOf(details["outcome"], isEnvelope, response.status),
    technicalDetails: details,
  };
}

/** `Retry-After` in milliseconds: seconds, or a date compared with *now*; null where it is absent or unreadable. */
export function retryAfterMs(response: Response, now: number): number | null {
  const header = response.headers.get("Retry-After");
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** An answer that did not come from the service names none; trying again is what is left. */
function recoveryActionsOf(stated: unknown, isEnvelope: boolean): readonly RecoveryAction[] {
  if (!isEnvelope) return ["manual_retry", "download_copy"];
  return Array.isArray(stated) ? stated.filter((name) => isRecoveryAction(name)) : [];
}

function outcomeOf(stated: unknown, isEnvelope: boolean, status: number): ErrorEnvelope["outcome"] {
  if (stated === "unknown" || stated === "not_applied") return stated;
  return !isEnvelope && status > MAX_REPORTED_STATUS ? "unknown" : "not_applied";
}

function recordAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return {};
  const member: unknown = (value as Readonly<Record<string, unknown>>)[key];
  return typeof member === "object" && member !== null && !Array.isArray(member)
    ? (member as Readonly<Record<string, unknown>>)
    : {};
}
