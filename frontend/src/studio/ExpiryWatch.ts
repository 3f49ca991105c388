import type { Timers } from "../resilience/Timers.ts";

/** Browsers call a timer at once that is set for more than about 24 days. */
const LONGEST_TIMER_MS = 24 * 60 * 60 * 1000;

type ExpiryWatchOptions = {
  timers: Timers;
  /** How long before the end it is near. */
  noticeMs: number;
  /** The end may have come near. */
  onChange: () => void;
};

/** Watches for the end of a session. */
export class ExpiryWatch {
  readonly #options: ExpiryWatchOptions;
  #cancel: () => void = () => undefined;
  #isDisposed = false;

  constructor(options: ExpiryWatchOptions) {
    this.#options = options;
  }

  /** @returns whether *expiresAt* is near; until then it is watched for, in place of what was watched for before. */
  isNear(expiresAt: number): boolean {
    const { timers, noticeMs, onChange } = this.#options;
    this.#cancel();
    const waitMs = expiresAt - noticeMs - timers.now();
    if (waitMs <= 0) return true;
    if (!this.#isDisposed) this.#cancel = timers.after(Math.min(waitMs, LONGEST_TIMER_MS), onChange);
    return false;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancel();
  }
}
