import type { Timers } from "../resilience/Timers.ts";

/** Time that stands still until a test moves it. */
export class FakeTimers implements Timers {
  #now: number;
  #waiting: { at: number; run: () => void }[] = [];

  constructor(startsAt: number = Date.UTC(2026, 10, 21, 9)) {
    this.#now = startsAt;
  }

  now = (): number => this.#now;

  after = (delayMs: number, run: () => void): (() => void) => {
    const entry = { at: this.#now + delayMs, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry);
    };
  };

  /** The clock is set; what waits goes on waiting as long as it would have. */
  jump(ms: number): void {
    this.#now += ms;
    this.#waiting = this.#waiting.map(({ at, run }) => ({ at: at + ms, run }));
  }

  /** Lets *ms* pass; what falls due runs in its order, and what it started is finished before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at);
      if (!next) break;
      this.#waiting = this.#waiting.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

const TURNS = 40;

/** Waits until everything that needs no timer is done: hashing, encryption and IndexedDB take turns of the event loop. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }
}
