import type { Timers } from "../resilience/Timers.ts";
import type { StudioDraft, StudioDrafts } from "./StudioDrafts.ts";

export type StudioDraftKeeperOptions = {
  drafts: Pick<StudioDrafts, "write" | "remove">;
  timers: Timers;
  /** Milliseconds from an edit to its draft. */
  delayMs: number;
  /** Under which name: of this tab, and of nothing else. */
  slot: () => Pick<StudioDraft, "dataSet" | "tabId">;
  /** What is not saved; null where everything is. */
  unsaved: () => StudioDraft | null;
  onChange: () => void;
};

/**
 * Keeps this tab's draft of one data set as it should be: there while something is not saved, gone after. [B2]
 *
 * A device that keeps nothing is a state and no error.
 */
export class StudioDraftKeeper {
  readonly #options: StudioDraftKeeperOptions;
  #cancelDelay: () => void = () => undefined;
  #lastChange: Promise<void> = Promise.resolve();
  #isKept = true;
  #edit = 0;
  #keptEdit = 0;

  constructor(options: StudioDraftKeeperOptions) {
    this.#options = options;
  }

  /** Whether this device keeps what is not saved. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** Whether the newest edit is still to be written. */
  get isKeeping(): boolean {
    return this.#edit !== this.#keptEdit;
  }

  edited(): void {
    const { timers, delayMs } = this.#options;
    this.#cancelDelay();
    this.#edit += 1;
    this.#cancelDelay = timers.after(delayMs, () => void this.flush());
  }

  /** At once: the page may be about to go away, or there is nothing left to keep. Changes follow one another. */
  flush(): Promise<void> {
    this.#cancelDelay();
    this.#lastChange = this.#lastChange.then(() => this.#keep());
    return this.#lastChange;
  }

  async #keep(): Promise<void> {
    const { drafts, slot, unsaved, onChange } = this.#options;
    const draft = unsaved();
    const edit = this.#edit;
    const [wasKept, wasKeeping] = [this.#isKept, this.isKeeping];
    try {
      await (draft === null ? drafts.remove(slot()) : drafts.write(draft));
      this.#isKept = true;
    } catch {
      // Left behind, a draft of what is saved changes nothing when it is merged.
      this.#isKept = draft === null;
    }
    this.#keptEdit = edit;
    if (this.#isKept !== wasKept || this.isKeeping !== wasKeeping) onChange();
  }
}
