import { expect, test } from "vitest";

import type { Timers } from "../resilience/Timers.ts";
import { openStudioSession } from "./openStudioSession.ts";
import { STUDIO } from "./StudioPolicy.ts";
import { StudioStarter } from "./StudioStarter.ts";
import { failure, StudioServer } from "./testing/StudioServer.ts";

const STARTS = 1000;
/** Of each request, before or after it is done: a start takes three. */
const FAULT_RATE = 0.053;
const SEED = 20_261_121;

/** Time passes as soon as somebody waits for it. */
function hurriedTimers(): Timers {
  let now = 0;
  return {
    now: () => now,
    after(delayMs, run) {
      now += delayMs;
      queueMicrotask(run);
      return () => undefined;
    },
  };
}

/** The same numbers from 0 to 1 in every run [mulberry32]. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The share of first starts of a data set that succeed while requests fail by chance. */
async function successRate(isRecoveryOn: boolean): Promise<number> {
  const random = seededRandom(SEED);
  const timers = hurriedTimers();
  let succeeded = 0;
  for (let start = 0; start < STARTS; start += 1) {
    const server = new StudioServer(timers.now);
    server.fault = () =>
      random() < FAULT_RATE ? { failure: failure("transient"), isDone: random() < 0.5 } : null;
    const options = { backend: server, dataSet: "stocks", isTransformation: () => true, now: timers.now };
    const starter = new StudioStarter({
      open: () => openStudioSession(options, { correlationId: "start" }),
      policy: { ...STUDIO, isRecoveryOn },
      timers,
      random,
      onProgress: () => undefined,
    });
    const { opening } = await starter.start();
    if (opening.kind === "opened" && server.sessions.size === 1) succeeded += 1;
  }
  return succeeded / STARTS;
}

test("[B12] of starts that succeed in about 85 percent of single attempts, more than 95 percent do", async () => {
  const alone = await successRate(false);
  const recovered = await successRate(true);

  expect(alone).toBeGreaterThan(0.82);
  expect(alone).toBeLessThan(0.88);
  expect(recovered).toBeGreaterThanOrEqual(0.95);
});
