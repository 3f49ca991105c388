import type { SurveyOutbox } from "./SurveyOutbox.ts";
import type { NumberedChange } from "./SurveySession.ts";

export type ChangeKeeperOptions = {
  outbox: Pick<SurveyOutbox, "add" | "list" | "remove">;
  onChange: () => void;
};

/**
 * Keeps the changes of a page on this device until they are acknowledged, in the order of their numbers and none before an
 * earlier one: another page sends what is kept, and where it sent a later number first, the service would take the earlier
 * one for known. What could not be kept is tried again with the next change, and all of it where the device has lost what it
 * kept. Never rejects: `isKept` says what became of it. [U4]
 */
export class ChangeKeeper {
  readonly #options: ChangeKeeperOptions;
  /** What the device keeps, and then what it does not keep yet; each oldest first. */
  #written: NumberedChange[] = [];
  #unwritten: NumberedChange[] = [];
  #isWriting = false;
  #lastWrite: Promise<void> = Promise.resolve();
  #isKept = true;

  constructor(options: ChangeKeeperOptions) {
    this.#options = options;
  }

  /** Whether this device keeps everything, what is being written aside. */
  get isKept(): boolean {
    return this.#isKept;
  }

  get isKeeping(): boolean {
    return this.#isWriting && this.#unwritten.length > 0;
  }

  /** What earlier pages left, and others have not sent yet. @param ownId of this page, which knows its own. */
  async left(ownId: string): Promise<NumberedChange[]> {
    try {
      const kept = await this.#options.outbox.list();
      const left = kept.filter(({ clientId }) => clientId !== ownId);
      this.#written = [...left, ...this.#written];
      return left;
    } catch {
      this.#isKept = false;
      return [];
    }
  }

  keep(change: NumberedChange): void {
    this.#unwritten.push(change);
    if (!this.#isWriting) this.#lastWrite = this.#write();
  }

  /** The device has lost what it kept, or can keep again: all of it is written anew. */
  keepAgain(): void {
    this.#unwritten = [...this.#written, ...this.#unwritten];
    this.#written = [];
    this.#lastWrite = this.#lastWrite.then(() => this.#write());
  }

  /** It is settled. Left behind, it would be sent again by a later page, and the service would know it. */
  forget(change: NumberedChange): void {
    const others = (each: NumberedChange): boolean => each !== change;
    this.#written = this.#written.filter(others);
    this.#unwritten = this.#unwritten.filter(others);
    void this.#remove(change);
  }

  async #write(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    let isKept = true;
    for (let next = this.#unwritten[0]; next && isKept; next = this.#unwritten[0]) {
      isKept = await this.#isWritten(next);
      if (isKept) this.#noteWritten(next);
    }
    this.#isWriting = false;
    this.#isKept = isKept;
    this.#options.onChange();
  }

  async #isWritten(change: NumberedChange): Promise<boolean> {
    try {
      await this.#options.outbox.add(change);
    } catch {
      return false;
    }
    // Settled while it was written: it is not needed any more.
    if (!this.#unwritten.includes(change)) await this.#remove(change);
    return true;
  }

  #noteWritten(change: NumberedChange): void {
    if (!this.#unwritten.includes(change)) return;
    this.#unwritten = this.#unwritten.filter((each) => each !== change);
    this.#written.push(change);
  }

  async #remove(change: NumberedChange): Promise<void> {
    await this.#options.outbox.remove(change).catch(() => undefined);
  }
}
