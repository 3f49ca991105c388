import { beforeEach, expect, test } from "vitest";

import { NetworkError, TransientAnswerError } from "../errors/ApplicationError.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { INTERACTIVE, RATE_LIMITED, type RetryPolicy } from "./RetryPolicy.ts";
import { retryWithBackoff } from "./retryWithBackoff.ts";

let timers: FakeTimers;
let startedAt: number;
let triedAfterMs: number[];

beforeEach(() => {
  timers = new FakeTimers();
  startedAt = timers.now();
  triedAfterMs = [];
});

/** Runs a call that fails with *errors*, one after the other, and succeeds then. */
async function outcomeOf(
  errors: readonly Error[],
  policyFor: () => RetryPolicy | null = () => INTERACTIVE,
): Promise<PromiseSettledResult<string>> {
  const left = [...errors];
  const call = async (): Promise<string> => {
    triedAfterMs.push(timers.now() - startedAt);
    const error = left.shift();
    if (error) throw error;
    return "done";
  };
  const running = Promise.allSettled([retryWithBackoff(call, { policyFor, timers, random: () => 0 })]);
  await settled();
  await timers.advance(10_000);
  const [outcome] = await running;
  return outcome;
}

const network = (): Error => new NetworkError("lost");

test("[R1] the interactive policy tries again after 100, 200 and 400 ms and a tenth of each", async () => {
  const outcome = await outcomeOf([network(), network(), network()]);

  expect(outcome).toEqual({ status: "fulfilled", value: "done" });
  expect(triedAfterMs).toEqual([0, 110, 330, 770]);
});

test("[R1] the rate limited policy waits twice as long", async () => {
  await outcomeOf([network(), network(), network()], () => RATE_LIMITED);

  expect(triedAfterMs).toEqual([0, 220, 660, 1540]);
});

test("[R1] no try begins later than the policy lasts", async () => {
  const policy = { ...INTERACTIVE, withinMs: 50 };

  const outcome = await outcomeOf([network()], () => policy);

  expect(outcome.status).toBe("rejected");
  expect(triedAfterMs).toEqual([0]);
});

test("[R1] when the policy gives up, the last error reaches the caller", async () => {
  const last = network();

  const outcome = await outcomeOf([network(), network(), network(), last, network()]);

  expect(outcome).toEqual({ status: "rejected", reason: last });
  expect(triedAfterMs).toHaveLength(4);
});

test("[R1] an error without a policy is not tried again", async () => {
  const error = new Error("refused for good");

  const outcome = await outcomeOf([error], () => null);

  expect(outcome).toEqual({ status: "rejected", reason: error });
  expect(triedAfterMs).toEqual([0]);
});

test("[R1] Retry-After is waited for", async () => {
  await outcomeOf([new TransientAnswerError(new Response(null, { status: 503 }), 1000)]);

  expect(triedAfterMs).toEqual([0, 1000]);
});

test("[R1] a longer Retry-After than the policy has time for is told at once", async () => {
  const error = new TransientAnswerError(new Response(null, { status: 503 }), 5000);

  const outcome = await outcomeOf([error]);

  expect(outcome).toEqual({ status: "rejected", reason: error });
  expect(triedAfterMs).toEqual([0]);
});
