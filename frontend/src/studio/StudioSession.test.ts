import "fake-indexeddb/auto";

import { beforeEach, describe, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import { STUDIO } from "./StudioPolicy.ts";
import { A_SAVE, isDown, StudioWorld } from "./testing/StudioWorld.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

let world: StudioWorld;

beforeEach(() => {
  world = new StudioWorld();
});

describe("[B12] [U1] a session", () => {
  test("begins with nothing, saves by itself, and is found again", async () => {
    const first = await world.tab();
    first.make("ab");
    await world.timers.advance(A_SAVE);
    await first.crash();

    const next = await world.tab("tab-2");

    expect(first.open.save.kind).toBe("saved");
    expect(next.list).toBe("ab");
    expect(world.savedLists()).toEqual(["ab"]);
  });

  test("keeps the place in the list, and moving through it is no step to undo", async () => {
    const first = await world.tab();
    first.make("abc");
    first.session.moveTo(1);
    await world.timers.advance(A_SAVE);

    const next = await world.tab("tab-2");

    expect(next.open.work.position).toBe(1);
    first.session.undo();
    expect([first.list, first.open.canUndo, first.open.canRedo]).toEqual(["", false, true]);
  });

  test("of two tabs that begin at the same time is one", async () => {
    const [one, other] = await Promise.all([world.tab("tab-1"), world.tab("tab-2")]);
    one.make("a");
    await world.timers.advance(A_SAVE);
    other.make("b");
    await world.timers.advance(A_SAVE);

    expect(world.savedLists()).toEqual(["ab"]);
    expect(other.events).toEqual(["merged"]);
  });

  test("that was deleted goes on as another one, with all that was in it", async () => {
    const page = await world.tab();
    page.make("a");
    await world.timers.advance(A_SAVE);
    world.server.sessions.clear();

    page.make("ab");
    await world.timers.advance(A_SAVE);

    expect(world.savedLists()).toEqual(["ab"]);
    expect([page.open.save.kind, page.events]).toEqual(["saved", ["begunAnew"]]);
  });

  test("that this version cannot read stays as it is, and the person may begin another", async () => {
    world.server.put("session-newer", "stocks", { schema_version: 2, steps: [] });
    const page = await world.tab();
    const before = page.session.state().phase;

    await page.session.startAfresh();
    page.make("a");
    await world.timers.advance(A_SAVE);

    expect(before).toEqual({ kind: "unreadable", stored: { schema_version: 2, steps: [] } });
    expect(world.savedLists()).toEqual(["not work", "a"]);
  });
});

describe("[B12] the end of a session", () => {
  test("is told before it comes, and staying puts it off", async () => {
    const page = await world.tab();
    page.make("a");
    await world.timers.advance(A_SAVE);
    const before = page.open.isExpiring;
    await world.timers.advance(30 * DAY_MS - STUDIO.expiryNoticeMs);
    const told = page.open.isExpiring;

    page.session.stay();
    await settled();

    expect([before, told, page.open.isExpiring]).toEqual([false, true, false]);
    expect(page.open.expiresAt).toBe(world.timers.now() + 30 * DAY_MS);
    expect(world.savedLists()).toEqual(["a"]);
  });
});

test("[B12] [R6] a start is one entry of the record, which says whether it took more than one attempt", async () => {
  const easy = await world.tab();
  let requests = 0;
  world.server.fault = () => (++requests === 1 ? isDown() : null);
  const hard = await world.tab("tab-2");
  await world.timers.advance(3000);
  world.server.fault = isDown;
  const failed = await world.tab("tab-3");
  await world.timers.advance(60_000);

  const outcomes = [easy, hard, failed].map(({ audit }) => audit.byOperation("start")[0]);
  expect(outcomes).toMatchObject([
    { outcome: "ok", isSuccess: true, subject: "session00001" },
    { outcome: "recovered", isSuccess: true, durationMs: 2200 },
    { outcome: "code_of_transient", isSuccess: false },
  ]);
});
