import type { DraftRecord } from "./DraftDatabase.ts";

const ALGORITHM = "AES-GCM";
const IV_BYTES = 12;

/** What is bound to a cipher text, so that it cannot be moved to another person, draft or format. */
type Bound = Pick<DraftRecord, "draftId" | "userId" | "schemaVersion">;

/** A key that JavaScript cannot export. [B2] */
export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function encrypt(
  key: CryptoKey,
  bytes: Uint8Array<ArrayBuffer>,
  bound: Bound,
): Promise<Pick<DraftRecord, "iv" | "cipherText">> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const cipherText = await crypto.subtle.encrypt(
    { name: ALGORITHM, iv, additionalData: boundBytes(bound) },
    key,
    bytes,
  );
  return { iv, cipherText };
}

/** Rejects where a single bit differs from what was encrypted. */
export async function decrypt(
  key: CryptoKey,
  record: Bound & Pick<DraftRecord, "iv" | "cipherText">,
): Promise<Uint8Array<ArrayBuffer>> {
  const { iv, cipherText } = record;
  const parameters = { name: ALGORITHM, iv, additionalData: boundBytes(record) };
  return new Uint8Array(await crypto.subtle.decrypt(parameters, key, cipherText));
}

function boundBytes({ draftId, userId, schemaVersion }: Bound): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([draftId, userId, schemaVersion]));
}
