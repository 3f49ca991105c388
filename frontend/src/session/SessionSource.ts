import type { JsonObject } from "../documents/json.ts";

export type Unsubscribe = () => void;

/** What became of content that was given to a workbench. */
export type RestoreOutcome = { kind: "restored" } | { kind: "unreadable"; reason: string };

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
}
