import { useEffect, useState } from "react";

/**
 * The present time, which moves on every *intervalMs* while the component is shown.
 *
 * @returns milliseconds since 1970.
 */
export function useNow(now: () => number, intervalMs: number): number {
  const [shown, setShown] = useState(now);
  useEffect(() => {
    const handle = setInterval(() => setShown(now()), intervalMs);
    return () => clearInterval(handle);
  }, [now, intervalMs]);
  return Math.max(shown, now());
}
