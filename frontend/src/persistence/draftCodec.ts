import type { Draft } from "./Draft.ts";

type Header = Omit<Draft, "canonical">;

const LENGTH_BYTES = 4;

/** A draft as bytes: the length of a header, the header as JSON, the canonical content as it is. */
export function encodeDraft(draft: Draft): Uint8Array<ArrayBuffer> {
  const { canonical, ...rest } = draft;
  const header = new TextEncoder().encode(JSON.stringify(rest satisfies Header));
  const bytes = new Uint8Array(LENGTH_BYTES + header.byteLength + canonical.byteLength);
  new DataView(bytes.buffer).setUint32(0, header.byteLength);
  bytes.set(header, LENGTH_BYTES);
  bytes.set(canonical, LENGTH_BYTES + header.byteLength);
  return bytes;
}

/** What `encodeDraft` wrote. The bytes were authenticated before, so their form is known. */
export function decodeDraft(bytes: Uint8Array<ArrayBuffer>): Draft {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const end = LENGTH_BYTES + length;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, end))) as Header;
  return { ...header, canonical: bytes.slice(end) };
}
