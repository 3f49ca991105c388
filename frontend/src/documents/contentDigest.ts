import { canonicalize } from "./canonicalJson.ts";
import type { JsonValue } from "./json.ts";

/** A value as canonical UTF-8 text with its hash: what is compared, kept and sent. */
export type ContentDigest = {
  readonly canonical: Uint8Array<ArrayBuffer>;
  /** Lower-case hex SHA-256 of `canonical`. */
  readonly contentHash: string;
  readonly sizeBytes: number;
};

/**
 * Computes both at once. For large content call it in a worker: 1.5 MB take some 100 ms.
 *
 * @throws ContentInvalid where the value is no I-JSON.
 */
export async function digestOf(value: JsonValue): Promise<ContentDigest> {
  const canonical = new TextEncoder().encode(canonicalize(value));
  const hash = await crypto.subtle.digest("SHA-256", canonical);
  return { canonical, contentHash: toHex(hash), sizeBytes: canonical.byteLength };
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
