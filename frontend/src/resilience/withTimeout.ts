import { TimeoutError } from "../errors/ApplicationError.ts";
import type { Timers } from "./Timers.ts";

/**
 * Runs *call* until nothing has happened for *limitMs*, and tells it by its signal when that is so.
 *
 * @param call calls its second argument whenever something happened: the time begins anew.
 * @throws TimeoutError then, whether *call* listens to its signal or not.
 */
export async function withTimeout<Result>(
  call: (signal: AbortSignal, onProgress: () => void) => Promise<Result>,
  limitMs: number,
  timers: Timers,
): Promise<Result> {
  const controller = new AbortController();
  let cancel: () => void = () => undefined;
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const begin = (): void => {
    cancel();
    cancel = timers.after(limitMs, () => {
      const error = new TimeoutError(limitMs);
      reject(error);
      controller.abort(error);
    });
  };
  begin();
  try {
    return await Promise.race([call(controller.signal, begin), timeout]);
  } finally {
    cancel();
  }
}
