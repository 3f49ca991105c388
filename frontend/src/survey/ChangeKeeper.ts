import type { SurveyOutbox } from "./SurveyOutbox.ts";
import type { NumberedChange } from "./SurveySession.ts";

export type ChangeKeeperOptions = {
  outbox: Pick<SurveyOutbox, "add" | "list" | "remove">;
  onChange: () => void;
};

/**
 * Keeps the changes of a page on this device until they are acknowledged, in the order of their numbers and none before an
 * earlier one: another page sends what is kept, and where it sent a later number first, the service would take the earlier
 * one for known. What could not be kept is tried again with the next change. Never rejects: `isKept` says what became of it. [U4]
 */
export class ChangeKeeper {
  readonly #options: ChangeKeeperOptions;
  /** Oldest first. */
  #unwritten: NumberedChange[] = [];
  #isWriting = false;
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

  /** What earlier pages left, and others have not sent yet. */
  async left(): Promise<NumberedChange[]> {
    try {
      return await this.#options.outbox.list();
    } catch {
      this.#isKept = false;
      return [];
    }
  }

  keep(change: NumberedChange): void {
    this.#unwritten.push(change);
    if (!this.#isWriting) void this.#write();
  }

  /** It is settled. Left behind, it would be sent again by a later page, and the service would know it. */
  forget(change: NumberedChange): void {
    this.#unwritten = this.#unwritten.filter((each) => each !== change);
    void this.#remove(change);
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    let isKept = true;
    for (let next = this.#unwritten[0]; next && isKept; next = this.#unwritten[0]) {
      isKept = await this.#isWritten(next);
      if (isKept) this.#unwritten = this.#unwritten.filter((each) => each !== next);
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

  async #remove(change: NumberedChange): Promise<void> {
    await this.#options.outbox.remove(change).catch(() => undefined);
  }
}
