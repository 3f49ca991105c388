export type Announcement = { text: string; sequence: number };

/** What the one polite live region says: end states only ("Saved", "Could not save"). */
export class Announcer {
  #current: Announcement = { text: "", sequence: 0 };
  readonly #listeners = new Set<() => void>();

  readonly current = (): Announcement => this.#current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Says *text* once, also when it was the last thing said. */
  announce(text: string): void {
    this.#current = { text, sequence: this.#current.sequence + 1 };
    for (const listener of this.#listeners) listener();
  }
}
