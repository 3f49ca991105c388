import { delayBefore, type RetryPolicy } from "../resilience/RetryPolicy.ts";
import type { Timers } from "../resilience/Timers.ts";

export type RetryScheduleOptions = {
  policy: RetryPolicy;
  timers: Timers;
  random: () => number;
  run: () => void;
};

/** When something that failed is tried again; the delays grow until it succeeds. [R1] */
export class RetrySchedule {
  readonly #options: RetryScheduleOptions;
  #failedTries = 0;
  #cancel: () => void = () => undefined;
  #isWaiting = false;
  #isDisposed = false;

  constructor(options: RetryScheduleOptions) {
    this.#options = options;
  }

  /** Whether a try is to come. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** @returns when the next try comes; null where none does any more. */
  tryAgain(hintMs: number | null): number | null {
    if (this.#isDisposed) return null;
    const { policy, timers, random, run } = this.#options;
    this.#failedTries += 1;
    const delayMs = delayBefore(policy, this.#failedTries, hintMs, random());
    this.cancel();
    this.#isWaiting = true;
    this.#cancel = timers.after(delayMs, () => {
      this.#isWaiting = false;
      run();
    });
    return timers.now() + delayMs;
  }

  /** The next failure begins with the first delay again. */
  succeeded(): void {
    this.#failedTries = 0;
  }

  cancel(): void {
    this.#isWaiting = false;
    this.#cancel();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.cancel();
  }
}
