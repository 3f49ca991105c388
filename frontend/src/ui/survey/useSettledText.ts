import { useCallback, useLayoutEffect, useRef, useState } from "react";

const SETTLED_AFTER_MS = 300;

/**
 * A text that is an answer whenever the person pauses, leaves the field, the question or the page, so that the history has
 * sentences and not letters. What is typed is shown at once; nothing typed is ever dropped. Until it is an answer, the person
 * is `typing`, and nobody may call it saved or kept.
 */
export function useSettledText(
  text: string,
  onSettled: (text: string) => void,
  onTyping: (isTyping: boolean) => void,
) {
  const [typed, setTyped] = useState<string | null>(null);
  const waiting = useRef<{ settle: () => void; timer: ReturnType<typeof setTimeout> } | null>(null);

  const settle = useCallback(() => {
    const settled = waiting.current;
    if (settled === null) return;
    clearTimeout(settled.timer);
    waiting.current = null;
    settled.settle();
    onTyping(false);
  }, [onTyping]);

  const type = useCallback(
    (next: string) => {
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = { settle: () => onSettled(next), timer: setTimeout(settle, SETTLED_AFTER_MS) };
      setTyped(next);
      onTyping(true);
    },
    [settle, onSettled, onTyping],
  );

  const leave = useCallback(() => {
    settle();
    setTyped(null);
  }, [settle]);

  // As layout, because what it settles is said before the page that is left closes its connection.
  useLayoutEffect(() => {
    // A phone ends a page that is hidden without another word.
    const settleHidden = () => {
      if (document.visibilityState === "hidden") settle();
    };
    window.addEventListener("pagehide", settle);
    document.addEventListener("visibilitychange", settleHidden);
    return () => {
      window.removeEventListener("pagehide", settle);
      document.removeEventListener("visibilitychange", settleHidden);
      settle();
    };
  }, [settle]);

  return { shown: typed ?? text, type, leave };
}
