import { beforeEach, expect, test, vi } from "vitest";

import { FakeTimers } from "../testing/FakeTimers.ts";
import { MemoryBackend, UNREACHABLE } from "../testing/MemoryBackend.ts";
import { Tab, wipeDevice } from "../testing/Tab.ts";

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;
let id: string;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
  id = await tab.openSaved();
});

/** A save is under way, and the person types on. @returns what lets its answer come. */
async function typeDuringSave(): Promise<() => void> {
  tab.source.edit({ text: "sent" });
  const answer = backend.hold();
  void tab.session.save();
  await vi.waitFor(() => expect(backend.calls).toContain("save"));
  tab.source.edit({ text: "typed meanwhile" });
  return answer;
}

test("[B5] a save whose turn comes after the person has left without saving is not sent", async () => {
  const answer = await typeDuringSave();
  const second = tab.session.save();
  await tab.session.withdrawSave();

  answer();

  expect(await second).toEqual({ kind: "withdrawn" });
  expect(backend.contentOf(id)).toEqual({ text: "sent" });
  await tab.manager.close();
  expect(await tab.draftTexts()).toEqual(['{"text":"typed meanwhile"}']);
});

test("[B5] nor is a copy, which leaves the title as it is", async () => {
  const answer = await typeDuringSave();
  const copy = tab.session.saveAsCopy("a copy");
  await tab.session.withdrawSave();

  answer();

  expect(await copy).toEqual({ kind: "withdrawn" });
  expect([...backend.sessions.keys()]).toEqual([id]);
  expect(tab.session.state.details.title).toBe("Drogon maps");
});

test("[B4] [B5] nor is what was chosen for a newer copy carried out", async () => {
  await backend.saveElsewhere(id, { text: "one", other: "theirs" });
  tab.source.edit({ text: "mine" });
  await tab.session.poll();
  const answer = backend.hold();
  const others = backend.calls.length;
  void tab.session.saveAsCopy("a copy");
  await vi.waitFor(() => expect(backend.calls.length).toBeGreaterThan(others));
  const merged = tab.session.resolve("merge", "a copy");
  await tab.session.withdrawSave();

  answer();

  expect(await merged).toEqual({ kind: "withdrawn" });
  expect(backend.contentOf(id)).toEqual({ text: "one", other: "theirs" });
});

test("[B5] a save that is asked for after that is sent", async () => {
  const answer = await typeDuringSave();
  await tab.session.withdrawSave();
  const second = tab.session.save();

  answer();

  expect((await second).kind).toBe("saved");
  expect(backend.contentOf(id)).toEqual({ text: "typed meanwhile" });
});

test("[B5] [B7] a copy that fails after that makes no earlier save wait again", async () => {
  tab.source.edit({ text: "two" });
  backend.failNext(UNREACHABLE, UNREACHABLE);
  await tab.session.save();
  const answer = backend.hold();
  const others = backend.calls.length;
  const copy = tab.session.saveAsCopy("a copy");
  await vi.waitFor(() => expect(backend.calls.length).toBeGreaterThan(others));
  await tab.session.withdrawSave();

  answer();
  await copy;
  await timers.advance(60_000);

  expect(backend.contentOf(id)).toEqual({ text: "one" });
  expect((await tab.drafts.list()).drafts[0]?.isSaveQueued).not.toBe(true);
});
