import { type DBSchema, type IDBPDatabase, openDB } from "idb";

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

export function openDraftDatabase(): Promise<DraftDatabase> {
  return openDB<DraftSchema>(NAME, VERSION, {
    upgrade(database) {
      database.createObjectStore("drafts", { keyPath: ["draftId", "slot"] }).createIndex("userId", "userId");
      // The time is part of the key, so that a second damage of one slot does not replace the first.
      database
        .createObjectStore("damaged", { keyPath: ["draftId", "slot", "editedAt"] })
        .createIndex("userId", "userId");
      database.createObjectStore("keys");
    },
  });
}
