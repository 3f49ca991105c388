import type { Unsubscribe } from "../session/SessionSource.ts";
import type { DraftConnection } from "./DraftConnection.ts";
import { newKey } from "./draftEncryption.ts";

/** The person has signed out, here or in another tab: what was encrypted cannot be read again, and nothing is to be kept. */
export class KeyDestroyed extends Error {
  constructor() {
    super("The person has signed out.");
  }
}

export type DeviceKeyOptions = { connection: DraftConnection; userId: string };

/**
 * The key that everything is encrypted with that this device keeps of one person. It is made at first use, JavaScript cannot
 * export it, and signing out destroys it. [B2]
 *
 * Nobody holds it beside this: whoever encrypts asks each time, and hears when what was said to be kept is kept no more.
 */
export class DeviceKey {
  readonly #options: DeviceKeyOptions;
  readonly #listeners = new Set<() => void>();
  #isLocked = false;
  /** What was encrypted before the last locking is lost. */
  #lockings = 0;
  /** Whether there was a key: where there is none any more, it was destroyed. */
  #wasFound = false;

  constructor(options: DeviceKeyOptions) {
    this.#options = options;
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** Tells when it is locked, and when it can be used again. */
  subscribe(listener: () => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Runs *act* with the key.
   *
   * Rejects with KeyDestroyed while it is locked, and where it was locked before *act* ended; else where the browser keeps
   * nothing.
   */
  async use<Result>(act: (key: CryptoKey) => Promise<Result>): Promise<Result> {
    const lockings = this.#lockings;
    const refuseDestroyed = (): void => {
      if (this.#isLocked || lockings !== this.#lockings) throw new KeyDestroyed();
    };
    refuseDestroyed();
    const stored = await this.#stored();
    // Another tab has destroyed it, and said so, or could not.
    if (!stored && this.#wasFound) this.lock();
    refuseDestroyed();
    const key = stored ?? (await this.#made());
    refuseDestroyed();
    this.#wasFound = true;
    const result = await act(key);
    refuseDestroyed();
    return result;
  }

  /** The key is destroyed, or is going to be: none is used or made from now on. */
  lock(): void {
    if (this.#isLocked) return;
    this.#isLocked = true;
    this.#lockings += 1;
    this.#wasFound = false;
    this.#tell();
  }

  /** The person has signed in again: there is a key, or one is made. */
  unlock(): void {
    if (!this.#isLocked) return;
    this.#isLocked = false;
    this.#tell();
  }

  async #stored(): Promise<CryptoKey | undefined> {
    const { connection, userId } = this.#options;
    try {
      return await (await connection.database()).get("keys", userId);
    } catch (error) {
      // The browser may have closed the connection; the next use opens another.
      connection.forget();
      throw error;
    }
  }

  /** Another tab may make one at the same time: the first that is stored is everybody's. */
  async #made(): Promise<CryptoKey> {
    const { connection, userId } = this.#options;
    const made = await newKey();
    const transaction = (await connection.database()).transaction("keys", "readwrite");
    const meanwhile = await transaction.store.get(userId);
    if (!meanwhile && !this.#isLocked) await transaction.store.put(made, userId);
    await transaction.done;
    return meanwhile ?? made;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
