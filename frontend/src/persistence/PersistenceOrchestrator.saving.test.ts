import { beforeEach, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { HeldDigester } from "../testing/HeldDigester.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
import { DETAILS, Tab, wipeDevice } from "../testing/Tab.ts";
import { DEFAULT_SHARING } from "./SessionMetadata.ts";

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
});

test("[B1] opening a session never makes it look edited", async () => {
  const id = await tab.openSaved();

  const session = await new Tab({ backend, timers, tabId: "tab-2" }).open(id);

  expect(session.state.save.kind).toBe("clean");
  expect(session.state.isDirty).toBe(false);
});

test("[B1] a save is acknowledged and the draft goes", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  await timers.advance(200);

  const result = await tab.session.save();

  expect(result.kind).toBe("saved");
  expect(backend.contentOf(id)).toEqual({ text: "two" });
  expect(tab.session.state.save.kind).toBe("clean");
  expect((await tab.drafts.list()).drafts).toEqual([]);
});

test("saving what is saved asks nobody", async () => {
  await tab.openSaved();
  backend.calls.length = 0;

  const result = await tab.session.save();

  expect(result.kind).toBe("alreadySaved");
  expect(backend.calls).toEqual([]);
});

test("[B1] an edit made during a save stays unsaved and keeps its draft", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "sent" });
  const answer = backend.hold();
  const saving = tab.session.save();
  await settled();
  tab.source.edit({ text: "typed meanwhile" });
  await timers.advance(200);

  answer();
  await saving;
  await settled();

  expect(backend.contentOf(id)).toEqual({ text: "sent" });
  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  const [draft] = (await tab.drafts.list()).drafts;
  expect(draft?.base?.etag).toBe(tab.session.state.metadata?.etag);
  expect(new TextDecoder().decode((await tab.drafts.read(draft?.draftId ?? ""))?.canonical)).toBe(
    '{"text":"typed meanwhile"}',
  );
});

test("[B1] an edit made while a session is opened is not taken for the server's copy", async () => {
  const id = await tab.openSaved();
  const digester = new HeldDigester();
  tab = new Tab({ backend, timers, tabId: "tab-2", digester });
  const measured = digester.hold();
  const opening = tab.open(id);
  await settled();
  tab.source.edit({ text: "quick fingers" });

  measured();
  await opening;
  await timers.advance(200);

  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  expect(await tab.draftTexts()).toEqual(['{"text":"quick fingers"}']);
});

test("[C1] content that is no JSON is said, and saved once the change is taken back", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two", zoom: Number.NaN });
  await timers.advance(200);

  expect(tab.session.state.save).toMatchObject({ kind: "failed", refusal: { code: "content_invalid" } });
  expect(await tab.session.save()).toMatchObject({ kind: "rejected", code: "content_invalid" });
  expect(tab.session.state.isAtRisk).toBe(true);
  tab.source.edit({ zoom: 1 });
  await tab.session.save();

  expect(backend.contentOf(id)).toEqual({ text: "two", zoom: 1 });
  expect(tab.session.state.save.kind).toBe("clean");
});

test("a save asked for during a save runs after it", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "sent" });
  const answer = backend.hold();
  const first = tab.session.save();
  await settled();
  tab.source.edit({ text: "later" });
  const second = tab.session.save();

  answer();
  await first;
  await second;

  expect(backend.contentOf(id)).toEqual({ text: "later" });
  expect(tab.session.state.save.kind).toBe("clean");
});

test("[S4] taking an edit back leaves nothing to save", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "two" });
  await timers.advance(200);
  tab.source.edit({ text: "one" });
  await timers.advance(200);

  expect(tab.session.state.save.kind).toBe("clean");
  expect((await tab.drafts.list()).drafts).toEqual([]);
});

test("[B1] a new title alone is sent without the content", async () => {
  const id = await tab.openSaved();
  tab.session.changeDetails({ ...DETAILS, title: " Drogon depths " });
  backend.calls.length = 0;

  await tab.session.save();

  expect(backend.calls).toEqual(["changeDetails"]);
  expect(backend.sessions.get(id)?.metadata.title).toBe("Drogon depths");
  expect(tab.session.state.isDirty).toBe(false);
});

test("[C4] the limit itself is saved, and one byte more is refused with both sizes", async () => {
  const limitBytes = 1_572_864;
  const text = "x".repeat(limitBytes - '{"text":""}'.length);
  const session = await tab.openNew({ text });

  expect((await session.save()).kind).toBe("saved");
  tab.source.edit({ text: `${text}x` });

  expect(await session.save()).toEqual({ kind: "contentTooLarge", sizeBytes: limitBytes + 1, limitBytes });
});

test("[C4] content over the limit is not sent and is kept as a draft", async () => {
  tab = new Tab({ backend, timers, limitBytes: 100 });
  await tab.openSaved();
  backend.calls.length = 0;
  tab.source.edit({ text: "x".repeat(200) });

  const result = await tab.session.save();

  expect(result).toEqual({ kind: "contentTooLarge", sizeBytes: 211, limitBytes: 100 });
  expect(backend.calls).toEqual([]);
  expect((await tab.drafts.list()).drafts).toHaveLength(1);
});

test("[B6] a snapshot holds what is there, saved or not, and changes nothing", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "not saved" });

  const result = await tab.session.createSnapshot(DETAILS, DEFAULT_SHARING);

  expect(result.kind).toBe("ok");
  expect(new TextDecoder().decode(backend.snapshots.get("snapshot-001")?.canonical)).toBe(
    '{"text":"not saved"}',
  );
  expect(tab.session.state.isDirty).toBe(true);
});
