import { CircuitOpenError } from "../errors/ApplicationError.ts";
import type { Timers } from "./Timers.ts";

export type CircuitBreakerPolicy = {
  /** Failures in a row that open it. */
  readonly failureThreshold: number;
  readonly resetTimeoutMs: number;
  /** Trials that succeed in a row and close it. */
  readonly successThreshold: number;
};

export const CIRCUIT_BREAKER: CircuitBreakerPolicy = Object.freeze({
  failureThreshold: 5,
  resetTimeoutMs: 30_000,
  successThreshold: 2,
});

export type CircuitState =
  | { readonly kind: "closed"; readonly failures: number }
  /** Nothing is sent before *until*, in milliseconds since 1970. */
  | { readonly kind: "open"; readonly until: number }
  | { readonly kind: "halfOpen"; readonly successes: number; readonly isTrying: boolean };

export type CircuitStats = {
  totalCalls: number;
  refusedCalls: number;
  timesOpened: number;
  /** In milliseconds since 1970; null where none failed. */
  lastFailureAt: number | null;
};

const CLOSED: CircuitState = { kind: "closed", failures: 0 };

type CircuitBreakerOptions = { policy: CircuitBreakerPolicy; timers: Timers };

/** Leaves a service that fails alone for a while, and answers at once instead. [R2] */
export class CircuitBreaker {
  readonly #policy: CircuitBreakerPolicy;
  readonly #timers: Timers;
  readonly #listeners = new Set<(state: CircuitState) => void>();
  readonly #stats: CircuitStats = {
    totalCalls: 0,
    refusedCalls: 0,
    timesOpened: 0,
    lastFailureAt: null,
  };
  #state: CircuitState = CLOSED;
  /** Counts openings and closings: what a call began under an earlier one says nothing about this one. */
  #era = 0;
  /** Ends with the trial that is under way. */
  #trial: Promise<void> = Promise.resolve();

  constructor({ policy, timers }: CircuitBreakerOptions) {
    this.#policy = policy;
    this.#timers = timers;
  }

  get state(): CircuitState {
    return this.#state;
  }

  get stats(): Readonly<CircuitStats> {
    return { ...this.#stats };
  }

  /** @returns a function that ends the subscription. */
  subscribe = (listener: (state: CircuitState) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Runs *call*, unless the circuit is open. While a trial is under way, *call* waits for what becomes of it.
   *
   * @param hasFailed whether a result counts as a failure, as every rejection does.
   * @throws CircuitOpenError without running *call*.
   */
  async run<Result>(call: () => Promise<Result>, hasFailed: (result: Result) => boolean): Promise<Result> {
    this.#stats.totalCalls += 1;
    const endTrial = await this.#admitted();
    const era = this.#era;
    try {
      const result = await call();
      if (era === this.#era) this.#note(hasFailed(result));
      return result;
    } catch (error) {
      if (era === this.#era) this.#note(true);
      throw error;
    } finally {
      endTrial();
    }
  }

  /** Lets a trial through now: a person asks, or the network is back. */
  tryNow(): void {
    if (this.#state.kind === "open") this.#enter({ kind: "halfOpen", successes: 0, isTrying: false });
  }

  /** Forgets what went wrong. */
  reset(): void {
    this.#enter(CLOSED);
  }

  async #admitted(): Promise<() => void> {
    for (;;) {
      const now = this.#timers.now();
      const state = this.#stateAt(now);
      if (state.kind === "closed") return () => undefined;
      if (state.kind === "open") {
        this.#stats.refusedCalls += 1;
        throw new CircuitOpenError(state.until - now);
      }
      if (!state.isTrying) return this.#beginTrial(state);
      await this.#trial;
    }
  }

  /** A clock that was set back would keep it open for as long as it was set back, hours perhaps. */
  #stateAt(now: number): CircuitState {
    if (this.#state.kind === "open") {
      const until = Math.min(this.#state.until, now + this.#policy.resetTimeoutMs);
      if (now >= until) this.tryNow();
      else if (until < this.#state.until) this.#show({ kind: "open", until });
    }
    return this.#state;
  }

  #beginTrial(state: Extract<CircuitState, { kind: "halfOpen" }>): () => void {
    let end: () => void = () => undefined;
    this.#trial = new Promise((resolve) => {
      end = resolve;
    });
    this.#show({ ...state, isTrying: true });
    return end;
  }

  #note(isFailure: boolean): void {
    const state = this.#state;
    const { failureThreshold, successThreshold, resetTimeoutMs } = this.#policy;
    if (isFailure) this.#stats.lastFailureAt = this.#timers.now();
    const failures = state.kind === "closed" ? state.failures + 1 : failureThreshold;
    if (isFailure && failures >= failureThreshold) {
      this.#stats.timesOpened += 1;
      this.#enter({ kind: "open", until: this.#timers.now() + resetTimeoutMs });
    } else if (isFailure) {
      this.#show({ kind: "closed", failures });
    } else if (state.kind === "halfOpen" && state.successes + 1 < successThreshold) {
      this.#show({ kind: "halfOpen", successes: state.successes + 1, isTrying: false });
    } else if (state.kind === "halfOpen") {
      this.#enter(CLOSED);
    } else {
      this.#show(CLOSED);
    }
  }

  #enter(state: CircuitState): void {
    this.#era += 1;
    this.#show(state);
  }

  #show(state: CircuitState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
