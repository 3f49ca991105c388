import { unconditional, type Answer } from "./answer.ts";
import { isSessionWire } from "./wire.ts";

const NOT_FOUND = 404;
/** The code of an answer that is no envelope of the service's own. [E1] */
const UNREADABLE = "unreadable_answer";

type Whole = (data: unknown) => boolean;

/**
 * What the service itself answered: a success that does not hold what was asked for, and a 404 in other words than its own, are
 * of something between, which says nothing about the session. [B1]
 *
 * A proxy answers so while the service is restarted, and a network that wants people to sign in to it.
 */
export function fromService<Data>(
  answer: Answer<Data>,
  isWhole: Whole,
): Exclude<Answer<Data>, { kind: "notModified" }> {
  const asked = unconditional(answer);
  const isForeign =
    (asked.kind === "ok" && !isWhole(asked.data)) ||
    (asked.kind === "refused" && asked.status === NOT_FOUND && asked.envelope.code === UNREADABLE);
  return isForeign ? { kind: "noAnswer" } : asked;
}

/** For what is acknowledged by an empty answer. */
export const isAnything: Whole = () => true;

export const isMetadata: Whole = isSessionWire;

export function isPageOfMetadata(data: unknown): boolean {
  const items = memberOf(data, "items");
  return Array.isArray(items) && items.every(isSessionWire);
}

export function isSession(data: unknown): boolean {
  return isSessionWire(memberOf(data, "metadata")) && hasContent(data);
}

export function isVersion(data: unknown): boolean {
  return typeof memberOf(memberOf(data, "metadata"), "content_hash") === "string" && hasContent(data);
}

export function isSnapshotMetadata(data: unknown): boolean {
  return typeof memberOf(data, "id") === "string" && typeof memberOf(data, "url") === "string";
}

export function isSnapshot(data: unknown): boolean {
  return isSnapshotMetadata(memberOf(data, "metadata")) && hasContent(data);
}

function hasContent(data: unknown): boolean {
  const content = memberOf(data, "content");
  return typeof content === "object" && content !== null && !Array.isArray(content);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
