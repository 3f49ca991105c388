const AT_THE_LATEST_MS = 2000;
/** Safari does not say when it is idle. */
const TIMEOUT_MS = 500;

/** Calls `work` when the page has nothing to do, in two seconds at the latest. Returns how to call it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof window.requestIdleCallback !== "function") {
    const timer = setTimeout(work, TIMEOUT_MS);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(work, { timeout: AT_THE_LATEST_MS });
  return () => window.cancelIdleCallback(handle);
}
