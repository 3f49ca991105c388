import type { Unsubscribe } from "../session/SessionSource.ts";
import { type Address, formatAddress, parseAddress } from "./Address.ts";

/** The parts of `window` that navigation uses. */
export type NavigatedWindow = Pick<
  Window,
  "history" | "location" | "addEventListener" | "removeEventListener"
>;

/** Asked before the present page is left; false keeps it. */
export type LeaveGuard = (to: Address) => Promise<boolean>;

type Entry = { readonly index: number };

/**
 * The address bar: reads it, changes it, and holds it still while a person is asked whether to leave. [B5]
 *
 * Each history entry carries its position. When Back or Forward meets a guard, the browser is sent back to where it was at
 * once, so the address never shows a page that is not there, and no entry is added.
 */
export class NavigationManager {
  readonly #window: NavigatedWindow;
  readonly #listeners = new Set<(address: Address) => void>();
  #guard: LeaveGuard | null = null;
  #isAtRisk: () => boolean = () => false;
  #index: number;
  /** Ends a move of the history that we made ourselves; its event is still to come. */
  #endOwnMove: (() => void) | null = null;
  #isAsking = false;

  constructor(options: { window: NavigatedWindow }) {
    this.#window = options.window;
    this.#index = readIndex(this.#window.history.state) ?? 0;
    this.#window.history.replaceState({ index: this.#index } satisfies Entry, "");
    this.#window.addEventListener("popstate", this.#onPopState);
    this.#window.addEventListener("beforeunload", this.#onBeforeUnload);
  }

  get address(): Address {
    return parseAddress(new URL(this.#window.location.href));
  }

  subscribe(listener: (address: Address) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Sets who is asked before the page is left, and whether closing the window would lose something.
   *
   * @returns a function that takes the guard away.
   */
  guard(ask: LeaveGuard, isAtRisk: () => boolean): Unsubscribe {
    this.#guard = ask;
    this.#isAtRisk = isAtRisk;
    return () => {
      if (this.#guard !== ask) return;
      this.#guard = null;
      this.#isAtRisk = () => false;
    };
  }

  /** Goes to another page, as a link does. False where the person stayed. */
  async pushState(to: Exclude<Address, { kind: "notFound" }>): Promise<boolean> {
    if (this.#isAsking || !(await this.#mayLeave(to))) return false;
    this.#index += 1;
    this.#window.history.pushState({ index: this.#index } satisfies Entry, "", formatAddress(to));
    this.#report();
    return true;
  }

  /** The same page under another address, for example after the first save. Asks nobody. */
  replaceState(to: Exclude<Address, { kind: "notFound" }>): void {
    this.#window.history.replaceState({ index: this.#index } satisfies Entry, "", formatAddress(to));
  }

  dispose(): void {
    this.#window.removeEventListener("popstate", this.#onPopState);
    this.#window.removeEventListener("beforeunload", this.#onBeforeUnload);
    this.#listeners.clear();
    this.#guard = null;
  }

  readonly #onPopState = (event: PopStateEvent): void => {
    if (this.#endOwnMove) {
      this.#endOwnMove();
      this.#endOwnMove = null;
      return;
    }
    const index = readIndex(event.state);
    if (index === null) {
      // A link to a place on the same page made an entry of its own.
      this.#index += 1;
      this.#window.history.replaceState({ index: this.#index } satisfies Entry, "");
      return;
    }
    void this.#moved(index);
  };

  async #moved(index: number): Promise<void> {
    const steps = index - this.#index;
    if (this.#guard === null || steps === 0) {
      this.#index = index;
      this.#report();
      return;
    }
    const to = this.address;
    await this.#move(-steps);
    if (this.#isAsking || !(await this.#mayLeave(to))) return;
    this.#index = index;
    await this.#move(steps);
    this.#reportAs(to);
  }

  /** Browsers drop a move that is asked for before the last one has arrived, so each is waited for. */
  #move(steps: number): Promise<void> {
    return new Promise((resolve) => {
      this.#endOwnMove = resolve;
      this.#window.history.go(steps);
    });
  }

  async #mayLeave(to: Address): Promise<boolean> {
    if (this.#guard === null) return true;
    this.#isAsking = true;
    try {
      return await this.#guard(to);
    } finally {
      this.#isAsking = false;
    }
  }

  #report(): void {
    this.#reportAs(this.address);
  }

  #reportAs(address: Address): void {
    for (const listener of this.#listeners) listener(address);
  }

  readonly #onBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.#isAtRisk()) event.preventDefault();
  };
}

function readIndex(state: unknown): number | null {
  const index = typeof state === "object" && state !== null && "index" in state ? state.index : null;
  return typeof index === "number" ? index : null;
}
