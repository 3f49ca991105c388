import type { MouseEvent } from "react";

/** Whether a link is to be followed here: with a modifier or another button the browser opens a new tab or window. */
export function isPlainClick({ button, metaKey, ctrlKey, shiftKey }: MouseEvent): boolean {
  return button === 0 && !metaKey && !ctrlKey && !shiftKey;
}
