/**
 * What a person can ask of the service; `resolve` is an answer to a conflict, `recover` opens a draft, `switch` goes to the
 * conversation, `start` begins or finds a session that saves by itself, with all its attempts.
 */
export type Operation =
  | "create"
  | "save"
  | "copy"
  | "resolve"
  | "share"
  | "open"
  | "switch"
  | "start"
  | "recover"
  | "delete"
  | "restore";

/** One operation that ended. No content, no titles, no tokens. [R6] */
export type AuditEntry = {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  readonly operation: Operation;
  /** The id of the session or snapshot; null where there is none yet. */
  readonly subject: string | null;
  /** The kind of its result, such as `saved`, `conflict` or `unreachable`. */
  readonly outcome: string;
  readonly isSuccess: boolean;
  readonly durationMs: number;
  readonly correlationId: string;
};
