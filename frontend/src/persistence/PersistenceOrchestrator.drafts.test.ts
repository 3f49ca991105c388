import { beforeEach, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend, UNREACHABLE } from "../testing/MemoryBackend.ts";
import { DETAILS, Tab, wipeDevice } from "../testing/Tab.ts";

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
});

test("[B2] a draft is written 200 ms after the last edit", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "t" });
  await timers.advance(150);
  tab.source.edit({ text: "tw" });
  await timers.advance(199);
  expect((await tab.drafts.list()).drafts).toEqual([]);
  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "pending" });
  expect(tab.session.state.isAtRisk).toBe(true);

  await timers.advance(1);

  expect((await tab.drafts.list()).drafts).toHaveLength(1);
  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  expect(tab.session.state.isAtRisk).toBe(false);
});

test("[B2] an edit made during a save is kept although the answer never comes", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "sent" });
  backend.hold();
  void tab.session.save();
  await settled();

  tab.source.edit({ text: "typed meanwhile" });
  expect(tab.session.state.isAtRisk).toBe(true);
  await timers.advance(200);

  expect(await tab.draftTexts()).toEqual(['{"text":"typed meanwhile"}']);
  expect(tab.session.state.save.kind).toBe("saving");
  expect(tab.session.state.isAtRisk).toBe(false);
});

test("[B2] work that is saved for the first time has a draft until the service has it", async () => {
  const session = await tab.openNew({ text: "a copy of a snapshot" });
  backend.failNext(UNREACHABLE);

  await session.save();

  expect(await tab.draftTexts()).toEqual(['{"text":"a copy of a snapshot"}']);
});

test("[B2] closing during a save keeps what was typed after it was sent", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "sent" });
  const answer = backend.hold();
  backend.failNext(UNREACHABLE);
  const saving = tab.session.save();
  await settled();
  tab.source.edit({ text: "typed meanwhile" });

  await tab.manager.close();
  answer();
  await saving;
  const callsBefore = backend.calls.length;
  await timers.advance(60_000);

  expect(await tab.draftTexts()).toEqual(['{"text":"typed meanwhile"}']);
  expect(backend.calls).toHaveLength(callsBefore);
});

test("[B2] a page that is hidden writes its draft at once", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "two" });

  tab.show("hidden");
  await settled();

  expect((await tab.drafts.list()).drafts).toHaveLength(1);
});

test("[B2] a draft that cannot be written is said, and saving goes on", async () => {
  const openDatabase = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  tab = new Tab({ backend, timers, openDatabase });
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  await timers.advance(200);
  expect(tab.session.state.draftFailure).toBe("quotaExceeded");
  expect(tab.session.state.isAtRisk).toBe(true);

  await tab.session.save();

  expect(backend.contentOf(id)).toEqual({ text: "two" });
  expect(tab.session.state.draftFailure).toBeNull();
});

test("closing twice is harmless and keeps the newest edit", async () => {
  await tab.openSaved();
  const session = tab.session;
  tab.source.edit({ text: "last word" });

  await tab.manager.close();
  await session.dispose();

  expect((await tab.drafts.list()).drafts).toHaveLength(1);
});

test("[B2] who types is told of the first edit and of the draft, not of every keystroke", async () => {
  await tab.openSaved();
  const shown: string[] = [];
  tab.session.subscribe(() => {
    const { save } = tab.session.state;
    shown.push(save.kind === "unsaved" ? save.draft : save.kind);
  });

  for (const text of ["t", "ty", "typ", "type"]) tab.source.edit({ text });
  await timers.advance(200);

  expect(shown).toEqual(["pending", "kept"]);
  expect(await tab.draftTexts()).toEqual(['{"text":"type"}']);
});

test("[B2] a new title among keystrokes is shown at once", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "typed" });

  tab.session.changeDetails({ ...DETAILS, title: "Another title" });

  expect(tab.session.state.details.title).toBe("Another title");
});
