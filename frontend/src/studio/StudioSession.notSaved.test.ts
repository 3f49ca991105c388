import "fake-indexeddb/auto";

import { beforeEach, describe, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import { STUDIO } from "./StudioPolicy.ts";
import { StudioTab } from "./testing/StudioTab.ts";
import { A_SAVE, isDown, isUp, StudioWorld } from "./testing/StudioWorld.ts";

let world: StudioWorld;

beforeEach(() => {
  world = new StudioWorld();
});

describe("[B12] [B2] what is not saved", () => {
  test("survives a page that goes away before it is saved", async () => {
    const first = await world.tab();
    first.make("a");
    await first.crash();

    const next = await world.tab("tab-2");
    await world.timers.advance(A_SAVE);

    expect([next.list, next.events]).toEqual(["a", ["takenUp"]]);
    expect(world.savedLists()).toEqual(["a"]);
    expect(await world.device.drafts().count()).toBe(0);
  });

  test("of a tab that is open is left to that tab", async () => {
    const first = await world.tab();
    world.server.fault = isDown;
    first.make("a");
    await world.timers.advance(STUDIO.draftDelayMs);
    world.server.fault = isUp;

    const second = await world.tab("tab-2");

    expect(second.list).toBe("");
    expect(await world.device.drafts().count()).toBe(1);
  });

  test("stays on the device while a start fails, and is there when it succeeds", async () => {
    const first = await world.tab();
    world.server.fault = isDown;
    first.make("a");
    await first.crash();

    const next = await world.tab();
    await world.timers.advance(60_000);
    const failed = next.session.state();
    next.session.noteActivity("hidden");
    world.server.fault = isUp;
    await next.session.start();

    expect(failed.phase.kind).toBe("failed");
    expect(failed.drafts).toHaveLength(1);
    expect(next.list).toBe("a");
  });

  test("and cannot be read is put aside as bytes for a file, until the person has it", async () => {
    const first = await world.tab();
    first.make("a");
    await first.crash();
    await world.device.damage();

    const next = await world.tab();
    const { damaged } = next.session.state();
    await next.session.dismissDamaged(damaged[0]?.asideId ?? "");

    expect(damaged).toHaveLength(1);
    expect(damaged[0]?.bytes.byteLength).toBeGreaterThan(0);
    expect(next.session.state().damaged).toEqual([]);
    expect(await world.device.drafts().damaged()).toEqual([]);
  });

  test("is not called kept before it is written", async () => {
    const page = await world.tab();
    world.server.fault = isDown;
    page.make("a");
    expect(page.session.state().isKeeping && page.session.isAtRisk).toBe(true);
    await world.timers.advance(A_SAVE);
    expect(page.session.state().isKeeping || page.session.isAtRisk).toBe(false);
  });

  test("is said to be on this page only where the device keeps nothing", async () => {
    const drafts = world.device.drafts();
    drafts.write = () => Promise.reject(new Error("private mode"));
    const page = new StudioTab({ device: world.device, backend: world.server, timers: world.timers, drafts });
    await page.start();
    world.server.fault = isDown;

    page.make("a");
    await world.timers.advance(A_SAVE);

    expect([page.session.state().isKept, page.session.isAtRisk]).toEqual([false, true]);
  });

  test("is not overwritten by a page that could not read it", async () => {
    const first = await world.tab();
    first.make("a");
    await first.crash();
    const drafts = world.device.drafts();
    drafts.list = () => Promise.reject(new Error("blocked"));
    const blind = await new StudioTab({
      device: world.device,
      backend: world.server,
      timers: world.timers,
      drafts,
    }).start();
    world.server.fault = isDown;
    blind.make("b");
    await blind.crash();
    world.server.fault = isUp;

    const next = await world.tab();
    await settled();

    expect([next.list, next.events]).toEqual(["ab", ["takenUp"]]);
    expect(world.savedLists()).toEqual(["ab"]);
  });

  test("of a version that knows more transformations is put aside, too", async () => {
    const first = await world.tab();
    first.session.change([{ newer: true }]);
    await first.crash();

    const next = await world.tab();

    expect([next.list, next.session.state().damaged.length]).toEqual(["", 1]);
  });

  test("is saved when the page is left inside the application", async () => {
    const page = await world.tab();
    page.make("a");

    await page.session.dispose();

    expect(world.savedLists()).toEqual(["a"]);
    expect(await world.device.drafts().count()).toBe(0);
  });

  test("is kept no more when another tab signs out, and kept again after a new sign-in", async () => {
    const page = await world.tab();
    world.server.fault = isDown;
    page.make("a");
    await world.timers.advance(A_SAVE);
    const before = page.session.isAtRisk;

    page.deviceKey.lock();
    await world.device.drafts().forget();
    await settled();
    const meanwhile = [page.session.state().isKept, page.session.isAtRisk];
    page.deviceKey.unlock();
    await settled();

    expect([before, ...meanwhile, page.session.isAtRisk]).toEqual([false, false, true, false]);
    expect(await world.device.drafts().count()).toBe(1);
  });

  test("and waits for a start that fails stays where it is, whoever signs out and in", async () => {
    const first = await world.tab();
    first.make("a");
    await first.crash();
    world.server.fault = isDown;
    const next = await world.tab();

    next.deviceKey.lock();
    next.deviceKey.unlock();
    await settled();

    expect(await world.device.drafts().count()).toBe(1);
  });
});
