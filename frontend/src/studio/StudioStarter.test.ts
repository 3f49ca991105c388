import { beforeEach, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import type { StudioOpening } from "./openStudioSession.ts";
import { STUDIO, type StudioPolicy } from "./StudioPolicy.ts";
import { type StartProgress, StudioStarter } from "./StudioStarter.ts";
import { NO_WORK } from "./StudioWork.ts";
import { failure } from "./testing/StudioServer.ts";

const OPENED: StudioOpening = {
  kind: "opened",
  savedAs: { id: "session00001", etag: '"1"', expiresAt: 0 },
  work: NO_WORK,
};
const BUSY = failure("transient");

let timers: FakeTimers;
let attemptsAt: number[];
let shown: StartProgress[];

beforeEach(() => {
  timers = new FakeTimers(0);
  attemptsAt = [];
  shown = [];
});

/** What is under way comes to rest first: the clock moves only what waits for it. */
async function pass(ms: number): Promise<void> {
  await settled();
  await timers.advance(ms);
}

function starter(
  openings: readonly StudioOpening[],
  random = 0,
  policy: Pick<StudioPolicy, "isRecoveryOn" | "start"> = STUDIO,
): StudioStarter {
  return new StudioStarter({
    open: () => {
      attemptsAt.push(timers.now());
      return Promise.resolve(openings[attemptsAt.length - 1] ?? BUSY);
    },
    policy,
    timers,
    random: () => random,
    onProgress: (progress) => shown.push(progress),
  });
}

test("[B12] [R1] at once, then 2, 4 and 8 seconds after, each with 10 to 20 percent more", async () => {
  const least = starter([], 0).start();
  await pass(60_000);
  const first = attemptsAt;
  attemptsAt = [];
  timers = new FakeTimers(0);
  const most = starter([], 1).start();
  await pass(60_000);

  expect(first).toEqual([0, 2200, 6600, 15_400]);
  expect(attemptsAt).toEqual([0, 2400, 7200, 16_800]);
  expect(await least).toEqual({ opening: BUSY, attempts: 4 });
  expect((await most).attempts).toBe(4);
});

test("[B12] an attempt that succeeds is the last", async () => {
  const started = starter([BUSY, OPENED]).start();
  await pass(60_000);

  expect(await started).toEqual({ opening: OPENED, attempts: 2 });
  expect(attemptsAt).toHaveLength(2);
});

test.each(["signInRequired", "refused"] as const)(
  "[B12] [R1] what will not pass by itself is not tried again: %s",
  async (reason) => {
    const started = starter([failure(reason)]).start();
    await pass(60_000);

    expect((await started).attempts).toBe(1);
  },
);

test("[B12] the person sees which attempt comes when, and why", async () => {
  void starter([failure("transient", { userMessage: "Server busy." }), OPENED]).start();
  await settled();

  expect(shown.at(-1)).toMatchObject({
    attempt: 2,
    attempts: 4,
    nextAt: 2200,
    failure: { userMessage: "Server busy." },
  });
});

test("[B12] [R1] the service is never asked earlier than it wished", async () => {
  void starter([failure("transient", { retryAfterMs: 10_000 }), OPENED]).start();
  await pass(9_999);
  const before = attemptsAt.length;
  await pass(1);

  expect([before, attemptsAt.length]).toEqual([1, 2]);
});

test("[B12] whoever does not want to wait tries now", async () => {
  const waiting = starter([BUSY, OPENED]);
  const started = waiting.start();
  await settled();

  waiting.tryNow();

  expect((await started).opening).toBe(OPENED);
  expect(attemptsAt).toEqual([0, 0]);
});

test("[B12] a page that is left asks for nothing more", async () => {
  const waiting = starter([BUSY, OPENED]);
  const started = waiting.start();
  await settled();

  waiting.dispose();
  await started;

  expect(attemptsAt).toEqual([0]);
});

test("[B12] with the recovery layer off there is one attempt", async () => {
  const started = await starter([BUSY, OPENED], 0, { ...STUDIO, isRecoveryOn: false }).start();

  expect(started).toEqual({ opening: BUSY, attempts: 1 });
});
