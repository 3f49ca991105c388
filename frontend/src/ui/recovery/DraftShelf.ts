import type { DamagedDraft, RecoverableDraft } from "../../recovery/RecoverableDraft.ts";
import type { SessionRecoveryManager } from "../../recovery/SessionRecoveryManager.ts";

export type Drafts = {
  readonly drafts: readonly RecoverableDraft[];
  readonly damaged: readonly DamagedDraft[];
};

const NOTHING: Drafts = { drafts: [], damaged: [] };

export function isEmpty({ drafts, damaged }: Drafts): boolean {
  return drafts.length + damaged.length === 0;
}

type DraftShelfOptions = {
  recovery: Pick<SessionRecoveryManager, "list" | "discard" | "undoDiscard">;
};

/** The drafts of this device that can be recovered, for the dialog and the start page. [B3] */
export class DraftShelf {
  readonly #recovery: DraftShelfOptions["recovery"];
  readonly #listeners = new Set<() => void>();
  #drafts: Drafts = NOTHING;
  #loading: Promise<Drafts> | null = null;

  constructor({ recovery }: DraftShelfOptions) {
    this.#recovery = recovery;
  }

  readonly drafts = (): Drafts => this.#drafts;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads the drafts again; who asks meanwhile gets the same answer. Where the browser keeps nothing, there is nothing to recover, and that is no failure. */
  load(): Promise<Drafts> {
    this.#loading ??= this.#load().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  async discard(draftId: string): Promise<void> {
    const drafts = this.#drafts.drafts.filter((draft) => draft.draftId !== draftId);
    await this.#recovery.discard(draftId);
    this.#become({ ...this.#drafts, drafts });
  }

  async undoDiscard(draftId: string): Promise<void> {
    await this.#recovery.undoDiscard(draftId);
    // Not `load`: a reading that is under way may have begun before the draft came back.
    await this.#load();
  }

  async #load(): Promise<Drafts> {
    this.#become(await this.#recovery.list().catch(() => NOTHING));
    return this.#drafts;
  }

  #become(drafts: Drafts): void {
    this.#drafts = drafts;
    for (const listener of this.#listeners) listener();
  }
}
