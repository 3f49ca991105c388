import { TimeoutError } from "../errors/ApplicationError.ts";
import type { Timers } from "./Timers.ts";

/**
 * Runs *call* for *limitMs* at most, and tells it by its signal when the time is over.
 *
 * @throws TimeoutError then, whether *call* listens to its signal or not.
 */
export async function withTimeout<Result>(
  call: (signal: AbortSignal) => Promise<Result>,
  limitMs: number,
  timers: Timers,
): Promise<Result> {
  const controller = new AbortController();
  let cancel: () => void = () => undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    cancel = timers.after(limitMs, () => {
      const error = new TimeoutError(limitMs);
      reject(error);
      controller.abort(error);
    });
  });
  try {
    return await Promise.race([call(controller.signal), timeout]);
  } finally {
    cancel();
  }
}
