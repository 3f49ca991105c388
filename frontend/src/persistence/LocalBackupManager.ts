import { type DeviceKey, KeyDestroyed } from "./DeviceKey.ts";
import type { Draft } from "./Draft.ts";
import { decodeDraft, encodeDraft } from "./draftCodec.ts";
import type { DraftConnection } from "./DraftConnection.ts";
import type { DraftDatabase, DraftRecord } from "./DraftDatabase.ts";
import { decrypt, encrypt } from "./draftEncryption.ts";
import type { DraftFailure } from "./PersistenceState.ts";
import { isSameState, type StateHashes } from "./SessionStateTracker.ts";

export type DraftResult = { kind: "written" } | { kind: "failed"; reason: DraftFailure };

/** What a list of drafts tells without its content. */
export type KeptDraft = Omit<Draft, "canonical"> & { readonly sizeBytes: number };

/** What a draft said when it was read; it may say something else by now. */
type SavedDraft = StateHashes & Pick<Draft, "draftId">;

/** A generation that could not be read. */
export type DamagedRecord = Pick<DraftRecord, "draftId" | "slot" | "editedAt" | "cipherText">;

export type KeptDrafts = {
  readonly drafts: readonly KeptDraft[];
  readonly damaged: readonly DamagedRecord[];
};

export type LocalBackupManagerOptions = {
  connection: DraftConnection;
  deviceKey: DeviceKey;
  userId: string;
  now: () => number;
};

const SCHEMA_VERSION = 1;
const DISCARDED_FOR_MS = 24 * 60 * 60 * 1000;
/** Between the id that a draft had and what makes its new one. */
const ASIDE = "/aside-";

/**
 * Drafts of one person on this device: encrypted, two generations each, in IndexedDB. [B2]
 *
 * Writing never throws: a full or forbidden storage is an outcome. A generation that cannot be decrypted is put aside and never
 * deleted; the one before it takes its place.
 */
export class LocalBackupManager {
  readonly #connection: DraftConnection;
  readonly #deviceKey: DeviceKey;
  readonly #userId: string;
  readonly #now: () => number;
  #lastChange: Promise<unknown> = Promise.resolve();
  /** Of what was written here: reading it back would read both generations, each as large as a session. */
  readonly #sequences = new Map<string, number>();

  constructor(options: LocalBackupManagerOptions) {
    this.#connection = options.connection;
    this.#deviceKey = options.deviceKey;
    this.#userId = options.userId;
    this.#now = options.now;
  }

  /** Writes a new generation beside the last one. */
  write(draft: Draft): Promise<DraftResult> {
    return this.#inTurn(() => this.#write(draft, null));
  }

  /** The newest generation that is whole, also where it was put aside since it was listed; null where there is none. */
  async read(draftId: string): Promise<Draft | null> {
    const database = await this.#connection.database();
    const present = newestFirst(await database.getAll("drafts", generations(draftId)));
    if (present.length > 0) return this.#newestWhole(database, present);
    const movedSince = await database.getAll("drafts", putAsideFrom(draftId));
    return this.#newestWhole(
      database,
      movedSince.toSorted((one, other) => other.editedAt - one.editedAt),
    );
  }

  /** Removes a draft whose content the server acknowledged, or that became another one. */
  remove(draftId: string): Promise<void> {
    return this.#inTurn(async () => {
      const database = await this.#connection.database();
      await database.delete("drafts", generations(draftId));
    });
  }

  /**
   * Keeps a draft under an id that no tab writes to, so that it is offered on the start page and never overwritten.
   *
   * @returns whether nothing can be overwritten now; false where the storage refuses, and the draft is where it was.
   */
  putAside(draftId: string): Promise<boolean> {
    return this.#inTurn(async () => {
      try {
        const database = await this.#connection.database();
        // Only what lies under this very id: what was put aside before is safe where it is.
        const present = newestFirst(await database.getAll("drafts", generations(draftId)));
        const [newest] = present;
        const draft = await this.#newestWhole(database, present);
        if (draft === null) return true;
        // By chance and not by time: clocks stand still and go back, and the former one would be overwritten.
        const aside = { ...draft, draftId: `${draftId}${ASIDE}${crypto.randomUUID()}`, tabId: "" };
        const kept = await this.#write(aside, newest?.discardedAt ?? null);
        if (kept.kind !== "written") return false;
        await database.delete("drafts", generations(draftId));
        return true;
      } catch {
        return false;
      }
    });
  }

  /** The server has exactly what *draft* says: it goes. */
  removeSaved(draft: SavedDraft): Promise<void> {
    return this.#inTurn(async () => {
      const database = await this.#connection.database();
      for (const { found } of await this.#stillSaying(database, draft)) {
        await database.delete("drafts", generations(found.draftId));
      }
    });
  }

  /** The service does not take what *draft* waited for: it waits for a person from now on. */
  keepUnsent(draft: SavedDraft): Promise<void> {
    return this.#inTurn(async () => {
      const database = await this.#connection.database();
      for (const { found, discardedAt } of await this.#stillSaying(database, draft)) {
        if (found.isSaveQueued === true) await this.#write({ ...found, isSaveQueued: false }, discardedAt);
      }
    });
  }

  /** Takes a draft out of the lists; `restore` brings it back for a day. */
  discard(draftId: string): Promise<void> {
    return this.#inTurn(() => this.#mark(generations(draftId), this.#now()));
  }

  /** Undoes `discard`, also where the draft was put aside meanwhile. */
  restore(draftId: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.#mark(generations(draftId), null);
      await this.#mark(putAsideFrom(draftId), null);
    });
  }

  /** This person's drafts, newest first, and what could not be read. Forgets what was discarded long ago. */
  async list(): Promise<KeptDrafts> {
    const database = await this.#connection.database();
    const records = await database.getAllFromIndex("drafts", "userId", this.#userId);
    const kept: KeptDraft[] = [];
    for (const group of Map.groupBy(newestFirst(records), ({ draftId }) => draftId).values()) {
      // The newest speaks for both: the one before it may be old, or from before a discarded draft went on.
      const [newest] = group;
      if (newest && this.#isForgotten(newest)) {
        await database.delete("drafts", generations(newest.draftId));
      } else if (newest?.discardedAt === null) {
        const draft = await this.#newestWhole(database, group);
        if (draft) kept.push(listed(draft));
      }
    }
    const damaged = await database.getAllFromIndex("damaged", "userId", this.#userId);
    return { drafts: kept.toSorted((one, other) => other.editedAt - one.editedAt), damaged };
  }

  /**
   * Signing out: without the key no draft of this person can be read again, so they go too.
   *
   * Nothing is written after it, or a page that is closing would make a key and a draft of its own again.
   */
  destroyKey(): Promise<void> {
    this.#deviceKey.lock();
    return this.#inTurn(async () => {
      const database = await this.#connection.database();
      const transaction = database.transaction(["keys", "drafts", "damaged"], "readwrite");
      await transaction.objectStore("keys").delete(this.#userId);
      for (const store of ["drafts", "damaged"] as const) {
        const keys = await transaction.objectStore(store).index("userId").getAllKeys(this.#userId);
        await Promise.all(keys.map((key) => transaction.objectStore(store).delete(key)));
      }
      await transaction.done;
    });
  }

  /** Changes follow one another, whatever became of the one before. */
  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const result = this.#lastChange.then(change);
    this.#lastChange = result.catch(() => undefined);
    return result;
  }

  async #write(draft: Draft, discardedAt: number | null): Promise<DraftResult> {
    try {
      await this.#deviceKey.use((key) => this.#put(draft, key, discardedAt));
      return { kind: "written" };
    } catch (error) {
      if (error instanceof KeyDestroyed) return { kind: "failed", reason: "signedOut" };
      // The browser may have closed the connection; the next edit opens another.
      this.#connection.forget();
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      return { kind: "failed", reason: isFull ? "quotaExceeded" : "storageUnavailable" };
    }
  }

  async #put(draft: Draft, key: CryptoKey, discardedAt: number | null): Promise<void> {
    const database = await this.#connection.database();
    const { draftId, userId, tabId, editedAt } = draft;
    const bound = { draftId, userId, schemaVersion: SCHEMA_VERSION };
    const cipher = await encrypt(key, encodeDraft(draft), bound);
    const sequence = (await this.#newestSequence(database, draftId)) + 1;
    const slot = sequence % 2 === 0 ? 0 : 1;
    const record = { ...bound, ...cipher, tabId, editedAt, sequence, slot, discardedAt } as const;
    const transaction = database.transaction("drafts", "readwrite", { durability: "strict" });
    await Promise.all([transaction.store.put(record), transaction.done]);
    this.#sequences.set(draftId, sequence);
  }

  /** *draft* wherever it was put meanwhile; what was written over it since is another one. */
  async #stillSaying(
    database: DraftDatabase,
    draft: SavedDraft,
  ): Promise<{ found: Draft; discardedAt: number | null }[]> {
    const places = [generations(draft.draftId), putAsideFrom(draft.draftId)];
    const records = (await Promise.all(places.map((range) => database.getAll("drafts", range)))).flat();
    const saying = [];
    for (const group of Map.groupBy(newestFirst(records), ({ draftId }) => draftId).values()) {
      const found = await this.#newestWhole(database, group);
      if (found && isSameState(found, draft))
        saying.push({ found, discardedAt: group[0]?.discardedAt ?? null });
    }
    return saying;
  }

  async #newestSequence(database: DraftDatabase, draftId: string): Promise<number> {
    const known = this.#sequences.get(draftId);
    if (known !== undefined) return known;
    const [newest] = newestFirst(await database.getAll("drafts", generations(draftId)));
    return newest?.sequence ?? 0;
  }

  async #mark(range: IDBKeyRange, discardedAt: number | null): Promise<void> {
    const database = await this.#connection.database();
    const transaction = database.transaction("drafts", "readwrite");
    const records = await transaction.store.getAll(range);
    await Promise.all(records.map((record) => transaction.store.put({ ...record, discardedAt })));
    await transaction.done;
  }

  /** Only what a person discarded: nothing else goes by the clock, which may be wrong by years. */
  #isForgotten({ discardedAt }: DraftRecord): boolean {
    return discardedAt !== null && this.#now() - discardedAt > DISCARDED_FOR_MS;
  }

  async #newestWhole(database: DraftDatabase, group: readonly DraftRecord[]): Promise<Draft | null> {
    for (const record of group) {
      const draft = await this.#decoded(database, record);
      if (draft) return draft;
    }
    return null;
  }

  async #decoded(database: DraftDatabase, record: DraftRecord): Promise<Draft | null> {
    if (record.userId !== this.#userId) return null;
    return this.#deviceKey.use(async (key) => {
      try {
        return decodeDraft(await decrypt(key, record));
      } catch {
        await this.#putAsideDamaged(database, record);
        return null;
      }
    });
  }

  async #putAsideDamaged(database: DraftDatabase, record: DraftRecord): Promise<void> {
    const transaction = database.transaction(["drafts", "damaged"], "readwrite");
    const drafts = transaction.objectStore("drafts");
    await transaction.objectStore("damaged").put(record);
    const present = await drafts.get([record.draftId, record.slot]);
    // The slot may have been written meanwhile.
    if (present?.sequence === record.sequence) await drafts.delete([record.draftId, record.slot]);
    await transaction.done;
  }
}

/** What was put aside from under *draftId*. */
function putAsideFrom(draftId: string): IDBKeyRange {
  return IDBKeyRange.bound([draftId + ASIDE, 0], [`${draftId + ASIDE}\uffff`, 1]);
}

/** Both slots of a draft. */
function generations(draftId: string): IDBKeyRange {
  return IDBKeyRange.bound([draftId, 0], [draftId, 1]);
}

function listed({ canonical, ...draft }: Draft): KeptDraft {
  return { ...draft, sizeBytes: canonical.byteLength };
}

function newestFirst(records: readonly DraftRecord[]): DraftRecord[] {
  return records.toSorted((one, other) => other.sequence - one.sequence);
}
