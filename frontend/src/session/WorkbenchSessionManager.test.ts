import { beforeEach, expect, test } from "vitest";

import { DEFAULT_SHARING } from "../persistence/SessionMetadata.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
import { MemorySource } from "../testing/MemorySource.ts";
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

async function savedSession(): Promise<string> {
  const session = await tab.openNew({ text: "one" });
  await session.save();
  return session.sessionId ?? "";
}

async function draftTexts(): Promise<string[]> {
  const { drafts } = await tab.drafts.list();
  const read = await Promise.all(drafts.map(({ draftId }) => tab.drafts.read(draftId)));
  return read.map((draft) => new TextDecoder().decode(draft?.canonical)).toSorted();
}

test("[B5] an answer that comes late does not close what was opened after it was asked for", async () => {
  const id = await savedSession();
  const answer = backend.hold();
  const slow = tab.manager.openSession(new MemorySource(), id);
  await tab.manager.close();
  await tab.openNew({ text: "" });

  answer();
  expect(await slow).toMatchObject({ kind: "unreadable" });
  tab.source.edit({ text: "typed in the one that is shown" });
  await timers.advance(200);

  expect(tab.session.sessionId).toBeNull();
  expect(await draftTexts()).toEqual(['{"text":"typed in the one that is shown"}']);
});

test("[B5] opening the next session does not interfere with a save of the last one", async () => {
  const id = await savedSession();
  tab.source.edit({ text: "sent" });
  const answer = backend.hold();
  const saving = tab.session.save();
  await settled();
  void tab.manager.close();
  const opening = tab.manager.openSession(tab.source, id);
  answer();
  await saving;
  await opening;

  tab.source.edit({ text: "typed next" });
  await timers.advance(200);
  await settled();

  expect(await draftTexts()).toContain('{"text":"typed next"}');
});

test("[B3] opening a draft that was kept for later overwrites no other draft of the session", async () => {
  const id = await savedSession();
  tab.source.edit({ text: "kept for later" });
  await timers.advance(200);
  await tab.open(id);
  tab.source.edit({ text: "newer work" });
  await timers.advance(200);
  await tab.manager.close();
  const kept = (await tab.recovery.list()).drafts.find(({ draftId }) => draftId.includes("aside"));

  await tab.manager.openDraft(tab.source, kept?.draftId ?? "");
  tab.source.edit({ text: "kept for later, and more" });
  await timers.advance(200);
  tab.source.edit({ text: "kept for later, and much more" });
  await timers.advance(200);

  expect(await draftTexts()).toEqual(['{"text":"kept for later, and much more"}', '{"text":"newer work"}']);
});

test("[B3] the only copy of a draft stays where the device takes no other", async () => {
  await savedSession();
  tab.source.edit({ text: "only copy" });
  await timers.advance(200);
  const full = new Tab({ backend, timers, tabId: "tab-2" });
  const [draft] = (await full.recovery.list()).drafts;
  full.drafts.write = () => Promise.resolve({ kind: "failed", reason: "quotaExceeded" });

  await full.manager.openDraft(full.source, draft?.draftId ?? "");

  expect(full.session.state.draftFailure).toBe("quotaExceeded");
  expect(await draftTexts()).toEqual(['{"text":"only copy"}']);
});

test("[B4] a star that was given elsewhere makes no conflict of a draft", async () => {
  const id = await savedSession();
  tab.source.edit({ text: "typed" });
  await timers.advance(200);
  await backend.saveElsewhere(id, { text: "one" });
  const next = new Tab({ backend, timers, tabId: "tab-2" });

  const [draft] = (await next.recovery.list()).drafts;
  await next.manager.openDraft(next.source, draft?.draftId ?? "");

  expect(draft?.server).toMatchObject({ kind: "saved", isNewer: false });
  expect(next.session.state.newerCopy).toBeNull();
  expect((await next.session.save()).kind).toBe("saved");
});

test("[B6] a snapshot that cannot be shown leaves the open session as it is", async () => {
  await savedSession();

  const result = await tab.manager.openSnapshot(tab.source, "missing-0001");

  expect(result.kind).toBe("notFound");
  tab.source.edit({ text: "two" });
  await timers.advance(200);
  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
});

test("[B6] a snapshot is shown, and a copy of it becomes a session", async () => {
  const session = await tab.openNew({ text: "captured" });
  await session.createSnapshot(DETAILS, DEFAULT_SHARING);

  const shown = await tab.manager.openSnapshot(tab.source, "snapshot-001");
  expect(shown.kind).toBe("ok");
  expect(tab.manager.orchestrator).toBeNull();
  await tab.manager.openNew(tab.source, DETAILS);
  await tab.session.save();

  expect(backend.contentOf(tab.session.sessionId ?? "")).toEqual({ text: "captured" });
});

test("[C7] a session that this workbench cannot read says so", async () => {
  const id = await savedSession();
  await backend.saveElsewhere(id, { unreadable: true });

  expect((await tab.manager.openSession(tab.source, id)).kind).toBe("unreadable");
});

const NEWER = { newer_version: true, text: "from the future" };

test("[C7] a session of a newer version is handed over to be looked at, and nothing is opened that could save", async () => {
  const id = await savedSession();
  await backend.saveElsewhere(id, NEWER);
  await tab.manager.close();

  const opened = await tab.manager.openSession(tab.source, id);
  tab.source.edit({ text: "mine" });
  await timers.advance(60_000);

  expect(opened).toEqual({ kind: "fromNewerVersion", details: DETAILS, content: NEWER });
  expect(tab.manager.orchestrator).toBeNull();
  expect(await draftTexts()).toEqual([]);
  expect(backend.contentOf(id)).toEqual(NEWER);
});

test("[C7] a snapshot of a newer version, likewise", async () => {
  const session = await tab.openNew({ text: "one" });
  tab.source.edit(NEWER);
  await session.createSnapshot(DETAILS, DEFAULT_SHARING);
  tab.source.restore({ text: "untouched" });

  const shown = await tab.manager.openSnapshot(tab.source, "snapshot-001");

  const { title, description } = DETAILS;
  expect(shown).toEqual({
    kind: "fromNewerVersion",
    details: { title, description, tags: [] },
    content: NEWER,
  });
  expect(tab.source.serialize()).toEqual({ text: "untouched" });
});

test("[C7] a draft of a newer version is looked at, and stays", async () => {
  await savedSession();
  tab.source.edit(NEWER);
  await timers.advance(200);
  await tab.manager.close();
  const [{ draftId = "" } = {}] = (await tab.drafts.list()).drafts;

  const opened = await tab.manager.openDraft(tab.source, draftId);

  expect(opened).toEqual({ kind: "fromNewerVersion", details: DETAILS, content: NEWER });
  expect(tab.manager.orchestrator).toBeNull();
  expect(await draftTexts()).toHaveLength(1);
});
