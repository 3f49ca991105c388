import { beforeEach, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
import { Tab, wipeDevice } from "../testing/Tab.ts";

let backend: MemoryBackend;
let timers: FakeTimers;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
});

function newTab(tabId: string, aliveTabs: readonly string[] = []): Tab {
  return new Tab({ backend, timers, tabId, aliveTabs });
}

/** A tab that edited a saved session and then vanished without a word. */
async function crashedTab(): Promise<string> {
  const tab = newTab("crashed");
  const session = await tab.openNew({ text: "saved" });
  await session.save();
  tab.source.edit({ text: "typed before the crash" });
  await timers.advance(200);
  return session.sessionId ?? "";
}

test("[B3] work that a crash left behind is offered and can be opened and saved", async () => {
  const id = await crashedTab();
  const tab = newTab("next day");

  const { drafts } = await tab.recovery.list();
  expect(drafts).toMatchObject([
    {
      sessionId: id,
      title: "Drogon maps",
      server: { kind: "saved", copy: { savedBy: "this device", version: 1 }, isNewer: false },
    },
  ]);
  await tab.manager.openDraft(tab.source, drafts[0]?.draftId ?? "");
  expect(tab.source.serialize()).toEqual({ text: "typed before the crash" });
  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  await tab.session.save();

  expect(backend.contentOf(id)).toEqual({ text: "typed before the crash" });
  expect((await tab.recovery.list()).drafts).toEqual([]);
});

test("[B3] work that was never saved is offered too", async () => {
  const crashed = newTab("crashed");
  await crashed.openNew({ text: "" });
  crashed.source.edit({ text: "first words" });
  await timers.advance(200);
  const tab = newTab("next day");

  const { drafts } = await tab.recovery.list();
  await tab.manager.openDraft(tab.source, drafts[0]?.draftId ?? "");
  await tab.session.save();

  expect(drafts[0]?.server).toEqual({ kind: "neverSaved" });
  expect(backend.contentOf(tab.session.sessionId ?? "")).toEqual({ text: "first words" });
  expect((await tab.recovery.list()).drafts).toEqual([]);
});

test("[B3] a draft that equals the server's copy is not offered, and goes", async () => {
  const id = await crashedTab();
  await backend.saveElsewhere(id, { text: "typed before the crash" });
  const tab = newTab("next day");

  expect((await tab.recovery.list()).drafts).toEqual([]);
  expect((await tab.drafts.list()).drafts).toEqual([]);
});

test("[B2] [B3] work that began while drafts were compared with the server does not go with an older one", async () => {
  const id = await crashedTab();
  await backend.saveElsewhere(id, { text: "typed before the crash" });
  const tab = newTab("crashed");
  await tab.queuedSaves.tried();
  const answer = backend.hold();
  const listing = tab.recovery.list();
  await settled();
  backend.forgetHeld();
  await tab.open(id);
  tab.source.edit({ text: "typed meanwhile" });
  await timers.advance(200);

  answer();
  await listing;

  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  expect(await tab.draftTexts()).toEqual(['{"text":"typed meanwhile"}']);
});

test("[B3] [B4] a draft on top of an older version meets the conflict when it is saved", async () => {
  const id = await crashedTab();
  await backend.saveElsewhere(id, { text: "theirs" });
  const tab = newTab("next day");

  const { drafts } = await tab.recovery.list();
  expect(drafts[0]?.server).toMatchObject({ kind: "saved", isNewer: true });
  await tab.manager.openDraft(tab.source, drafts[0]?.draftId ?? "");
  expect(tab.session.state.newerCopy?.metadata.savedBy).toBe("another device");
  const result = await tab.session.save();

  expect(result.kind).toBe("conflict");
  expect(backend.contentOf(id)).toEqual({ text: "theirs" });
});

test("[B3] the draft of a tab that is open elsewhere is nobody else's business", async () => {
  await crashedTab();

  expect((await newTab("other", ["crashed"]).recovery.list()).drafts).toEqual([]);
});

test("[B3] a draft of a session that was deleted elsewhere becomes a new session", async () => {
  const id = await crashedTab();
  backend.sessions.delete(id);
  const tab = newTab("next day");

  const { drafts } = await tab.recovery.list();
  await tab.manager.openDraft(tab.source, drafts[0]?.draftId ?? "");
  await tab.session.save();

  expect(drafts[0]?.server).toEqual({ kind: "gone" });
  expect(tab.session.sessionId).not.toBe(id);
  expect(backend.contentOf(tab.session.sessionId ?? "")).toEqual({ text: "typed before the crash" });
});

test("[B3] while the service cannot be asked, drafts are offered all the same", async () => {
  await crashedTab();
  backend.failNext({ kind: "refused", refusal: { kind: "unreachable", retryAfterMs: null } });

  const { drafts } = await newTab("offline").recovery.list();

  expect(drafts[0]?.server).toEqual({ kind: "unknown" });
});

test("[B3] discarding can be undone", async () => {
  await crashedTab();
  const tab = newTab("next day");
  const [draft] = (await tab.recovery.list()).drafts;

  await tab.recovery.discard(draft?.draftId ?? "");
  expect((await tab.recovery.list()).drafts).toEqual([]);
  await tab.recovery.undoDiscard(draft?.draftId ?? "");

  expect((await tab.recovery.list()).drafts).toHaveLength(1);
});

test("[B3] a draft that was kept for later is not overwritten by the next work in the same tab", async () => {
  const tab = newTab("same");
  for (const text of ["first", "second"]) {
    await tab.openNew({ text: "" });
    tab.source.edit({ text });
    await timers.advance(200);
    await tab.manager.close();
    await timers.advance(1000);
  }

  await tab.openNew({ text: "" });
  tab.source.edit({ text: "third" });
  await timers.advance(200);

  const { drafts } = await tab.recovery.list();
  expect(drafts).toHaveLength(3);
});

test("[B3] opening the server's copy leaves this tab's draft of it alone", async () => {
  const tab = newTab("same");
  const session = await tab.openNew({ text: "saved" });
  await session.save();
  const id = session.sessionId ?? "";
  tab.source.edit({ text: "kept for later" });
  await timers.advance(200);

  await tab.open(id);
  tab.source.edit({ text: "other work" });
  await timers.advance(200);
  await tab.session.save();

  const texts = [];
  for (const { draftId } of (await tab.recovery.list()).drafts) {
    texts.push(new TextDecoder().decode((await tab.drafts.read(draftId))?.canonical));
  }
  expect(texts).toEqual(['{"text":"kept for later"}']);
});

test("[B3] a draft that was kept for later stays one, however often new work is begun", async () => {
  const tab = newTab("same");
  await tab.openNew({ text: "" });
  tab.source.edit({ text: "kept for later" });
  await timers.advance(200);
  for (let times = 0; times < 3; times += 1) {
    await tab.manager.close();
    await timers.advance(1000);
    await tab.openNew({ text: "" });
  }

  expect((await tab.recovery.list()).drafts).toHaveLength(1);
});

test("[B3] a draft that was listed before its tab began new work is opened all the same", async () => {
  const before = newTab("same");
  await before.openNew({ text: "" });
  before.source.edit({ text: "never saved" });
  await timers.advance(200);
  const tab = newTab("same");
  const [listed] = (await tab.recovery.list()).drafts;
  await tab.openNew({ text: "" });

  await tab.manager.openDraft(tab.source, listed?.draftId ?? "");

  expect(tab.source.serialize()).toEqual({ text: "never saved" });
  expect((await tab.recovery.list()).drafts).toHaveLength(1);
});
