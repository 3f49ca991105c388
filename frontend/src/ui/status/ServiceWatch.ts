import type { ServiceStatus, ServiceStatusResult } from "../../backendApi/StatusClient.ts";
import type { Refusal } from "../../persistence/SessionBackend.ts";
import type { Timers } from "../../resilience/Timers.ts";

export type ServiceWatchPolicy = {
  readonly intervalMs: number;
  /** As long as this after the first failure, the connection is expected back in a moment. [B7] */
  readonly graceMs: number;
};

/** What is known of the service. Times are milliseconds since 1970. */
export type ServiceSight =
  | { readonly kind: "asking" }
  | { readonly kind: "answers"; readonly at: number; readonly status: ServiceStatus }
  /** It answers, but not this: the sign-in has expired, or it failed. */
  | { readonly kind: "refuses"; readonly refusal: Exclude<Refusal, { kind: "unreachable" }> }
  | { readonly kind: "away"; readonly since: number; readonly graceEndsAt: number };

type ServiceWatchOptions = {
  read: () => Promise<ServiceStatusResult>;
  /** Nobody looks at a hidden page, so nothing is asked for it. */
  isVisible: () => boolean;
  policy: ServiceWatchPolicy;
  timers: Timers;
};

/** Asks the service how it is, again and again while somebody wants to know. */
export class ServiceWatch {
  readonly #options: ServiceWatchOptions;
  readonly #listeners = new Set<() => void>();
  #sight: ServiceSight = { kind: "asking" };

  constructor(options: ServiceWatchOptions) {
    this.#options = options;
  }

  readonly sight = (): ServiceSight => this.#sight;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks now, and from then on in intervals. @returns a function that ends it. */
  start(): () => void {
    const { isVisible, policy, timers } = this.#options;
    let isOver = false;
    let cancel = () => {};
    const goOn = async () => {
      if (isVisible()) await this.ask();
      if (!isOver) cancel = timers.after(policy.intervalMs, () => void goOn());
    };
    void goOn();
    return () => {
      isOver = true;
      cancel();
    };
  }

  async ask(): Promise<void> {
    const result = await this.#options.read();
    this.#sight = this.#seen(result);
    for (const listener of this.#listeners) listener();
  }

  #seen(result: ServiceStatusResult): ServiceSight {
    const { policy, timers } = this.#options;
    const now = timers.now();
    if (result.kind === "ok") return { kind: "answers", at: now, status: result.status };
    if (result.kind !== "unreachable") return { kind: "refuses", refusal: result };
    return this.#sight.kind === "away"
      ? this.#sight
      : { kind: "away", since: now, graceEndsAt: now + policy.graceMs };
  }
}
