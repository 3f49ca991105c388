import { beforeEach, expect, test } from "vitest";

import { openDraftDatabase } from "../persistence/DraftDatabase.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend, UNREACHABLE } from "../testing/MemoryBackend.ts";
import { MemoryStorage } from "../testing/MemoryStorage.ts";
import { Tab, type TabOptions, wipeDevice } from "../testing/Tab.ts";
import type { QueuedSaveNews } from "./QueuedSaves.ts";

let backend: MemoryBackend;
let timers: FakeTimers;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
});

/** A page of a tab; those before it are dead. */
function pageOf(
  tabId: string,
  options: Pick<TabOptions, "storage" | "aliveTabs" | "openDatabase"> = {},
): Tab {
  timers = new FakeTimers(timers.now());
  return new Tab({ backend, timers, tabId, ...options });
}

/** A saved session, to which *text* was to be saved when nobody answered; then the page dies. @returns its id. */
async function queued(text: string): Promise<string> {
  const tab = pageOf("tab-1");
  const id = await tab.openSaved();
  tab.source.edit({ text });
  backend.failNext(UNREACHABLE);
  await tab.session.save();
  return id;
}

function newsOf(tab: Tab): QueuedSaveNews[] {
  const news: QueuedSaveNews[] = [];
  tab.queuedSaves.start((one) => news.push(one));
  return news;
}

test("[B7] a save that waited is sent once after a reload, with the newest edit, and its draft goes", async () => {
  const tab = pageOf("tab-1");
  const id = await tab.openSaved();
  tab.source.edit({ text: "asked to save" });
  backend.failNext(UNREACHABLE);
  await tab.session.save();
  tab.source.edit({ text: "typed after it" });
  await timers.advance(200);
  const reloaded = pageOf("tab-1");
  backend.calls.length = 0;

  const news = newsOf(reloaded);
  await settled();

  expect(backend.contentOf(id)).toEqual({ text: "typed after it" });
  expect(backend.calls.filter((call) => call === "save")).toEqual(["save"]);
  expect(news).toEqual([{ kind: "saved", title: "Drogon maps" }]);
  expect((await reloaded.recovery.list()).drafts).toEqual([]);
});

test("[B7] it is sent while nobody answers again and again, and at once when the network is back", async () => {
  const id = await queued("waits");
  const tab = pageOf("tab-1");
  backend.failNext(UNREACHABLE, UNREACHABLE);

  newsOf(tab);
  await settled();
  await timers.advance(2200);
  expect(backend.contentOf(id)).toEqual({ text: "one" });
  tab.comeOnline();
  await settled();

  expect(backend.contentOf(id)).toEqual({ text: "waits" });
});

test("[B7] it is part of what is opened", async () => {
  const id = await queued("waits");
  const tab = pageOf("tab-1");

  await tab.open(id);

  expect(tab.source.serialize()).toEqual({ text: "waits" });
  expect(tab.session.state.save.kind).toBe("clean");
});

test("[B7] [R4] a creation whose answer never came is not repeated by another tab", async () => {
  const tab = pageOf("tab-1", { storage: new MemoryStorage() });
  const session = await tab.openNew({ text: "first" });
  backend.failNext({ kind: "answerLost" }, UNREACHABLE);
  await session.save();
  const other = pageOf("tab-2", { storage: new MemoryStorage() });

  newsOf(other);
  await settled();

  expect(backend.sessions.size).toBe(1);
  expect((await other.drafts.list()).drafts).toEqual([]);
});

test("[B7] [R4] a page that goes away before the answer leaves a save that is sent with the same key", async () => {
  const tab = pageOf("tab-1");
  const id = await tab.openSaved();
  tab.source.edit({ text: "on its way" });
  backend.hold();
  void tab.session.save();
  await settled();
  backend.forgetHeld();
  const next = pageOf("tab-2");

  newsOf(next);
  await settled();

  const keys = backend.traces.map((trace) => trace?.idempotencyKey);
  expect(backend.contentOf(id)).toEqual({ text: "on its way" });
  expect(keys.at(-1)).toBe(keys.at(-2));
});

test("[B7] [S3] where the server has a newer copy the draft stays, is offered, and is not sent again", async () => {
  const id = await queued("mine");
  await backend.saveElsewhere(id, { text: "theirs" });
  const tab = pageOf("tab-2");

  const news = newsOf(tab);
  const { drafts } = await tab.recovery.list();
  expect(news).toEqual([{ kind: "keptAsDraft", title: "Drogon maps" }]);
  expect(drafts).toMatchObject([{ sessionId: id, server: { kind: "saved", isNewer: true } }]);
  const next = pageOf("tab-3");
  backend.calls.length = 0;
  newsOf(next);
  await settled();

  expect(backend.calls).not.toContain("save");
  expect(await next.draftTexts()).toEqual(['{"text":"mine"}']);
  expect(backend.contentOf(id)).toEqual({ text: "theirs" });
});

test("[B7] a tab that is alive sends its own save", async () => {
  await queued("waits");
  const other = pageOf("tab-2", { aliveTabs: ["tab-1"] });
  backend.calls.length = 0;

  newsOf(other);
  await settled();

  expect(backend.calls).not.toContain("save");
});

test("[B7] two tabs that start at one moment send it once", async () => {
  const id = await queued("waits");
  const [one, other] = [pageOf("tab-2"), new Tab({ backend, timers, tabId: "tab-3" })];
  backend.calls.length = 0;

  newsOf(one);
  newsOf(other);
  await settled();

  expect(backend.calls.filter((call) => call === "save")).toEqual(["save"]);
  expect(backend.contentOf(id)).toEqual({ text: "waits" });
});

test("[B7] a draft that was sent while it was to be opened leads to the session that it became", async () => {
  const id = await queued("waits");
  const tab = pageOf("tab-2");
  backend.failNext(UNREACHABLE);
  newsOf(tab);
  const [draft] = (await tab.drafts.list()).drafts;
  await timers.advance(2200);

  const opened = await tab.manager.openDraft(tab.source, draft?.draftId ?? "");

  expect(opened.kind).toBe("ok");
  expect(tab.session.sessionId).toBe(id);
  expect(tab.source.serialize()).toEqual({ text: "waits" });
});

test("[B7] a draft that the device does not settle holds up no other, and is settled later", async () => {
  const first = await queued("waits");
  timers.jump(1);
  const tab = pageOf("tab-2");
  const second = await tab.openSaved();
  tab.source.edit({ text: "waits as well" });
  backend.failNext(UNREACHABLE);
  await tab.session.save();
  let failures = 1;
  const next = pageOf("tab-3", {
    openDatabase: async () => {
      const database = await openDraftDatabase();
      return new Proxy(database, {
        get(target, name) {
          if (name === "delete" && (failures -= 1) >= 0) throw new DOMException("no", "UnknownError");
          const member: unknown = Reflect.get(target, name, target);
          return typeof member === "function" ? member.bind(target) : member;
        },
      });
    },
  });

  newsOf(next);
  await settled();
  expect([backend.contentOf(first), backend.contentOf(second)]).toEqual([
    { text: "waits" },
    { text: "waits as well" },
  ]);
  await timers.advance(2200);

  expect(await next.draftTexts()).toEqual([]);
});

test("[B5] [B7] what was left without saving is not sent", async () => {
  const tab = pageOf("tab-1");
  const id = await tab.openSaved();
  tab.source.edit({ text: "not to be saved after all" });
  backend.failNext(UNREACHABLE);
  await tab.session.save();
  await tab.session.withdrawSave();
  await tab.manager.close();

  newsOf(pageOf("tab-1"));
  await settled();

  expect(backend.contentOf(id)).toEqual({ text: "one" });
});

test("[B2] nothing is sent for somebody who has signed out", async () => {
  const id = await queued("waits");
  const tab = pageOf("tab-2");
  backend.failNext(UNREACHABLE);
  const stop = tab.queuedSaves.start(() => undefined);
  await settled();

  stop();
  await timers.advance(60_000);

  expect(backend.contentOf(id)).toEqual({ text: "one" });
});

test("[B7] after signing in again it goes on", async () => {
  const id = await queued("waits");
  const tab = pageOf("tab-2");
  backend.failNext({ kind: "refused", refusal: { kind: "signInRequired" } });
  const signInEnds = tab.queuedSaves.start(() => undefined);
  await settled();
  signInEnds();
  expect(backend.contentOf(id)).toEqual({ text: "one" });

  newsOf(tab);
  await settled();

  expect(backend.contentOf(id)).toEqual({ text: "waits" });
});
