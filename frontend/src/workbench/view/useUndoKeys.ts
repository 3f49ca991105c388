import { useEffect } from "react";

import type { Undoable } from "../history/Undoable.ts";

/**
 * Ctrl/Cmd+Z undoes, Ctrl/Cmd+Shift+Z and Ctrl+Y do again. Null: nothing can be changed here.
 *
 * A field that holds no content of the workbench yet (a title that is being typed, a filter) keeps the browser's own undo, and
 * so does everything in a dialog; a field that holds content says so by `data-undo="workbench"`.
 */
export function useUndoKeys(work: Undoable | null): void {
  useEffect(() => {
    if (!work) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      const turn = turnOf(event);
      if (turn === null || belongsToField(event.target)) return;
      event.preventDefault();
      if (turn === "undo") work.undo();
      else work.redo();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [work]);
}

function turnOf(event: KeyboardEvent): "undo" | "redo" | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && event.ctrlKey ? "redo" : null;
}

function belongsToField(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"]')) return true;
  return target.matches("input,textarea,select") && !target.matches('[data-undo="workbench"]');
}
