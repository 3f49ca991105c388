import type { Timers } from "../resilience/Timers.ts";

export type MovedHistory = Pick<History, "state" | "go">;

/**
 * A move arrives within this time of its request, or of the one before it. Waited for only where one was dropped, and generous:
 * to ask again for a move that is on its way goes too far.
 */
const QUIET_MS = 500;
/** Somebody who holds Back down is not fought for ever. */
const MOST_TRIES = 10;

/**
 * Moves the history to an entry, each of which carries its position, however often a person presses Back meanwhile.
 *
 * One browser drops a move that is asked for while another is on its way (Chromium), the next one adds them up (the standard):
 * so where the history came to is looked at, and it is moved again when nothing is on its way any more.
 */
export class HistoryMover {
  readonly #history: MovedHistory;
  readonly #timers: Timers;
  #onMoved: (() => void) | null = null;
  #settled: Promise<void> = Promise.resolve();

  constructor({ history, timers }: { history: MovedHistory; timers: Timers }) {
    this.#history = history;
    this.#timers = timers;
  }

  /** Ends with the moves that were asked for so far. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** To be called when the history has moved. @returns whether that belongs to a move under way. */
  hasMoved(): boolean {
    const onMoved = this.#onMoved;
    onMoved?.();
    return onMoved !== null;
  }

  /** Moves follow one another. */
  moveTo(index: number): Promise<void> {
    this.#settled = this.#settled.then(() => this.#moveTo(index));
    return this.#settled;
  }

  async #moveTo(index: number): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const position = readIndex(this.#history.state);
      if (position === null || position === index) return;
      const isQuiet = this.#quietOrAt(index);
      this.#history.go(index - position);
      await isQuiet;
    }
  }

  /** Ends when the history is at *index*, or when nothing has moved it for a while. */
  #quietOrAt(index: number): Promise<void> {
    return new Promise((resolve) => {
      let cancel: () => void = () => undefined;
      const end = (): void => {
        cancel();
        this.#onMoved = null;
        resolve();
      };
      const wait = (): void => {
        cancel();
        cancel = this.#timers.after(QUIET_MS, end);
      };
      this.#onMoved = () => (readIndex(this.#history.state) === index ? end() : wait());
      wait();
    });
  }
}

/** The position that an entry's *state* carries; null where something else made the entry. */
export function readIndex(state: unknown): number | null {
  const index = typeof state === "object" && state !== null && "index" in state ? state.index : null;
  return typeof index === "number" ? index : null;
}
