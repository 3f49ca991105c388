import type { SiblingTabs } from "../activity/SiblingTabs.ts";

export type SessionPresenceOptions = {
  siblings: SiblingTabs;
  /** `otherTabs` is another number. */
  onChanged: () => void;
  /** Another tab of this browser has saved the session. */
  onSavedByOther: () => void;
};

/** Where else in this browser the open session is open. */
export class SessionPresence {
  readonly #options: SessionPresenceOptions;
  readonly #unsubscribe: () => void;
  #sessionId: string | null = null;
  #otherTabs = 0;
  #isDisposed = false;
  #leave: () => void = () => undefined;

  constructor(options: SessionPresenceOptions) {
    this.#options = options;
    this.#unsubscribe = options.siblings.subscribe((news) => {
      if (news.kind === "signedOut" || news.sessionId !== this.#sessionId) return;
      if (news.kind === "saved") options.onSavedByOther();
      else void this.#count(news.sessionId);
    });
  }

  get otherTabs(): number {
    return this.#otherTabs;
  }

  /** The session has this id; null while it was never saved. */
  enter(sessionId: string | null): void {
    if (this.#isDisposed || sessionId === this.#sessionId) return;
    this.#leave();
    this.#sessionId = sessionId;
    if (sessionId === null) return;
    this.#leave = this.#options.siblings.enter(sessionId);
    void this.#count(sessionId);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#unsubscribe();
    this.#sessionId = null;
    this.#leave();
  }

  async #count(sessionId: string): Promise<void> {
    const others = await this.#options.siblings.othersIn(sessionId);
    if (sessionId !== this.#sessionId || others === this.#otherTabs) return;
    this.#otherTabs = others;
    this.#options.onChanged();
  }
}
