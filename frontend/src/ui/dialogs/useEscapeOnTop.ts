import { useEffect, useRef, type RefObject } from "react";

/**
 * Esc closes the dialog that lies on top and none below it: Mantine would close all of them at once.
 *
 * @param inside something within the dialog.
 */
export function useEscapeOnTop(inside: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const escape = useRef(onEscape);
  useEffect(() => {
    escape.current = onEscape;
  });
  useEffect(() => {
    function closeOnEscape(event: KeyboardEvent): void {
      if (event.key !== "Escape" || event.isComposing || isInOpenList(event.target)) return;
      const top = [...document.querySelectorAll('[role="dialog"]')].at(-1);
      if (!top?.contains(inside.current)) return;
      // The dialog below may listen after this one, and lie on top by then.
      event.stopImmediatePropagation();
      escape.current();
    }
    window.addEventListener("keydown", closeOnEscape, { capture: true });
    return () => window.removeEventListener("keydown", closeOnEscape, { capture: true });
  }, [inside]);
}

/** An open list of suggestions closes itself first; Mantine marks its field. */
function isInOpenList(target: EventTarget | null): boolean {
  return target instanceof Element && target.getAttribute("data-mantine-stop-propagation") === "true";
}
