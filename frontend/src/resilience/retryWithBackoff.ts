import { ApplicationError } from "../errors/ApplicationError.ts";
import { delayBefore, type RetryPolicy } from "./RetryPolicy.ts";
import type { Timers } from "./Timers.ts";

export type RetryOptions = {
  /** How a call that failed with *error* is tried again; null where it is not. */
  policyFor: (error: unknown) => RetryPolicy | null;
  timers: Timers;
  /** A number from 0 to 1. */
  random: () => number;
  /** Told before the wait for each further try. */
  onRetry?: () => void;
};

/**
 * Runs *call* until it succeeds, or until its policy gives up: then it rejects with the last error. [R1]
 *
 * A service that asks for a longer wait than the policy has is not made to wait for less: the caller hears of it at once.
 */
export async function retryWithBackoff<Result>(
  call: () => Promise<Result>,
  { policyFor, timers, random, onRetry }: RetryOptions,
): Promise<Result> {
  const startedAt = timers.now();
  for (let failedTries = 1; ; failedTries += 1) {
    try {
      return await call();
    } catch (error) {
      const policy = policyFor(error);
      if (policy === null || failedTries > policy.delaysMs.length) throw error;
      const hintMs = error instanceof ApplicationError ? error.retryAfterMs : null;
      const delayMs = delayBefore(policy, failedTries, hintMs, random());
      if (timers.now() - startedAt + delayMs > policy.withinMs) throw error;
      onRetry?.();
      await new Promise<void>((resolve) => {
        timers.after(delayMs, resolve);
      });
    }
  }
}
