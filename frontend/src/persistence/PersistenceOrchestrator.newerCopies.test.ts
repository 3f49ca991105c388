import { beforeEach, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
import { Tab, wipeDevice } from "../testing/Tab.ts";

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
});

test("[S3] [B4] the second of two writers is told, and nothing is overwritten", async () => {
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { text: "theirs" });
  tab.source.edit({ text: "mine" });

  const result = await tab.session.save();

  expect(result).toMatchObject({ kind: "conflict", newer: { metadata: { savedBy: "another device" } } });
  expect(backend.contentOf(id)).toEqual({ text: "theirs" });
  expect((await tab.drafts.list()).drafts).toHaveLength(1);
});

test("[B4] a newer copy is noticed by polling, and only while the window is visible", async () => {
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { text: "theirs" });
  tab.show("hidden");
  await timers.advance(30_000);
  expect(tab.session.state.newerCopy).toBeNull();

  tab.show("visible");
  await settled();

  expect(tab.session.state.newerCopy?.metadata.savedBy).toBe("another device");
});

test("[B4] an equal copy becomes the base without a word", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "same" });
  await timers.advance(200);
  const theirs = await backend.saveElsewhere(id, { text: "same" });

  await timers.advance(10_000);

  expect(tab.session.state.newerCopy).toBeNull();
  expect(tab.session.state.metadata?.etag).toBe(theirs.etag);
  expect(tab.session.state.save.kind).toBe("clean");
});

test("[B4] a newer copy with nothing new in it is saved on top of", async () => {
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { text: "one" });
  tab.source.edit({ text: "mine" });

  const result = await tab.session.save();

  expect(result.kind).toBe("saved");
  expect(backend.contentOf(id)).toEqual({ text: "mine" });
});

test("a session deleted elsewhere is said to be missing, and the work stays", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "mine" });
  backend.sessions.delete(id);

  await tab.session.save();

  expect(tab.session.state.save.kind).toBe("missing");
  expect((await tab.drafts.list()).drafts).toHaveLength(1);
});
