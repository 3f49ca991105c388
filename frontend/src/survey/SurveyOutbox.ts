import { type DBSchema, type IDBPDatabase, openDB } from "idb";

import type { DeviceKey } from "../persistence/DeviceKey.ts";
import { decrypt, encrypt } from "../persistence/draftEncryption.ts";
import type { NumberedChange } from "./SurveySession.ts";

type OutboxRecord = {
  userId: string;
  clientId: string;
  sequence: number;
  iv: Uint8Array<ArrayBuffer>;
  cipherText: ArrayBuffer;
};

interface OutboxSchema extends DBSchema {
  changes: { key: [string, string, number]; value: OutboxRecord; indexes: { userId: string } };
}

export type OutboxDatabase = IDBPDatabase<OutboxSchema>;

const NAME = "benchdog-survey";
const VERSION = 1;
const SCHEMA_VERSION = 1;

export function openOutboxDatabase(): Promise<OutboxDatabase> {
  return openDB<OutboxSchema>(NAME, VERSION, {
    upgrade(database) {
      database
        .createObjectStore("changes", { keyPath: ["userId", "clientId", "sequence"] })
        .createIndex("userId", "userId");
    },
  });
}

export type SurveyOutboxOptions = {
  openDatabase: () => Promise<OutboxDatabase>;
  /** That of all drafts of the person. [B2] */
  deviceKey: Pick<DeviceKey, "use">;
  userId: string;
};

/**
 * Changes that the service has not acknowledged, of every page of one person on this device: encrypted, in IndexedDB. Pages
 * share it without locks, because the service applies a change once however often it is sent. Every method rejects where the
 * device does not keep anything.
 */
export class SurveyOutbox {
  readonly #options: SurveyOutboxOptions;
  #opened: Promise<OutboxDatabase> | null = null;

  constructor(options: SurveyOutboxOptions) {
    this.#options = options;
  }

  async add(change: NumberedChange): Promise<void> {
    const database = await this.#open();
    const { userId, deviceKey } = this.#options;
    const { clientId, sequence } = change;
    const bytes = new TextEncoder().encode(JSON.stringify(change));
    await deviceKey.use(async (key) => {
      const cipher = await encrypt(key, bytes, this.#bound(clientId, sequence));
      await database.put("changes", { userId, clientId, sequence, ...cipher });
    });
  }

  /** Those of one page in the order of their numbers, pages by when they began. */
  async list(): Promise<NumberedChange[]> {
    const database = await this.#open();
    const records = await database.getAllFromIndex("changes", "userId", this.#options.userId);
    const read = await this.#options.deviceKey.use((key) =>
      Promise.all(records.map((record) => this.#read(key, record))),
    );
    const changes = read.filter((change) => change !== null);
    const began = new Map<string, number>();
    for (const { clientId, madeAt } of changes) {
      began.set(clientId, Math.min(madeAt, began.get(clientId) ?? madeAt));
    }
    return changes.toSorted(
      (one, other) =>
        (began.get(one.clientId) ?? 0) - (began.get(other.clientId) ?? 0) ||
        one.clientId.localeCompare(other.clientId) ||
        one.sequence - other.sequence,
    );
  }

  async remove({ clientId, sequence }: Pick<NumberedChange, "clientId" | "sequence">): Promise<void> {
    const database = await this.#open();
    await database.delete("changes", [this.#options.userId, clientId, sequence]);
  }

  /** How many changes only this device has. */
  async count(): Promise<number> {
    return (await this.list()).length;
  }

  /** Null for what another key encrypted: its person has signed out since, and was told. */
  async #read(key: CryptoKey, record: OutboxRecord): Promise<NumberedChange | null> {
    try {
      const bytes = await decrypt(key, { ...record, ...this.#bound(record.clientId, record.sequence) });
      return JSON.parse(new TextDecoder().decode(bytes)) as NumberedChange;
    } catch {
      return null;
    }
  }

  #bound(clientId: string, sequence: number) {
    const { userId } = this.#options;
    return { draftId: `survey/${clientId}/${sequence}`, userId, schemaVersion: SCHEMA_VERSION };
  }

  #open(): Promise<OutboxDatabase> {
    const opening = (this.#opened ??= this.#options.openDatabase());
    // What failed once, such as a storage that was full, may work the next time.
    opening.catch(() => {
      if (this.#opened === opening) this.#opened = null;
    });
    return opening;
  }
}
