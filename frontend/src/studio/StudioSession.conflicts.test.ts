import "fake-indexeddb/auto";

import { beforeEach, describe, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import { StudioDevice, type StudioTab } from "./testing/StudioTab.ts";
import { A_SAVE, StudioWorld } from "./testing/StudioWorld.ts";

let world: StudioWorld;

beforeEach(() => {
  world = new StudioWorld();
});

describe("[B12] [S3] two places that change the same part", () => {
  async function conflict(): Promise<{ page: StudioTab; other: StudioTab }> {
    const page = await world.tab();
    page.make("ab");
    await world.timers.advance(A_SAVE);
    const other = await world.tab("tab-1", new StudioDevice());
    other.make("ax");
    await world.timers.advance(A_SAVE);
    page.make("ay");
    await world.timers.advance(A_SAVE);
    return { page, other };
  }

  test("nothing is overwritten until the person has chosen", async () => {
    const { page } = await conflict();

    page.make("ayz");
    await world.timers.advance(60_000);

    expect(page.open.save).toMatchObject({ kind: "conflict", theirs: { position: 2 } });
    expect([page.list, world.savedLists()]).toEqual(["ayz", ["ax"]]);
  });

  test("keeping mine saves it, and undoing brings back the other", async () => {
    const { page } = await conflict();

    page.session.keepMine();
    await settled();
    const saved = world.savedLists();
    page.session.undo();
    await world.timers.advance(A_SAVE);

    expect(saved).toEqual(["ay"]);
    expect([page.list, world.savedLists()]).toEqual(["ax", ["ax"]]);
  });

  test("taking theirs shows it, and undoing brings back mine", async () => {
    const { page } = await conflict();

    page.session.takeTheirs();
    await world.timers.advance(A_SAVE);
    const taken = [page.list, page.open.save.kind];
    page.session.undo();
    await world.timers.advance(A_SAVE);

    expect(taken).toEqual(["ax", "saved"]);
    expect([page.list, world.savedLists()]).toEqual(["ay", ["ay"]]);
  });

  test("whoever chooses while typing can undo it all the same", async () => {
    const { page } = await conflict();
    page.make("az");

    page.session.keepMine();
    page.session.undo();

    expect(page.list).toBe("ax");
  });

  test("a reload before the choice asks again", async () => {
    const { page } = await conflict();
    await page.crash();

    const again = await world.tab();

    expect(again.open.save).toMatchObject({ kind: "conflict" });
    expect([again.list, world.savedLists()]).toEqual(["ay", ["ax"]]);
  });

  test("[B4] a change elsewhere is seen when the page is looked at", async () => {
    const page = await world.tab();
    const other = await world.tab("tab-2");
    other.make("a");
    await world.timers.advance(A_SAVE);

    page.session.noteActivity("visible");
    await settled();

    expect([page.list, page.events]).toEqual(["a", ["merged"]]);
  });
});
