import "fake-indexeddb/auto";

import { beforeEach, describe, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { STUDIO } from "./StudioPolicy.ts";
import { failure, StudioServer } from "./testing/StudioServer.ts";
import { StudioDevice, StudioTab } from "./testing/StudioTab.ts";

const A_SAVE = STUDIO.saveDelayMs;
const DAY_MS = 24 * 60 * 60 * 1000;

let timers: FakeTimers;
let server: StudioServer;
let device: StudioDevice;

beforeEach(() => {
  timers = new FakeTimers();
  server = new StudioServer(timers.now);
  device = new StudioDevice();
});

const tab = (tabId = "tab-1", on = device): Promise<StudioTab> =>
  new StudioTab({ device: on, backend: server, timers, tabId }).start();

const isDown = () => ({ failure: failure("transient"), isDone: false });
const isUp = () => null;

/** What the service has of the data set. */
function savedLists(): string[] {
  return [...server.sessions.values()].map(({ work }) => {
    const { transformations } = work;
    return Array.isArray(transformations)
      ? transformations.map((each) => (each as { name: string }).name).join("")
      : "not work";
  });
}

describe("[B12] [U1] a session", () => {
  test("begins with nothing, saves by itself, and is found again", async () => {
    const first = await tab();
    first.make("ab");
    await timers.advance(A_SAVE);
    await first.crash();

    const next = await tab("tab-2");

    expect(first.open.save.kind).toBe("saved");
    expect(next.list).toBe("ab");
    expect(savedLists()).toEqual(["ab"]);
  });

  test("keeps the place in the list, and moving through it is no step to undo", async () => {
    const first = await tab();
    first.make("abc");
    first.session.moveTo(1);
    await timers.advance(A_SAVE);

    const next = await tab("tab-2");

    expect(next.open.work.position).toBe(1);
    first.session.undo();
    expect([first.list, first.open.canUndo, first.open.canRedo]).toEqual(["", false, true]);
  });

  test("of two tabs that begin at the same time is one", async () => {
    const [one, other] = await Promise.all([tab("tab-1"), tab("tab-2")]);
    one.make("a");
    await timers.advance(A_SAVE);
    other.make("b");
    await timers.advance(A_SAVE);

    expect(savedLists()).toEqual(["ab"]);
    expect(other.events).toEqual(["merged"]);
  });

  test("that was deleted goes on as another one, with all that was in it", async () => {
    const page = await tab();
    page.make("a");
    await timers.advance(A_SAVE);
    server.sessions.clear();

    page.make("ab");
    await timers.advance(A_SAVE);

    expect(savedLists()).toEqual(["ab"]);
    expect([page.open.save.kind, page.events]).toEqual(["saved", ["begunAnew"]]);
  });

  test("that this version cannot read stays as it is, and the person may begin another", async () => {
    server.put("session-newer", "stocks", { schema_version: 2, steps: [] });
    const page = await tab();
    const before = page.session.state().phase;

    await page.session.startAfresh();
    page.make("a");
    await timers.advance(A_SAVE);

    expect(before).toEqual({ kind: "unreadable", stored: { schema_version: 2, steps: [] } });
    expect(savedLists()).toEqual(["not work", "a"]);
  });
});

describe("[B12] [B2] what is not saved", () => {
  test("survives a page that goes away before it is saved", async () => {
    const first = await tab();
    first.make("a");
    await first.crash();

    const next = await tab("tab-2");
    await timers.advance(A_SAVE);

    expect([next.list, next.events]).toEqual(["a", ["takenUp"]]);
    expect(savedLists()).toEqual(["a"]);
    expect(await device.drafts().count()).toBe(0);
  });

  test("of a tab that is open is left to that tab", async () => {
    const first = await tab();
    server.fault = isDown;
    first.make("a");
    await timers.advance(STUDIO.draftDelayMs);
    server.fault = isUp;

    const second = await tab("tab-2");

    expect(second.list).toBe("");
    expect(await device.drafts().count()).toBe(1);
  });

  test("stays on the device while a start fails, and is there when it succeeds", async () => {
    const first = await tab();
    server.fault = isDown;
    first.make("a");
    await first.crash();

    const next = await tab();
    await timers.advance(60_000);
    const failed = next.session.state();
    next.session.noteActivity("hidden");
    server.fault = isUp;
    await next.session.start();

    expect(failed.phase.kind).toBe("failed");
    expect(failed.drafts).toHaveLength(1);
    expect(next.list).toBe("a");
  });

  test("and cannot be read is put aside as bytes for a file, until the person has it", async () => {
    const first = await tab();
    first.make("a");
    await first.crash();
    device.damage();

    const next = await tab();
    const { damaged } = next.session.state();
    await next.session.dismissDamaged(damaged[0]?.asideId ?? "");

    expect(damaged).toHaveLength(1);
    expect(damaged[0]?.bytes.byteLength).toBeGreaterThan(0);
    expect(next.session.state().damaged).toEqual([]);
    expect(await device.drafts().damaged()).toEqual([]);
  });

  test("is not called kept before it is written", async () => {
    const page = await tab();
    server.fault = isDown;
    page.make("a");
    expect(page.session.state().isKeeping && page.session.isAtRisk).toBe(true);
    await timers.advance(A_SAVE);
    expect(page.session.state().isKeeping || page.session.isAtRisk).toBe(false);
  });

  test("is said to be on this page only where the device keeps nothing", async () => {
    const drafts = device.drafts();
    drafts.write = () => Promise.reject(new Error("private mode"));
    const page = new StudioTab({ device, backend: server, timers, drafts });
    await page.start();
    server.fault = isDown;

    page.make("a");
    await timers.advance(A_SAVE);

    expect([page.session.state().isKept, page.session.isAtRisk]).toEqual([false, true]);
  });

  test("is not overwritten by a page that could not read it", async () => {
    const first = await tab();
    first.make("a");
    await first.crash();
    const drafts = device.drafts();
    drafts.list = () => Promise.reject(new Error("blocked"));
    const blind = await new StudioTab({ device, backend: server, timers, drafts }).start();
    server.fault = isDown;
    blind.make("b");
    await blind.crash();
    server.fault = isUp;

    const next = await tab();
    await settled();

    expect([next.list, next.events]).toEqual(["ab", ["takenUp"]]);
    expect(savedLists()).toEqual(["ab"]);
  });

  test("of a version that knows more transformations is put aside, too", async () => {
    const first = await tab();
    first.session.change([{ newer: true }]);
    await first.crash();

    const next = await tab();

    expect([next.list, next.session.state().damaged.length]).toEqual(["", 1]);
  });

  test("is saved when the page is left inside the application", async () => {
    const page = await tab();
    page.make("a");

    await page.session.dispose();

    expect(savedLists()).toEqual(["a"]);
    expect(await device.drafts().count()).toBe(0);
  });
});

describe("[B12] [B7] a lost connection", () => {
  test("has thirty seconds before it is called offline, and saves when it is back", async () => {
    const page = await tab();
    server.fault = isDown;
    const lostAt = timers.now() + A_SAVE;
    page.make("a");
    await timers.advance(A_SAVE + 10_000);
    const lost = page.open.save;
    server.fault = isUp;
    await timers.advance(10_000);

    expect(lost).toMatchObject({ kind: "unreachable", graceEndsAt: lostAt + 30_000 });
    expect(page.open.save.kind).toBe("saved");
    expect(savedLists()).toEqual(["a"]);
  });

  test("an answer that was lost after the save was done changes nothing", async () => {
    const page = await tab();
    server.fault = () => ({ failure: failure("transient"), isDone: true });
    page.make("a");
    await timers.advance(A_SAVE);
    server.fault = isUp;
    await timers.advance(5000);

    expect([page.open.save.kind, page.events]).toEqual(["saved", []]);
    expect(savedLists()).toEqual(["a"]);
  });

  test("with the recovery layer off has no grace, and loses nothing", async () => {
    const policy = { ...STUDIO, isRecoveryOn: false };
    const page = await new StudioTab({ device, backend: server, timers, policy }).start();
    server.fault = isDown;
    const lostAt = timers.now() + A_SAVE;
    page.make("a");
    await timers.advance(A_SAVE);
    const lost = page.open.save;
    server.fault = isUp;
    await timers.advance(60_000);

    expect(lost).toMatchObject({ kind: "unreachable", graceEndsAt: lostAt });
    expect(savedLists()).toEqual(["a"]);
  });

  test("an ended sign-in keeps what is not saved, and saves it when the person is back", async () => {
    const page = await tab();
    server.fault = () => ({ failure: failure("signInRequired"), isDone: false });
    page.make("a");
    await timers.advance(A_SAVE);
    const ended = page.open.save.kind;
    server.fault = isUp;
    page.session.tryNow();
    await settled();

    expect([ended, page.open.save.kind]).toEqual(["signInRequired", "saved"]);
    expect(savedLists()).toEqual(["a"]);
  });
});

describe("[B12] [S3] two places that change the same part", () => {
  async function conflict(): Promise<{ page: StudioTab; other: StudioTab }> {
    const page = await tab();
    page.make("ab");
    await timers.advance(A_SAVE);
    const other = await tab("tab-1", new StudioDevice());
    other.make("ax");
    await timers.advance(A_SAVE);
    page.make("ay");
    await timers.advance(A_SAVE);
    return { page, other };
  }

  test("nothing is overwritten until the person has chosen", async () => {
    const { page } = await conflict();

    page.make("ayz");
    await timers.advance(60_000);

    expect(page.open.save).toMatchObject({ kind: "conflict", theirs: { position: 2 } });
    expect([page.list, savedLists()]).toEqual(["ayz", ["ax"]]);
  });

  test("keeping mine saves it, and undoing brings back the other", async () => {
    const { page } = await conflict();

    page.session.keepMine();
    await settled();
    const saved = savedLists();
    page.session.undo();
    await timers.advance(A_SAVE);

    expect(saved).toEqual(["ay"]);
    expect([page.list, savedLists()]).toEqual(["ax", ["ax"]]);
  });

  test("taking theirs shows it, and undoing brings back mine", async () => {
    const { page } = await conflict();

    page.session.takeTheirs();
    await timers.advance(A_SAVE);
    const taken = [page.list, page.open.save.kind];
    page.session.undo();
    await timers.advance(A_SAVE);

    expect(taken).toEqual(["ax", "saved"]);
    expect([page.list, savedLists()]).toEqual(["ay", ["ay"]]);
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

    const again = await tab();

    expect(again.open.save).toMatchObject({ kind: "conflict" });
    expect([again.list, savedLists()]).toEqual(["ay", ["ax"]]);
  });

  test("[B4] a change elsewhere is seen when the page is looked at", async () => {
    const page = await tab();
    const other = await tab("tab-2");
    other.make("a");
    await timers.advance(A_SAVE);

    page.session.noteActivity("visible");
    await settled();

    expect([page.list, page.events]).toEqual(["a", ["merged"]]);
  });
});

describe("[B12] the end of a session", () => {
  test("is told before it comes, and staying puts it off", async () => {
    const page = await tab();
    page.make("a");
    await timers.advance(A_SAVE);
    const before = page.open.isExpiring;
    await timers.advance(30 * DAY_MS - STUDIO.expiryNoticeMs);
    const told = page.open.isExpiring;

    page.session.stay();
    await settled();

    expect([before, told, page.open.isExpiring]).toEqual([false, true, false]);
    expect(page.open.expiresAt).toBe(timers.now() + 30 * DAY_MS);
    expect(savedLists()).toEqual(["a"]);
  });
});

test("[B12] [R6] a start is one entry of the record, which says whether it took more than one attempt", async () => {
  const easy = await tab();
  let requests = 0;
  server.fault = () => (++requests === 1 ? isDown() : null);
  const hard = await tab("tab-2");
  await timers.advance(3000);
  server.fault = isDown;
  const failed = await tab("tab-3");
  await timers.advance(60_000);

  const outcomes = [easy, hard, failed].map(({ audit }) => audit.byOperation("start")[0]);
  expect(outcomes).toMatchObject([
    { outcome: "ok", isSuccess: true, subject: "session00001" },
    { outcome: "recovered", isSuccess: true, durationMs: 2200 },
    { outcome: "code_of_transient", isSuccess: false },
  ]);
});
