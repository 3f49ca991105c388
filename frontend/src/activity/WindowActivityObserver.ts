import type { Unsubscribe } from "../session/SessionSource.ts";

export type WindowActivity = "visible" | "hidden";

/** `online`: the browser has a network again, seen or not. */
export type WindowEvent = WindowActivity | "online";

/** The parts of `document` and `window` that are listened to. */
export type ObservedWindow = {
  document: EventTarget & { readonly visibilityState: DocumentVisibilityState };
  window: EventTarget;
};

/**
 * Reports whether the person can see this page [B4], and when the network is back [B7].
 *
 * `hidden` is the last event that fires reliably before a page goes away, so listeners keep drafts then.
 */
export class WindowActivityObserver {
  readonly #observed: ObservedWindow;
  readonly #listeners = new Set<(event: WindowEvent) => void>();
  readonly #stop = new AbortController();

  constructor(options: { observed: ObservedWindow }) {
    this.#observed = options.observed;
    const { signal } = this.#stop;
    options.observed.document.addEventListener("visibilitychange", () => this.#report(this.activity), {
      signal,
    });
    options.observed.window.addEventListener("pagehide", () => this.#report("hidden"), { signal });
    options.observed.window.addEventListener("online", () => this.#report("online"), { signal });
    options.observed.window.addEventListener("focus", () => this.#report(this.activity), { signal });
  }

  get activity(): WindowActivity {
    return this.#observed.document.visibilityState === "hidden" ? "hidden" : "visible";
  }

  subscribe(listener: (event: WindowEvent) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#stop.abort();
    this.#listeners.clear();
  }

  #report(event: WindowEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
