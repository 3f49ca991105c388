import type { Timers } from "../resilience/Timers.ts";
import type { Unsubscribe } from "../session/SessionSource.ts";
import { type Address, formatAddress, parseAddress } from "./Address.ts";
import { type MovedHistory, HistoryMover, readIndex } from "./HistoryMover.ts";

/** The parts of `window` that navigation uses. */
export type NavigatedWindow = Pick<Window, "location" | "addEventListener" | "removeEventListener"> & {
  readonly history: MovedHistory & Pick<History, "pushState" | "replaceState">;
};

/** Asked before the present page is left; false keeps it. */
export type LeaveGuard = (to: Address) => Promise<boolean>;

export type RealAddress = Exclude<Address, { kind: "notFound" }>;

type Entry = { readonly index: number };

/**
 * The address bar: reads it, changes it, and holds it still while a person is asked whether to leave. [B5]
 *
 * Each history entry carries its position. When Back or Forward meets a guard, the browser is sent back to where it was at
 * once, so the address never shows a page that is not there, and no entry is added.
 */
export class NavigationManager {
  readonly #window: NavigatedWindow;
  readonly #mover: HistoryMover;
  readonly #listeners = new Set<(address: Address) => void>();
  #guard: LeaveGuard | null = null;
  #isAtRisk: () => boolean = () => false;
  /** The entry of the page that is shown; the history is elsewhere for a moment when Back is pressed. */
  #index: number;
  #href: string;
  /** What `replaceState` was asked for in such a moment. */
  #replacement: RealAddress | null = null;
  #isAsking = false;

  constructor({ window, timers }: { window: NavigatedWindow; timers: Timers }) {
    this.#window = window;
    this.#mover = new HistoryMover({ history: window.history, timers });
    this.#index = readIndex(window.history.state) ?? 0;
    this.#href = window.location.href;
    this.#mark();
    window.addEventListener("popstate", this.#onPopState);
    window.addEventListener("beforeunload", this.#onBeforeUnload);
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

  /**
   * Goes to another page, as a link does; to the present one afresh, without another entry. False where the person stayed.
   *
   * @param onLeft called when it is decided, before the page is reported.
   */
  async pushState(to: RealAddress, onLeft: () => void = () => undefined): Promise<boolean> {
    if (this.#isAsking || !(await this.#mayLeave(to))) return false;
    await this.#mover.settled;
    onLeft();
    if (!this.#isAt(to)) {
      this.#index += 1;
      this.#window.history.pushState({ index: this.#index } satisfies Entry, "", formatAddress(to));
      this.#href = this.#window.location.href;
    }
    this.#reportAs(to);
    return true;
  }

  /** The same page under another address, for example after the first save. Asks nobody. */
  replaceState(to: RealAddress): void {
    if (readIndex(this.#window.history.state) === this.#index) this.#mark(formatAddress(to));
    else this.#replacement = to;
  }

  dispose(): void {
    this.#window.removeEventListener("popstate", this.#onPopState);
    this.#window.removeEventListener("beforeunload", this.#onBeforeUnload);
    this.#listeners.clear();
    this.#guard = null;
  }

  readonly #onPopState = (event: PopStateEvent): void => {
    const index = readIndex(event.state);
    if (index === null) this.#followedHash();
    else if (!this.#mover.hasMoved()) void this.#moved(index);
  };

  /** A link to a place on the same page makes an entry of its own, unless the page was at that place already. */
  #followedHash(): void {
    if (this.#window.location.href !== this.#href) this.#index += 1;
    this.#mark();
  }

  async #moved(index: number): Promise<void> {
    const to = this.address;
    const isSamePage = withoutHash(this.#window.location.href) === withoutHash(this.#href);
    if (this.#guard === null || index === this.#index || isSamePage) {
      this.#arriveAt(index);
      if (!isSamePage) this.#reportAs(to);
      return;
    }
    await this.#mover.moveTo(this.#index);
    if (this.#replacement) this.replaceState(this.#replacement);
    if (this.#isAsking || !(await this.#mayLeave(to))) return;
    await this.#mover.moveTo(index);
    this.#arriveAt(index);
    this.#reportAs(to);
  }

  #arriveAt(index: number): void {
    this.#index = index;
    this.#href = this.#window.location.href;
    this.#replacement = null;
  }

  /** Writes the position into the present entry, and its *address* where it has another one. */
  #mark(address?: string): void {
    this.#window.history.replaceState({ index: this.#index } satisfies Entry, "", address);
    this.#href = this.#window.location.href;
    this.#replacement = null;
  }

  #isAt(to: RealAddress): boolean {
    const here = this.address;
    return here.kind !== "notFound" && formatAddress(here) === formatAddress(to);
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

  #reportAs(address: Address): void {
    for (const listener of this.#listeners) listener(address);
  }

  readonly #onBeforeUnload = (event: BeforeUnloadEvent): void => {
    if (this.#isAtRisk()) event.preventDefault();
  };
}

function withoutHash(href: string): string {
  return href.replace(/#.*/s, "");
}
