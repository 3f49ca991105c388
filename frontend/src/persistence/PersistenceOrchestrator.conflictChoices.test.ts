import { beforeEach, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { HeldDigester } from "../testing/HeldDigester.ts";
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

test("[B4] keep both: mine becomes a session of its own", async () => {
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { text: "theirs" });
  tab.source.edit({ text: "mine" });
  await tab.session.save();

  const result = await tab.session.resolve("keepBoth", "Drogon maps (copy)");

  expect(result.kind).toBe("resolved");
  expect(tab.session.sessionId).not.toBe(id);
  expect(backend.contentOf(tab.session.sessionId ?? "")).toEqual({ text: "mine" });
  expect(backend.contentOf(id)).toEqual({ text: "theirs" });
  expect(tab.session.state.details.title).toBe("Drogon maps (copy)");
});

test("[B4] use the server's: mine stays on this device and can be brought back", async () => {
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { text: "theirs" });
  tab.source.edit({ text: "mine" });
  await tab.session.save();

  const result = await tab.session.resolve("useServer", "");

  expect(tab.source.serialize()).toEqual({ text: "theirs" });
  expect(tab.session.state.save.kind).toBe("clean");
  const [kept] = (await tab.drafts.list()).drafts;
  expect(new TextDecoder().decode((await tab.drafts.read(kept?.draftId ?? ""))?.canonical)).toBe(
    '{"text":"mine"}',
  );
  if (result.kind !== "resolved" || !result.undo) throw new Error("expected a way back");
  result.undo();
  expect(tab.source.serialize()).toEqual({ text: "mine" });
});

test("[B4] use the server's is refused where mine cannot be kept", async () => {
  const openDatabase = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  tab = new Tab({ backend, timers, openDatabase });
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { text: "theirs" });
  tab.source.edit({ text: "mine" });
  await tab.session.save();

  const result = await tab.session.resolve("useServer", "");

  expect(result).toMatchObject({ kind: "rejected", code: "draft_not_kept" });
  expect(tab.source.serialize()).toEqual({ text: "mine" });
});

test("[B4] an edit made while the server's copy is opened stays unsaved", async () => {
  const digester = new HeldDigester();
  tab = new Tab({ backend, timers, digester });
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { text: "theirs" });
  await timers.advance(10_000);
  const measured = digester.hold();
  const resolving = tab.session.resolve("useServer", "");
  await settled();
  expect(tab.source.serialize()).toEqual({ text: "theirs" });
  tab.source.edit({ text: "theirs, and mine" });

  measured();
  await resolving;
  await timers.advance(200);

  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  expect(await tab.draftTexts()).toContain('{"text":"theirs, and mine"}');
});

test("[B4] replace the server's: only the copy that was seen is replaced", async () => {
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { text: "theirs" });
  tab.source.edit({ text: "mine" });
  await tab.session.save();
  await backend.saveElsewhere(id, { text: "theirs again" });

  const refused = await tab.session.resolve("replaceServer", "");
  expect(refused.kind).toBe("conflict");
  expect(backend.contentOf(id)).toEqual({ text: "theirs again" });
  const replaced = await tab.session.resolve("replaceServer", "");

  expect(replaced.kind).toBe("resolved");
  expect(backend.contentOf(id)).toEqual({ text: "mine" });
});

test.each(["merge", "useServer", "replaceServer"] as const)(
  "[C7] %s: a copy of a newer version is never replaced, and mine stays here",
  async (choice) => {
    const id = await tab.openSaved();
    const newer = { newer_version: true, text: "from the future" };
    await backend.saveElsewhere(id, newer);
    tab.source.edit({ text: "mine" });
    await tab.session.save();

    const result = await tab.session.resolve(choice, "");

    expect(result.kind).toBe(choice === "merge" ? "undecided" : "fromNewerVersion");
    expect(backend.contentOf(id)).toEqual(newer);
    expect(tab.source.serialize()).toEqual({ text: "mine" });
    expect(await tab.draftTexts()).toEqual(['{"text":"mine"}']);
    expect(tab.session.state.comparison?.isServerReadOnly ?? choice === "useServer").toBe(true);
  },
);

test("[C7] beside a copy of a newer version, mine is saved as a session of its own", async () => {
  const id = await tab.openSaved();
  await backend.saveElsewhere(id, { newer_version: true });
  tab.source.edit({ text: "mine" });
  await tab.session.save();

  await tab.session.resolve("keepBoth", "Drogon maps (my copy)");

  expect(backend.contentOf(tab.session.sessionId ?? "")).toEqual({ text: "mine" });
  expect(backend.contentOf(id)).toEqual({ newer_version: true });
});
