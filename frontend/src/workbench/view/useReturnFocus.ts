import { useLayoutEffect, useState } from "react";

/**
 * Gives the focus back to what had it when the component came. An item of a menu stands for the menu's button, since the menu
 * goes away.
 *
 * Who has the focus is asked twice: before anything changes, because a menu may go in the same moment; and in a layout effect,
 * when a list of commands that opened this has gone and given the focus back itself.
 */
export function useReturnFocus(): void {
  const [before] = useState(openerNow);
  useLayoutEffect(() => {
    const after = openerNow();
    return () => [before, after].find((each) => each?.isConnected)?.focus();
  }, [before]);
}

function openerNow(): HTMLElement | null {
  const active = document.activeElement;
  const menuButtonId = active?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  const button = menuButtonId ? document.getElementById(menuButtonId) : null;
  return button ?? (active instanceof HTMLElement && active !== document.body ? active : null);
}
