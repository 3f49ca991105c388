import type { Unsubscribe } from "../session/SessionSource.ts";

/**
 * Calls *onAct* when a person asks for something, by a click or a keyboard shortcut, or when the network is back.
 *
 * Whoever presses *Try again* wants the service to be asked, and not to hear that it failed half a minute ago.
 * It listens on the way down, so that the service is asked after *onAct* ran.
 */
export function observePersonActs(window: EventTarget, onAct: () => void): Unsubscribe {
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  const onKey = (event: Event): void => {
    const { ctrlKey, metaKey } = event as KeyboardEvent;
    if (ctrlKey || metaKey) onAct();
  };
  window.addEventListener("click", onAct, options);
  window.addEventListener("keydown", onKey, options);
  window.addEventListener("online", onAct, options);
  return () => stop.abort();
}
