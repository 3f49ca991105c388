import type { Draft } from "./Draft.ts";
import { decodeDraft, encodeDraft } from "./draftCodec.ts";
import type { DraftDatabase, DraftRecord } from "./DraftDatabase.ts";
import { decrypt, encrypt, keyOf } from "./draftEncryption.ts";
import type { DraftFailure } from "./PersistenceState.ts";

export type DraftResult = { kind: "written" } | { kind: "failed"; reason: DraftFailure };

/** What a list of drafts tells without its content. */
export type KeptDraft = Omit<Draft, "canonical"> & { readonly sizeBytes: number };

/** A generation that could not be read. */
export type DamagedRecord = Pick<DraftRecord, "draftId" | "slot" | "editedAt" | "cipherText">;

export type KeptDrafts = {
  readonly drafts: readonly KeptDraft[];
  readonly damaged: readonly DamagedRecord[];
};

const SCHEMA_VERSION = 1;
const DISCARDED_FOR_MS = 24 * 60 * 60 * 1000;
const UNSAVED_FOR_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Drafts of one person on this device: encrypted, two generations each, in IndexedDB. [B2]
 *
 * Writing never throws: a full or forbidden storage is an outcome. A generation that cannot be decrypted is put aside and never
 * deleted; the one before it takes its place.
 */
export class LocalBackupManager {
  readonly #open: () => Promise<DraftDatabase>;
  readonly #userId: string;
  readonly #now: () => number;
  #database: Promise<DraftDatabase> | null = null;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(options: { openDatabase: () => Promise<DraftDatabase>; userId: string; now: () => number }) {
    this.#open = options.openDatabase;
    this.#userId = options.userId;
    this.#now = options.now;
  }

  /** Writes a new generation beside the last one. Writes follow one another. */
  write(draft: Draft): Promise<DraftResult> {
    const result = this.#lastWrite.then(() => this.#write(draft));
    this.#lastWrite = result;
    return result;
  }

  /** The newest generation that is whole; null where there is none. */
  async read(draftId: string): Promise<Draft | null> {
    const database = await this.#opened();
    for (const record of newestFirst(await generationsOf(database, draftId))) {
      const draft = await this.#decoded(database, record);
      if (draft) return draft;
    }
    return null;
  }

  /** Removes a draft whose content the server acknowledged, or that became another one. */
  remove(draftId: string): Promise<void> {
    const result = this.#lastWrite.then(async () => {
      const database = await this.#opened();
      await database.delete("drafts", IDBKeyRange.bound([draftId, 0], [draftId, 1]));
    });
    this.#lastWrite = result.catch(() => undefined);
    return result;
  }

  /**
   * Keeps a draft under an id that no tab writes to, so that it is offered on the start page and never overwritten.
   *
   * Nothing happens where there is none, or where the storage does not give it.
   */
  async putAside(draftId: string): Promise<void> {
    const draft = await this.read(draftId).catch(() => null);
    if (draft === null) return;
    const kept = await this.write({ ...draft, draftId: `${draftId}/aside-${this.#now()}`, tabId: "" });
    if (kept.kind === "written") await this.remove(draftId);
  }

  /** Takes a draft out of the lists; `restore` brings it back for a day. */
  discard(draftId: string): Promise<void> {
    return this.#mark(draftId, this.#now());
  }

  restore(draftId: string): Promise<void> {
    return this.#mark(draftId, null);
  }

  /** This person's drafts, newest first, and what could not be read. Forgets what was discarded long ago. */
  async list(): Promise<KeptDrafts> {
    const database = await this.#opened();
    const records = await database.getAllFromIndex("drafts", "userId", this.#userId);
    const kept: KeptDraft[] = [];
    for (const draftId of new Set(records.map((record) => record.draftId))) {
      const generations = newestFirst(records.filter((record) => record.draftId === draftId));
      if (generations.some((record) => this.#isForgotten(record))) {
        await database.delete("drafts", IDBKeyRange.bound([draftId, 0], [draftId, 1]));
      } else if (generations.every((record) => record.discardedAt === null)) {
        const draft = await this.#newestWhole(database, generations);
        if (draft) kept.push(draft);
      }
    }
    const damaged = await database.getAllFromIndex("damaged", "userId", this.#userId);
    return { drafts: kept.toSorted((one, other) => other.editedAt - one.editedAt), damaged };
  }

  /** Signing out: without the key no draft of this person can be read again, so they go too. */
  async destroyKey(): Promise<void> {
    const database = await this.#opened();
    const transaction = database.transaction(["keys", "drafts", "damaged"], "readwrite");
    await transaction.objectStore("keys").delete(this.#userId);
    for (const store of ["drafts", "damaged"] as const) {
      const keys = await transaction.objectStore(store).index("userId").getAllKeys(this.#userId);
      await Promise.all(keys.map((key) => transaction.objectStore(store).delete(key)));
    }
    await transaction.done;
  }

  async #write(draft: Draft): Promise<DraftResult> {
    try {
      const database = await this.#opened();
      const { draftId, userId, tabId, editedAt } = draft;
      const bound = { draftId, userId, schemaVersion: SCHEMA_VERSION };
      const cipher = await encrypt(await keyOf(database, userId), encodeDraft(draft), bound);
      const sequence =
        Math.max(0, ...(await generationsOf(database, draftId)).map((record) => record.sequence)) + 1;
      const slot = sequence % 2 === 0 ? 0 : 1;
      const transaction = database.transaction("drafts", "readwrite", { durability: "strict" });
      await transaction.store.put({
        ...bound,
        ...cipher,
        tabId,
        editedAt,
        sequence,
        slot,
        discardedAt: null,
      });
      await transaction.done;
      return { kind: "written" };
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      return { kind: "failed", reason: isFull ? "quotaExceeded" : "storageUnavailable" };
    }
  }

  async #mark(draftId: string, discardedAt: number | null): Promise<void> {
    const database = await this.#opened();
    const transaction = database.transaction("drafts", "readwrite");
    for (const slot of [0, 1]) {
      const record = await transaction.store.get([draftId, slot]);
      if (record) await transaction.store.put({ ...record, discardedAt });
    }
    await transaction.done;
  }

  #isForgotten({ discardedAt, editedAt }: DraftRecord): boolean {
    const now = this.#now();
    return (discardedAt !== null && now - discardedAt > DISCARDED_FOR_MS) || now - editedAt > UNSAVED_FOR_MS;
  }

  async #newestWhole(
    database: DraftDatabase,
    generations: readonly DraftRecord[],
  ): Promise<KeptDraft | null> {
    for (const record of generations) {
      const draft = await this.#decoded(database, record);
      if (draft) {
        const { canonical, ...rest } = draft;
        return { ...rest, sizeBytes: canonical.byteLength };
      }
    }
    return null;
  }

  async #decoded(database: DraftDatabase, record: DraftRecord): Promise<Draft | null> {
    if (record.userId !== this.#userId) return null;
    try {
      return decodeDraft(await decrypt(await keyOf(database, this.#userId), record));
    } catch {
      await this.#putAside(database, record);
      return null;
    }
  }

  async #putAside(database: DraftDatabase, record: DraftRecord): Promise<void> {
    const transaction = database.transaction(["drafts", "damaged"], "readwrite");
    await transaction.objectStore("damaged").put(record);
    await transaction.objectStore("drafts").delete([record.draftId, record.slot]);
    await transaction.done;
  }

  /** Opened once; a failure is forgotten, so that the next edit tries again. */
  #opened(): Promise<DraftDatabase> {
    this.#database ??= this.#open().catch((error: unknown) => {
      this.#database = null;
      throw error;
    });
    return this.#database;
  }
}

function generationsOf(database: DraftDatabase, draftId: string): Promise<DraftRecord[]> {
  return database.getAll("drafts", IDBKeyRange.bound([draftId, 0], [draftId, 1]));
}

function newestFirst(records: readonly DraftRecord[]): DraftRecord[] {
  return records.toSorted((one, other) => other.sequence - one.sequence);
}
