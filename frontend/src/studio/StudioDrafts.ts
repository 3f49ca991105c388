import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import type { DeviceKey } from "../persistence/DeviceKey.ts";
import { decrypt, encrypt } from "../persistence/draftEncryption.ts";
import type { TransformationCheck } from "./storedWork.ts";
import type { StudioWork } from "./StudioWork.ts";

/** What one tab did to one data set and the service has not acknowledged. */
export type StudioDraft = {
  readonly dataSet: string;
  readonly tabId: string;
  /** The user session that the edits began on, and the work that it had. */
  readonly sessionId: string;
  readonly base: StudioWork;
  readonly work: StudioWork;
  /** Milliseconds since 1970. */
  readonly editedAt: number;
};

/** A draft that could not be read: its bytes, for a file. */
export type DamagedDraft = { readonly asideId: string; readonly bytes: ArrayBuffer };

type DraftKey = [userId: string, dataSet: string, tabId: string];
type DraftRecord = {
  userId: string;
  dataSet: string;
  tabId: string;
  iv: Uint8Array<ArrayBuffer>;
  cipherText: ArrayBuffer;
};
type AsideRecord = DraftRecord & { asideId: string };

interface StudioSchema extends DBSchema {
  drafts: { key: DraftKey; value: DraftRecord; indexes: { userId: string } };
  /** Drafts that could not be read: kept until the person has them as a file. */
  aside: { key: string; value: AsideRecord; indexes: { userId: string } };
}

export type StudioDatabase = IDBPDatabase<StudioSchema>;

const NAME = "benchdog-studio";
const VERSION = 1;
const SCHEMA_VERSION = 1;

export function openStudioDatabase(): Promise<StudioDatabase> {
  return openDB<StudioSchema>(NAME, VERSION, {
    upgrade(database) {
      database
        .createObjectStore("drafts", { keyPath: ["userId", "dataSet", "tabId"] })
        .createIndex("userId", "userId");
      database.createObjectStore("aside", { keyPath: "asideId" }).createIndex("userId", "userId");
    },
  });
}

export type StudioDraftsOptions = {
  openDatabase: () => Promise<StudioDatabase>;
  /** That of all drafts of the person. */
  deviceKey: Pick<DeviceKey, "use" | "lock">;
  userId: string;
  createId: () => string;
  isTransformation: TransformationCheck;
};

/**
 * Unsaved lists of transformations of one person on this device, one for each data set and tab: encrypted, in IndexedDB. [B2]
 *
 * Every method rejects where the device does not keep anything.
 */
export class StudioDrafts {
  readonly #options: StudioDraftsOptions;
  #opened: Promise<StudioDatabase> | null = null;

  constructor(options: StudioDraftsOptions) {
    this.#options = options;
  }

  async write(draft: StudioDraft): Promise<void> {
    const database = await this.#open();
    const { userId, deviceKey } = this.#options;
    const { dataSet, tabId } = draft;
    const bytes = new TextEncoder().encode(JSON.stringify(draft));
    await deviceKey.use(async (key) => {
      const cipher = await encrypt(key, bytes, this.#bound(dataSet, tabId));
      const transaction = database.transaction("drafts", "readwrite", { durability: "strict" });
      await Promise.all([transaction.store.put({ userId, dataSet, tabId, ...cipher }), transaction.done]);
    });
  }

  /** Those of one data set, oldest first. One that cannot be read is put aside, and never overwritten. */
  async list(dataSet: string): Promise<StudioDraft[]> {
    const database = await this.#open();
    const all = await database.getAllFromIndex("drafts", "userId", this.#options.userId);
    const records = all.filter((record) => record.dataSet === dataSet);
    const read = await this.#options.deviceKey.use((key) =>
      Promise.all(records.map((record) => this.#read(database, key, record))),
    );
    return read.filter((draft) => draft !== null).toSorted((one, other) => one.editedAt - other.editedAt);
  }

  async remove({ dataSet, tabId }: Pick<StudioDraft, "dataSet" | "tabId">): Promise<void> {
    const database = await this.#open();
    await database.delete("drafts", [this.#options.userId, dataSet, tabId]);
  }

  /** How many drafts only this device has. */
  async count(): Promise<number> {
    const database = await this.#open();
    return database.countFromIndex("drafts", "userId", this.#options.userId);
  }

  async damaged(): Promise<DamagedDraft[]> {
    const database = await this.#open();
    const records = await database.getAllFromIndex("aside", "userId", this.#options.userId);
    return records.map(({ asideId, cipherText }) => ({ asideId, bytes: cipherText }));
  }

  /** The person has it as a file, or does not want it. */
  async dismissDamaged(asideId: string): Promise<void> {
    const database = await this.#open();
    await database.delete("aside", asideId);
  }

  /** Signing out: the key goes, so nothing of this could be read again. Nothing is written after it. */
  async forget(): Promise<void> {
    this.#options.deviceKey.lock();
    const database = await this.#open();
    const transaction = database.transaction(["drafts", "aside"], "readwrite");
    const { userId } = this.#options;
    const drafts = transaction.objectStore("drafts");
    for (const key of await drafts.index("userId").getAllKeys(userId)) await drafts.delete(key);
    const aside = transaction.objectStore("aside");
    for (const key of await aside.index("userId").getAllKeys(userId)) await aside.delete(key);
    await transaction.done;
  }

  async #read(database: StudioDatabase, key: CryptoKey, record: DraftRecord): Promise<StudioDraft | null> {
    const { dataSet, tabId } = record;
    try {
      const bytes = await decrypt(key, { ...record, ...this.#bound(dataSet, tabId) });
      const draft = JSON.parse(new TextDecoder().decode(bytes)) as StudioDraft;
      // A newer version, which is not served any more, may have known more of them.
      if (draft.work.transformations.every(this.#options.isTransformation)) return draft;
    } catch {
      // Not what was written, or not with this key: put aside as well.
    }
    await this.#putAside(database, record);
    return null;
  }

  async #putAside(database: StudioDatabase, record: DraftRecord): Promise<void> {
    const transaction = database.transaction(["drafts", "aside"], "readwrite");
    await transaction.objectStore("aside").put({ ...record, asideId: this.#options.createId() });
    await transaction.objectStore("drafts").delete([record.userId, record.dataSet, record.tabId]);
    await transaction.done;
  }

  #bound(dataSet: string, tabId: string) {
    const { userId } = this.#options;
    return { draftId: `studio/${dataSet}/${tabId}`, userId, schemaVersion: SCHEMA_VERSION };
  }

  #open(): Promise<StudioDatabase> {
    const opening = (this.#opened ??= this.#options.openDatabase());
    // What failed once, such as a storage that was full, may work the next time.
    opening.catch(() => {
      if (this.#opened === opening) this.#opened = null;
    });
    return opening;
  }
}
