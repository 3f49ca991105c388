import { beforeEach, describe, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend, UNREACHABLE } from "../testing/MemoryBackend.ts";
import { MemoryStorage } from "../testing/MemoryStorage.ts";
import { Tab, wipeDevice } from "../testing/Tab.ts";

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers, storage: new MemoryStorage() });
});

/** The browser dies, and another tab begins, which knows only what lies on the device. */
function crash(): Tab {
  timers = new FakeTimers(timers.now());
  tab = new Tab({ backend, timers, tabId: "tab-2", storage: new MemoryStorage() });
  return tab;
}

/** What waits is sent by itself. */
async function sendWhatWaits(): Promise<void> {
  tab.queuedSaves.start(() => undefined);
  await settled();
}

async function openTheDraft(): Promise<void> {
  const [draft] = (await tab.recovery.list()).drafts;
  await tab.manager.openDraft(tab.source, draft?.draftId ?? "");
  await settled();
}

describe("[R4] a creation whose answer was lost makes one session, whatever becomes of the page", () => {
  test("where more was typed before the page died", async () => {
    const session = await tab.openNew({ text: "first" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await session.save();
    tab.source.edit({ text: "more" });
    await timers.advance(200);

    crash();
    await sendWhatWaits();

    expect(backend.sessions.size).toBe(1);
    expect(backend.contentOf("session-0001")).toEqual({ text: "more" });
    expect(await tab.draftTexts()).toEqual([]);
  });

  test("where more was typed while it was under way, and the page died before any answer", async () => {
    const session = await tab.openNew({ text: "first" });
    backend.createSession = losingThePage(backend.createSession.bind(backend));
    void session.save();
    await settled();
    tab.source.edit({ text: "more" });
    await timers.advance(200);
    backend.createSession = MemoryBackend.prototype.createSession.bind(backend);

    crash();
    await sendWhatWaits();

    expect(backend.sessions.size).toBe(1);
    expect(backend.contentOf("session-0001")).toEqual({ text: "more" });
  });

  test("where a second try with newer work was made before the page died", async () => {
    const session = await tab.openNew({ text: "first" });
    backend.failNext(UNREACHABLE);
    await session.save();
    tab.source.edit({ text: "second" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await session.save();

    crash();
    await sendWhatWaits();

    expect(backend.sessions.size).toBe(1);
  });

  test("where the person leaves without saving, and goes on with the draft later", async () => {
    const session = await tab.openNew({ text: "first" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await session.save();
    tab.source.edit({ text: "more" });
    await session.withdrawSave();
    await tab.manager.close();

    crash();
    await openTheDraft();
    await tab.session.save();

    expect(backend.sessions.size).toBe(1);
    expect(backend.contentOf("session-0001")).toEqual({ text: "more" });
  });

  test("where its tab died after this one had looked for saves that wait", async () => {
    const other = new Tab({ backend, timers, tabId: "tab-2", storage: new MemoryStorage() });
    await other.queuedSaves.tried();
    const session = await tab.openNew({ text: "first" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await session.save();

    tab = other;
    await openTheDraft();

    expect(backend.sessions.size).toBe(1);
    expect(tab.session.state.save.kind).toBe("clean");
  });

  test("with the key of the first try, where the service may be carrying that out still", async () => {
    const other = new Tab({ backend, timers, tabId: "tab-2", storage: new MemoryStorage() });
    await other.queuedSaves.tried();
    const session = await tab.openNew({ text: "first" });
    backend.hold();
    void session.save();
    await settled();
    backend.forgetHeld();

    tab = other;
    await openTheDraft();

    const [first, second] = backend.traces.map((trace) => trace?.idempotencyKey);
    expect(second).toBe(first);
  });

  test("where it was found, and the answer of the save on top of it was lost as well", async () => {
    const session = await tab.openNew({ text: "first" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await session.save();
    tab.source.edit({ text: "second" });
    await timers.advance(200);
    const find = backend.findCreated.bind(backend);
    backend.findCreated = async (hashes) => {
      const found = await find(hashes);
      backend.failNext({ kind: "answerLost" }, UNREACHABLE);
      backend.findCreated = find;
      return found;
    };
    await timers.advance(2000);
    tab.source.edit({ text: "third" });

    await timers.advance(60_000);

    expect(backend.sessions.size).toBe(1);
    expect(backend.contentOf("session-0001")).toEqual({ text: "third" });
    expect(session.state.save.kind).toBe("clean");
  });
});

test("[R4] a creation that was refused is not taken for an equal session that was there before", async () => {
  await tab.openSaved();
  const session = await tab.openNew({ text: "one" });
  backend.failNext(UNREACHABLE);
  await session.save();

  crash();
  await sendWhatWaits();

  expect(backend.sessions.size).toBe(2);
});

describe("[B4] what was saved unheard before the page died is no conflict with oneself", () => {
  beforeEach(async () => {
    await tab.openSaved();
    tab.source.edit({ text: "two" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await tab.session.save();
    tab.source.edit({ text: "three" });
    await timers.advance(200);
  });

  test("for a save that waits", async () => {
    crash();

    await sendWhatWaits();

    expect(backend.contentOf("session-0001")).toEqual({ text: "three" });
    expect(await tab.draftTexts()).toEqual([]);
  });

  test("for a draft that is opened", async () => {
    await tab.session.withdrawSave();
    crash();
    const { drafts } = await tab.recovery.list();
    expect(drafts).toMatchObject([{ server: { kind: "saved", isNewer: false } }]);

    await openTheDraft();

    expect(tab.session.state.newerCopy).toBeNull();
    expect((await tab.session.save()).kind).toBe("saved");
    expect(backend.contentOf("session-0001")).toEqual({ text: "three" });
  });

  test("and what somebody else saved on top of it still is one", async () => {
    await backend.saveElsewhere("session-0001", { text: "theirs" });
    crash();

    await sendWhatWaits();

    expect(backend.contentOf("session-0001")).toEqual({ text: "theirs" });
    expect(await tab.draftTexts()).toEqual(['{"text":"three"}']);
  });
});

/** The service does what *send* asks for; nobody hears of it. */
function losingThePage<Args extends unknown[], Result>(send: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    await send(...args);
    return new Promise(() => undefined);
  };
}
