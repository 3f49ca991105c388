import { useEffect } from "react";

export type Shortcuts = { onSave: () => void; onSaveCopy: () => void; onShowKeys: () => void };

/**
 * Ctrl/Cmd+S saves, Ctrl/Cmd+Shift+S saves a copy, `?` lists the keys.
 *
 * `?` is left alone while somebody is typing [WCAG 2.1.4]; the other two are not, so that saving works from a note.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const withModifier = (event.ctrlKey || event.metaKey) && !event.altKey;
      if (withModifier && event.key.toLowerCase() === "s") {
        // Without this the browser opens its own dialog and saves the page as a file.
        event.preventDefault();
        if (event.repeat) return;
        if (event.shiftKey) shortcuts.onSaveCopy();
        else shortcuts.onSave();
        return;
      }
      if (event.key === "?" && !withModifier && !isTyping(event.target)) {
        event.preventDefault();
        shortcuts.onShowKeys();
      }
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [shortcuts]);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
