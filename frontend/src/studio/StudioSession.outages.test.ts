import "fake-indexeddb/auto";

import { beforeEach, describe, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import { STUDIO } from "./StudioPolicy.ts";
import { failure } from "./testing/StudioServer.ts";
import { StudioTab } from "./testing/StudioTab.ts";
import { A_SAVE, isDown, isUp, StudioWorld } from "./testing/StudioWorld.ts";

let world: StudioWorld;

beforeEach(() => {
  world = new StudioWorld();
});

describe("[B12] [B7] a lost connection", () => {
  test("has thirty seconds before it is called offline, and saves when it is back", async () => {
    const page = await world.tab();
    world.server.fault = isDown;
    const lostAt = world.timers.now() + A_SAVE;
    page.make("a");
    await world.timers.advance(A_SAVE + 10_000);
    const lost = page.open.save;
    world.server.fault = isUp;
    await world.timers.advance(10_000);

    expect(lost).toMatchObject({ kind: "unreachable", graceEndsAt: lostAt + 30_000 });
    expect(page.open.save.kind).toBe("saved");
    expect(world.savedLists()).toEqual(["a"]);
  });

  test("an answer that was lost after the save was done changes nothing", async () => {
    const page = await world.tab();
    world.server.fault = () => ({ failure: failure("transient"), isDone: true });
    page.make("a");
    await world.timers.advance(A_SAVE);
    world.server.fault = isUp;
    await world.timers.advance(5000);

    expect([page.open.save.kind, page.events]).toEqual(["saved", []]);
    expect(world.savedLists()).toEqual(["a"]);
  });

  test("with the recovery layer off has no grace, and loses nothing", async () => {
    const policy = { ...STUDIO, isRecoveryOn: false };
    const page = await new StudioTab({
      device: world.device,
      backend: world.server,
      timers: world.timers,
      policy,
    }).start();
    world.server.fault = isDown;
    const lostAt = world.timers.now() + A_SAVE;
    page.make("a");
    await world.timers.advance(A_SAVE);
    const lost = page.open.save;
    world.server.fault = isUp;
    await world.timers.advance(60_000);

    expect(lost).toMatchObject({ kind: "unreachable", graceEndsAt: lostAt });
    expect(world.savedLists()).toEqual(["a"]);
  });

  test("an ended sign-in keeps what is not saved, and saves it when the person is back", async () => {
    const page = await world.tab();
    world.server.fault = () => ({ failure: failure("signInRequired"), isDone: false });
    page.make("a");
    await world.timers.advance(A_SAVE);
    const ended = page.open.save.kind;
    world.server.fault = isUp;
    page.session.tryNow();
    await settled();

    expect([ended, page.open.save.kind]).toEqual(["signInRequired", "saved"]);
    expect(world.savedLists()).toEqual(["a"]);
  });
});
