import type { JsonObject } from "../documents/json.ts";
import type { RestoreOutcome, SessionSource, Unsubscribe } from "../session/SessionSource.ts";

/** A workbench of one object. */
export class MemorySource implements SessionSource {
  readonly #listeners = new Set<() => void>();
  #content: JsonObject;

  constructor(content: JsonObject = { text: "" }) {
    this.#content = content;
  }

  /** What a person does. */
  edit(change: JsonObject): void {
    this.#content = { ...this.#content, ...change };
    for (const listener of this.#listeners) listener();
  }

  serialize(): JsonObject {
    return this.#content;
  }

  restore(content: JsonObject): RestoreOutcome {
    if (content["unreadable"] === true) return { kind: "unreadable", reason: "made so by the test" };
    this.#content = content;
    for (const listener of this.#listeners) listener();
    return { kind: "restored" };
  }

  subscribe(onChange: () => void): Unsubscribe {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }
}
