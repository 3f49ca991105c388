import { beforeEach, expect, test } from "vitest";

import { TimeoutError } from "../errors/ApplicationError.ts";
import { FakeTimers } from "../testing/FakeTimers.ts";
import { withTimeout } from "./withTimeout.ts";

let timers: FakeTimers;

beforeEach(() => {
  timers = new FakeTimers();
});

test("[R1] a call that takes longer is told so, and its caller hears of it though it goes on", async () => {
  let signal: AbortSignal | null = null;
  const forEver = (given: AbortSignal): Promise<never> => {
    signal = given;
    return new Promise(() => undefined);
  };
  const outcome = Promise.allSettled([withTimeout(forEver, 5000, timers)]);

  await timers.advance(5000);

  expect(await outcome).toEqual([{ status: "rejected", reason: new TimeoutError(5000) }]);
  expect(signal).toMatchObject({ aborted: true });
});

test("[R1] a call with progress may take as long as it wants", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  let progress: () => void = () => undefined;
  const call = withTimeout(
    (_signal, onProgress) => {
      progress = onProgress;
      return promise;
    },
    5000,
    timers,
  );

  await timers.advance(4000);
  progress();
  await timers.advance(4000);
  resolve("done");

  expect(await call).toBe("done");
});

test("[R1] a call that ends in time leaves no timer behind, and is not told to stop", async () => {
  let signal: AbortSignal | null = null;
  const quick = async (given: AbortSignal): Promise<string> => {
    signal = given;
    return "done";
  };

  const result = await withTimeout(quick, 5000, timers);
  await timers.advance(5000);

  expect(result).toBe("done");
  expect(signal).toMatchObject({ aborted: false });
});
