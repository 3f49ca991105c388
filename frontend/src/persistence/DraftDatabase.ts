import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import { browserTimers, type Timers } from "../resilience/Timers.ts";
import { withTimeout } from "../resilience/withTimeout.ts";

/** One encrypted generation of a draft. What is outside the cipher text tells whose it is, not what it says. */
export type DraftRecord = {
  draftId: string;
  /** Two slots, written in turn: while one is written, the other is whole. */
  slot: 0 | 1;
  sequence: number;
  userId: string;
  tabId: string;
  editedAt: number;
  schemaVersion: number;
  iv: Uint8Array<ArrayBuffer>;
  cipherText: ArrayBuffer;
  discardedAt: number | null;
};

interface DraftSchema extends DBSchema {
  drafts: { key: [string, number]; value: DraftRecord; indexes: { userId: string } };
  keys: { key: string; value: CryptoKey };
  /** Generations that could not be read: kept, and offered as files. */
  damaged: { key: [string, number, number]; value: DraftRecord; indexes: { userId: string } };
}

export type DraftDatabase = IDBPDatabase<DraftSchema>;

const NAME = "benchdog-drafts";
const VERSION = 1;
/** Browsers are known that never say whether they open it; without a draft a person can still work and save. */
const OPENS_WITHIN_MS = 5000;

/** Rejects where the browser keeps nothing, and with a TimeoutError where it does not say so. */
export async function openDraftDatabase(timers: Timers = browserTimers): Promise<DraftDatabase> {
  const opening = openDB<DraftSchema>(NAME, VERSION, { upgrade, blocking: letGo });
  try {
    return await withTimeout(() => opening, OPENS_WITHIN_MS, timers);
  } catch (error) {
    // One that opens after all is nobody's.
    void opening.then((late) => late.close()).catch(() => undefined);
    throw error;
  }
}

function upgrade(database: DraftDatabase): void {
  database.createObjectStore("drafts", { keyPath: ["draftId", "slot"] }).createIndex("userId", "userId");
  // The time is part of the key, so that a second damage of one slot does not replace the first.
  database
    .createObjectStore("damaged", { keyPath: ["draftId", "slot", "editedAt"] })
    .createIndex("userId", "userId");
  database.createObjectStore("keys");
}

/** A tab with a later version of the application cannot open its own before this one is closed. */
function letGo(_current: number, _later: number | null, { target }: IDBVersionChangeEvent): void {
  (target as IDBDatabase).close();
}
