import { beforeEach, expect, test } from "vitest";

import type { ServiceStatus, ServiceStatusResult } from "../../backendApi/StatusClient.ts";
import { FakeTimers, settled } from "../../testing/FakeTimers.ts";
import { ServiceWatch } from "./ServiceWatch.ts";

const STATUS: ServiceStatus = {
  version: "1.0.0",
  database: { is_reachable: true, error_code: null },
  circuit_breakers: [],
  performance: [],
  audit: { waiting: 0, written: 0, lost: 0 },
};
const WELL: ServiceStatusResult = { kind: "ok", status: STATUS };
const AWAY: ServiceStatusResult = { kind: "unreachable", retryAfterMs: null };

let timers: FakeTimers;
let answer: ServiceStatusResult;
let asked: number;
let isVisible: boolean;
let watch: ServiceWatch;

beforeEach(() => {
  timers = new FakeTimers(0);
  answer = WELL;
  asked = 0;
  isVisible = true;
  watch = new ServiceWatch({
    read: () => {
      asked += 1;
      return Promise.resolve(answer);
    },
    isVisible: () => isVisible,
    policy: { intervalMs: 10_000, graceMs: 30_000 },
    timers,
  });
});

test("it is asked at once and every ten seconds, until nobody looks any more", async () => {
  const stop = watch.start();
  await settled();
  await timers.advance(20_000);
  stop();
  await timers.advance(20_000);

  expect(asked).toBe(3);
  expect(watch.sight()).toEqual({ kind: "answers", at: 20_000, status: STATUS });
});

test("[B4] nothing is asked for a hidden page", async () => {
  isVisible = false;
  watch.start();
  await timers.advance(20_000);
  expect(asked).toBe(0);

  isVisible = true;
  await timers.advance(10_000);

  expect(asked).toBe(1);
});

test("[B7] the grace period counts from the first failure, and anew after the service was back", async () => {
  answer = AWAY;
  watch.start();
  await settled();
  await timers.advance(20_000);
  expect(watch.sight()).toEqual({ kind: "away", since: 0, graceEndsAt: 30_000 });

  answer = WELL;
  await timers.advance(10_000);
  answer = AWAY;
  await timers.advance(10_000);

  expect(watch.sight()).toEqual({ kind: "away", since: 40_000, graceEndsAt: 70_000 });
});

test("[B7] a service that asks for a new sign-in is not away", async () => {
  answer = { kind: "signInRequired" };

  await watch.ask();

  expect(watch.sight()).toEqual({ kind: "refuses", refusal: { kind: "signInRequired" } });
});
