import { digestOf, type ContentDigest } from "../documents/contentDigest.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import type { JsonValue } from "../documents/json.ts";

/** Takes values at once, and gives its answers when a test says so. */
export class HeldDigester implements ContentDigester {
  #held: Promise<void> = Promise.resolve();

  /** Answers wait until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  async digest(value: JsonValue): Promise<ContentDigest> {
    const held = this.#held;
    const digest = await digestOf(value);
    await held;
    return digest;
  }

  dispose(): void {
    // Nothing is held for ever.
  }
}
