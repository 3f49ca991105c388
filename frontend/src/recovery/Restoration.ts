import { assertNever } from "../errors/assertNever.ts";

/** What an attempt to restore comes to. `restoredEmpty`: there was nothing to bring back, and what is there is new. */
export type Restored<Value, Failure> =
  | { readonly kind: "restored"; readonly value: Value }
  | { readonly kind: "restoredEmpty"; readonly value: Value }
  | { readonly kind: "restoredWithError"; readonly failure: Failure };

/** From seed 002; a new object at every change. [B11] */
export type RestorationState<Value, Failure> =
  { readonly kind: "notRestored" } | { readonly kind: "restoring" } | Restored<Value, Failure>;

type RestorationOptions<Value, Failure> = {
  read: () => Promise<Restored<Value, Failure>>;
  /** Gives back what came only after a reset: nobody will ever see it. */
  discard?: (late: Value) => void;
};

/**
 * Brings something back once: whoever asks again shares the attempt that is under way, or gets what is there already. [B11]
 *
 * Only an attempt that failed is made again, and only `reset` forgets what was restored.
 */
export class Restoration<Value, Failure> {
  readonly #options: RestorationOptions<Value, Failure>;
  readonly #listeners = new Set<() => void>();
  #state: RestorationState<Value, Failure> = { kind: "notRestored" };
  /** Null while none is under way. */
  #attempt: Promise<void> | null = null;

  constructor(options: RestorationOptions<Value, Failure>) {
    this.#options = options;
  }

  readonly state = (): RestorationState<Value, Failure> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Ends when the outcome is in `state`. Rejects where reading throws; it is not restored then. */
  async restore(): Promise<void> {
    switch (this.#state.kind) {
      case "restored":
      case "restoredEmpty":
        return;
      case "restoring":
        await this.#attempt;
        return;
      case "notRestored":
      case "restoredWithError":
        this.#attempt = this.#read();
        await this.#attempt;
        return;
      default:
        assertNever(this.#state);
    }
  }

  /** Goes on from what was restored: something was added to it here. */
  change(to: (value: Value) => Value): void {
    const { kind } = this.#state;
    if (kind !== "restored" && kind !== "restoredEmpty") return;
    this.#become({ kind: "restored", value: to(this.#state.value) });
  }

  reset(): void {
    this.#attempt = null;
    this.#become({ kind: "notRestored" });
  }

  async #read(): Promise<void> {
    const restoring = { kind: "restoring" } as const;
    this.#become(restoring);
    try {
      const restored = await this.#options.read();
      if (this.#state === restoring) this.#become(restored);
      else if (restored.kind !== "restoredWithError") this.#options.discard?.(restored.value);
    } catch (error) {
      if (this.#state === restoring) this.reset();
      throw error;
    }
  }

  #become(state: RestorationState<Value, Failure>): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
