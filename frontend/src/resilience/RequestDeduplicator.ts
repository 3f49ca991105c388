export type DeduplicationStats = {
  readonly total: number;
  readonly executed: number;
  readonly deduplicated: number;
  /** From 0 to 1. */
  readonly deduplicationRate: number;
};

export type DeduplicationPolicy = {
  /** Calls that are shared at one time; one beyond them runs for itself. */
  readonly maxKeys: number;
};

export const DEDUPLICATION: DeduplicationPolicy = Object.freeze({ maxKeys: 100 });

/** Calls with one key that are under way at one time share one execution and its outcome. Nothing is kept after it. [R3] */
export class RequestDeduplicator {
  readonly #policy: DeduplicationPolicy;
  readonly #underWay = new Map<string, Promise<unknown>>();
  #total = 0;
  #executed = 0;

  constructor(policy: DeduplicationPolicy = DEDUPLICATION) {
    this.#policy = policy;
  }

  get stats(): DeduplicationStats {
    const deduplicated = this.#total - this.#executed;
    return {
      total: this.#total,
      executed: this.#executed,
      deduplicated,
      deduplicationRate: this.#total === 0 ? 0 : deduplicated / this.#total,
    };
  }

  /** Every caller of one *key* gives a *run* of the same result. */
  deduplicate<Result>(key: string, run: () => Promise<Result>): Promise<Result> {
    this.#total += 1;
    const shared = this.#underWay.get(key);
    if (shared) return shared as Promise<Result>;
    this.#executed += 1;
    const started = run();
    if (this.#underWay.size >= this.#policy.maxKeys) return started;
    this.#underWay.set(key, started);
    const forget = (): void => {
      if (this.#underWay.get(key) === started) this.#underWay.delete(key);
    };
    started.then(forget, forget);
    return started;
  }

  /** From now on everything is asked anew: what is under way may miss a change that was made meanwhile. */
  stopSharing(): void {
    this.#underWay.clear();
  }
}
