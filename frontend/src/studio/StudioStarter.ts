import { delayBefore } from "../resilience/RetryPolicy.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { StudioOpening } from "./openStudioSession.ts";
import type { StudioFailure } from "./StudioBackend.ts";
import type { StudioPolicy } from "./StudioPolicy.ts";

/** How far a start is. */
export type StartProgress = {
  /** The attempt that runs, or the one that is waited for; from 1. */
  readonly attempt: number;
  readonly attempts: number;
  /** When the attempt begins, in milliseconds since 1970; null where it runs. */
  readonly nextAt: number | null;
  /** Of the attempt before. */
  readonly failure: StudioFailure | null;
};

export type StudioStarterOptions = {
  open: () => Promise<StudioOpening>;
  policy: Pick<StudioPolicy, "isRecoveryOn" | "start">;
  timers: Timers;
  /** A number from 0 to 1. */
  random: () => number;
  onProgress: (progress: StartProgress) => void;
};

/** Starts a session: at once, and again where it failed for a moment, with a wait that the person sees and can end. [B12] */
export class StudioStarter {
  readonly #options: StudioStarterOptions;
  #endWait: () => void = () => undefined;
  #isDisposed = false;

  constructor(options: StudioStarterOptions) {
    this.#options = options;
  }

  /** @returns what the last attempt came to, and how many there were. */
  async start(): Promise<{ opening: StudioOpening; attempts: number }> {
    const { open, policy, onProgress } = this.#options;
    const attempts = policy.isRecoveryOn ? policy.start.delaysMs.length + 1 : 1;
    let failure: StudioFailure | null = null;
    for (let attempt = 1; ; attempt += 1) {
      onProgress({ attempt, attempts, nextAt: null, failure });
      const opening = await open();
      if (attempt === attempts || this.#isDisposed || !mayPass(opening))
        return { opening, attempts: attempt };
      failure = opening;
      await this.#wait(attempt, failure, (nextAt) =>
        onProgress({ attempt: attempt + 1, attempts, nextAt, failure }),
      );
      if (this.#isDisposed) return { opening, attempts: attempt };
    }
  }

  /** The person does not want to wait. */
  readonly tryNow = (): void => this.#endWait();

  dispose(): void {
    this.#isDisposed = true;
    this.#endWait();
  }

  async #wait(failed: number, failure: StudioFailure, onBegin: (nextAt: number) => void): Promise<void> {
    const { policy, timers, random } = this.#options;
    // From half of the share up: at least ten percent, so that two browsers rarely come back together.
    const delayMs = delayBefore(policy.start, failed, failure.retryAfterMs, random());
    await new Promise<void>((resolve) => {
      const cancel = timers.after(delayMs, resolve);
      this.#endWait = () => {
        cancel();
        resolve();
      };
      onBegin(timers.now() + delayMs);
    });
    this.#endWait = () => undefined;
  }
}

function mayPass(opening: StudioOpening): opening is StudioFailure {
  return (
    opening.kind === "failed" && (opening.reason === "transient" || opening.reason === "startingElsewhere")
  );
}
