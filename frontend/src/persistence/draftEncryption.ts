import type { DraftDatabase, DraftRecord } from "./DraftDatabase.ts";

const ALGORITHM = "AES-GCM";
const IV_BYTES = 12;

/** What is bound to a cipher text, so that it cannot be moved to another person, draft or format. */
type Bound = Pick<DraftRecord, "draftId" | "userId" | "schemaVersion">;

/** The person's key on this device; made at first use. JavaScript cannot export it. [B2] */
export async function keyOf(database: DraftDatabase, userId: string): Promise<CryptoKey> {
  const known = await database.get("keys", userId);
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const transaction = database.transaction("keys", "readwrite");
  const meanwhile = await transaction.store.get(userId);
  if (!meanwhile) await transaction.store.put(made, userId);
  await transaction.done;
  return meanwhile ?? made;
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
