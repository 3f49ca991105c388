import { beforeEach, expect, test } from "vitest";

import { CircuitOpenError } from "../errors/ApplicationError.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { CIRCUIT_BREAKER, CircuitBreaker } from "./CircuitBreaker.ts";

let timers: FakeTimers;
let breaker: CircuitBreaker;
let sent: string[];

beforeEach(() => {
  timers = new FakeTimers();
  breaker = new CircuitBreaker({ policy: CIRCUIT_BREAKER, timers });
  sent = [];
});

/** Sends one call that ends as *outcome* says. */
function call(outcome: "succeeds" | "fails" | "throws"): Promise<string> {
  const send = async (): Promise<string> => {
    sent.push(outcome);
    if (outcome === "throws") throw new Error("the connection failed");
    return outcome;
  };
  return breaker.run(send, (result) => result === "fails");
}

async function fail(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await call("fails");
}

/** A call that waits, and the functions that end it. */
function held(): { answered: Promise<string>; succeed: () => void; fail: () => void } {
  let end: (result: string) => void = () => undefined;
  const answer = new Promise<string>((resolve) => {
    end = resolve;
  });
  const answered = breaker.run(
    () => answer,
    (result) => result === "fails",
  );
  return { answered, succeed: () => end("succeeds"), fail: () => end("fails") };
}

test("[R2] four failures in a row leave it closed, the fifth opens it", async () => {
  await fail(4);
  const before = breaker.state;

  await fail(1);

  expect(before).toEqual({ kind: "closed", failures: 4 });
  expect(breaker.state).toEqual({ kind: "open", until: timers.now() + 30_000 });
});

test("[R2] a rejection counts as a failure and reaches the caller", async () => {
  await fail(4);

  await expect(call("throws")).rejects.toThrow("the connection failed");

  expect(breaker.state.kind).toBe("open");
});

test("[R2] a success between failures starts the count again", async () => {
  await fail(4);
  await call("succeeds");

  await fail(4);

  expect(breaker.state).toEqual({ kind: "closed", failures: 4 });
});

test.each([-60 * 60_000, -30_001])(
  "[R2] a clock that is set back (by %i ms) keeps it open no longer",
  async (ms) => {
    await fail(5);
    timers.jump(ms);

    const refused = call("succeeds");

    await expect(refused).rejects.toEqual(new CircuitOpenError(30_000));
    await timers.advance(30_000);
    await expect(call("succeeds")).resolves.toBe("succeeds");
  },
);

test("[R2] an open one answers without calling, and says when to come back", async () => {
  await fail(5);
  await timers.advance(10_000);

  const refused = call("succeeds");

  await expect(refused).rejects.toEqual(new CircuitOpenError(20_000));
  expect(sent).toHaveLength(5);
  expect(breaker.stats).toEqual({
    totalCalls: 6,
    refusedCalls: 1,
    timesOpened: 1,
    lastFailureAt: timers.now() - 10_000,
  });
});

test("[R2] after 30 seconds two successes close it", async () => {
  await fail(5);
  await timers.advance(30_000);

  await call("succeeds");
  const between = breaker.state;
  await call("succeeds");

  expect(between).toEqual({ kind: "halfOpen", successes: 1, isTrying: false });
  expect(breaker.state).toEqual({ kind: "closed", failures: 0 });
});

test("[R2] one trial at a time: another call waits, and is the next one", async () => {
  await fail(5);
  await timers.advance(30_000);
  const trial = held();

  const other = call("succeeds");
  await settled();
  const sentMeanwhile = [...sent];
  trial.succeed();
  await Promise.all([trial.answered, other]);

  expect(sentMeanwhile).not.toContain("succeeds");
  expect(breaker.state).toEqual({ kind: "closed", failures: 0 });
});

test("[R2] whoever waits for a trial that fails is answered without calling", async () => {
  await fail(5);
  await timers.advance(30_000);
  const trial = held();
  const other = Promise.allSettled([call("succeeds")]);

  trial.fail();
  await trial.answered;

  expect(await other).toEqual([{ status: "rejected", reason: new CircuitOpenError(30_000) }]);
  expect(sent).toHaveLength(5);
});

test("[R2] a trial that fails opens it for 30 seconds more", async () => {
  await fail(5);
  await timers.advance(30_000);

  await call("fails");

  expect(breaker.state).toEqual({ kind: "open", until: timers.now() + 30_000 });
});

test("[R2] a call that began before it opened says nothing about the trials", async () => {
  const late = held();
  await fail(5);
  await timers.advance(30_000);
  await call("succeeds");

  late.fail();
  await late.answered;

  expect(breaker.state).toEqual({ kind: "halfOpen", successes: 1, isTrying: false });
});

test("[R2] a person who asks is let through as a trial", async () => {
  await fail(5);

  breaker.tryNow();

  await expect(call("succeeds")).resolves.toBe("succeeds");
});

test("[R2] asking for a trial changes nothing while it is closed", async () => {
  await fail(3);

  breaker.tryNow();

  expect(breaker.state).toEqual({ kind: "closed", failures: 3 });
});

test("[R2] it can be reset", async () => {
  await fail(5);

  breaker.reset();

  expect(breaker.state).toEqual({ kind: "closed", failures: 0 });
});

test("[R2] whoever looks on hears of every state until they stop", async () => {
  const seen: string[] = [];
  const stop = breaker.subscribe(({ kind }) => seen.push(kind));
  await fail(5);
  await timers.advance(30_000);
  await call("succeeds");

  stop();
  await call("succeeds");

  expect(seen).toEqual(["closed", "closed", "closed", "closed", "open", "halfOpen", "halfOpen", "halfOpen"]);
});
