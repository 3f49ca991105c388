import { useEffect } from "react";

export type CommandKeys = { onCommands: () => void; onKeys: () => void; onManage: () => void };

/**
 * Ctrl/Cmd+K lists the commands, Ctrl/Cmd+O opens the manager, `?` lists the keys.
 *
 * `?` is left alone while somebody is typing [WCAG 2.1.4], and where the page has answered it already. Nothing opens over a
 * dialog: that asks something first.
 */
export function useCommandKeys(keys: CommandKeys): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.repeat || document.querySelector('[role="dialog"]') !== null)
        return;
      const answer = answerTo(event, keys);
      if (answer === null) return;
      event.preventDefault();
      answer();
    }
    // After the page, whose own keys go first.
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [keys]);
}

function answerTo(event: KeyboardEvent, keys: CommandKeys): (() => void) | null {
  const withModifier = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const key = event.key.toLowerCase();
  if (withModifier && key === "k") return keys.onCommands;
  if (withModifier && key === "o") return keys.onManage;
  return key === "?" && !withModifier && !isTyping(event.target) ? keys.onKeys : null;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select");
}
