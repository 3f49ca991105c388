import type { JsonObject, JsonValue } from "../documents/json.ts";
import type { ContentPart, RestoreOutcome, SessionSource, Unsubscribe } from "../session/SessionSource.ts";

/** A workbench of one object, each member of which is a part. */
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
    if (content["unreadable"] === true || this.isFromNewerVersion(content))
      return { kind: "unreadable", reason: "made so by the test" };
    this.#content = content;
    for (const listener of this.#listeners) listener();
    return { kind: "restored" };
  }

  subscribe(onChange: () => void): Unsubscribe {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  }

  isFromNewerVersion(content: JsonObject): boolean {
    return content["newer_version"] === true;
  }

  takeApart(content: JsonObject): readonly ContentPart[] | null {
    if (content["whole"] === true || this.isFromNewerVersion(content)) return null;
    return Object.entries(content).map(([key, value]) => ({ key, label: `Part ${key}`, value }));
  }

  putTogether(parts: ReadonlyMap<string, JsonValue>): JsonObject {
    return Object.fromEntries(parts);
  }
}
