import { digestOf, type ContentDigest } from "../documents/contentDigest.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import type { JsonValue } from "../documents/json.ts";

/** On the calling thread. */
export class InThreadDigester implements ContentDigester {
  digest(value: JsonValue): Promise<ContentDigest> {
    return digestOf(value);
  }

  dispose(): void {
    // Nothing is held.
  }
}
