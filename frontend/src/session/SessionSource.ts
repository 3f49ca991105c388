import type { JsonObject, JsonValue } from "../documents/json.ts";

export type Unsubscribe = () => void;

/** What became of content that was given to a workbench. */
export type RestoreOutcome = { kind: "restored" } | { kind: "unreadable"; reason: string };

/** A piece of content that is merged as a whole. [B4] */
export type ContentPart = {
  /** Unique within one content, and the same in every version of it. */
  readonly key: string;
  /** What a person calls it. */
  readonly label: string;
  readonly value: JsonValue;
  /** Nobody is asked about it: where both sides changed it, that of this tab is taken. */
  readonly isQuiet?: boolean;
};

/**
 * How the persistence core sees a workbench, whichever it is.
 *
 * `serialize` is deterministic, and gives the same again after `restore` of what it gave. `subscribe` reports what a person
 * changed; restoring may report too, because the core compares hashes before it believes in a change.
 */
export interface SessionSource {
  serialize(): JsonObject;
  restore(content: JsonObject): RestoreOutcome;
  subscribe(onChange: () => void): Unsubscribe;
  /** Whether *content* is of a later major version than this workbench knows: it is shown at most, and never written over. [C7] */
  isFromNewerVersion(content: JsonObject): boolean;
  /** *content* as the parts that a person chooses among; null where this workbench cannot tell them apart. */
  takeApart(content: JsonObject): readonly ContentPart[] | null;
  /** The inverse: the parts of a content, put together around it, are that content. What no part holds is as in *around*. */
  putTogether(parts: ReadonlyMap<string, JsonValue>, around: JsonObject): JsonObject;
}
