import { beforeEach, describe, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { HeldDigester } from "../testing/HeldDigester.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
import { DETAILS, Tab, wipeDevice } from "../testing/Tab.ts";

const UNREACHABLE = { kind: "refused", refusal: { kind: "unreachable", retryAfterMs: null } } as const;

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
});

/** What every draft on this device says. */
async function draftTexts(): Promise<string[]> {
  const { drafts } = await tab.drafts.list();
  const read = await Promise.all(drafts.map(({ draftId }) => tab.drafts.read(draftId)));
  return read.map((draft) => new TextDecoder().decode(draft?.canonical));
}

/** A session that is saved with one word in it. */
async function savedSession(): Promise<string> {
  const session = await tab.openNew({ text: "one" });
  await session.save();
  return session.sessionId ?? "";
}

describe("saving", () => {
  test("[B1] opening a session never makes it look edited", async () => {
    const id = await savedSession();

    const session = await new Tab({ backend, timers, tabId: "tab-2" }).open(id);

    expect(session.state.save.kind).toBe("clean");
    expect(session.state.isDirty).toBe(false);
  });

  test("[B1] a save is acknowledged and the draft goes", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    await timers.advance(200);

    const result = await tab.session.save();

    expect(result.kind).toBe("saved");
    expect(backend.contentOf(id)).toEqual({ text: "two" });
    expect(tab.session.state.save.kind).toBe("clean");
    expect((await tab.drafts.list()).drafts).toEqual([]);
  });

  test("saving what is saved asks nobody", async () => {
    await savedSession();
    backend.calls.length = 0;

    const result = await tab.session.save();

    expect(result.kind).toBe("alreadySaved");
    expect(backend.calls).toEqual([]);
  });

  test("[B1] an edit made during a save stays unsaved and keeps its draft", async () => {
    const id = await savedSession();
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
    const id = await savedSession();
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
    expect(await draftTexts()).toEqual(['{"text":"quick fingers"}']);
  });

  test("[C1] content that is no JSON is said, and saved once the change is taken back", async () => {
    const id = await savedSession();
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
    const id = await savedSession();
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
    await savedSession();
    tab.source.edit({ text: "two" });
    await timers.advance(200);
    tab.source.edit({ text: "one" });
    await timers.advance(200);

    expect(tab.session.state.save.kind).toBe("clean");
    expect((await tab.drafts.list()).drafts).toEqual([]);
  });

  test("[B1] a new title alone is sent without the content", async () => {
    const id = await savedSession();
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
    await savedSession();
    backend.calls.length = 0;
    tab.source.edit({ text: "x".repeat(200) });

    const result = await tab.session.save();

    expect(result).toEqual({ kind: "contentTooLarge", sizeBytes: 211, limitBytes: 100 });
    expect(backend.calls).toEqual([]);
    expect((await tab.drafts.list()).drafts).toHaveLength(1);
  });
});

describe("drafts", () => {
  test("[B2] a draft is written 200 ms after the last edit", async () => {
    await savedSession();
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
    await savedSession();
    tab.source.edit({ text: "sent" });
    backend.hold();
    void tab.session.save();
    await settled();

    tab.source.edit({ text: "typed meanwhile" });
    expect(tab.session.state.isAtRisk).toBe(true);
    await timers.advance(200);

    expect(await draftTexts()).toEqual(['{"text":"typed meanwhile"}']);
    expect(tab.session.state.save.kind).toBe("saving");
    expect(tab.session.state.isAtRisk).toBe(false);
  });

  test("[B2] work that is saved for the first time has a draft until the service has it", async () => {
    const session = await tab.openNew({ text: "a copy of a snapshot" });
    backend.failNext(UNREACHABLE);

    await session.save();

    expect(await draftTexts()).toEqual(['{"text":"a copy of a snapshot"}']);
  });

  test("[B2] closing during a save keeps what was typed after it was sent", async () => {
    await savedSession();
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

    expect(await draftTexts()).toEqual(['{"text":"typed meanwhile"}']);
    expect(backend.calls).toHaveLength(callsBefore);
  });

  test("[B2] a page that is hidden writes its draft at once", async () => {
    await savedSession();
    tab.source.edit({ text: "two" });

    tab.show("hidden");
    await settled();

    expect((await tab.drafts.list()).drafts).toHaveLength(1);
  });

  test("[B2] a draft that cannot be written is said, and saving goes on", async () => {
    const openDatabase = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
    tab = new Tab({ backend, timers, openDatabase });
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    await timers.advance(200);
    expect(tab.session.state.draftFailure).toBe("quotaExceeded");
    expect(tab.session.state.isAtRisk).toBe(true);

    await tab.session.save();

    expect(backend.contentOf(id)).toEqual({ text: "two" });
    expect(tab.session.state.draftFailure).toBeNull();
  });
});

describe("a connection that fails", () => {
  test("[B7] a save that cannot reach the service is repeated until it does", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext(UNREACHABLE, UNREACHABLE);

    await tab.session.save();
    expect(tab.session.state.save.kind).toBe("unreachable");
    await timers.advance(2000);
    expect(tab.session.state.save.kind).toBe("unreachable");
    await timers.advance(4000);

    expect(backend.contentOf(id)).toEqual({ text: "two" });
    expect(tab.session.state.save.kind).toBe("clean");
  });

  test("[B7] a lost connection has a grace period that begins with the first failure and not with every try", async () => {
    await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext(UNREACHABLE, UNREACHABLE);
    const lostAt = timers.now();

    await tab.session.save();
    await timers.advance(2000);

    expect(tab.session.state.save).toMatchObject({
      kind: "unreachable",
      reason: "connectionLost",
      since: lostAt,
      graceEndsAt: lostAt + 30_000,
    });
  });

  test("[B7] a network that is back is used at once", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext(UNREACHABLE);
    await tab.session.save();

    tab.comeOnline();
    await settled();

    expect(backend.contentOf(id)).toEqual({ text: "two" });
  });

  test("[B7] a network that is back saves nothing that nobody asked to save", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    await timers.advance(200);

    tab.comeOnline();
    await settled();

    expect(backend.contentOf(id)).toEqual({ text: "one" });
  });

  test("[B7] one queued save survives a reload, and is sent once with the newest edit", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "asked to save" });
    backend.failNext(UNREACHABLE);
    await tab.session.save();
    tab.source.edit({ text: "typed after it" });
    await timers.advance(200);
    tab = new Tab({ backend, timers: new FakeTimers(), tabId: "tab-1" });
    backend.calls.length = 0;

    const [draft] = (await tab.recovery.list()).drafts;
    await tab.manager.openDraft(tab.source, draft?.draftId ?? "");
    await settled();

    expect(backend.contentOf(id)).toEqual({ text: "typed after it" });
    expect(backend.calls.filter((call) => call === "save")).toEqual(["save"]);
  });

  test("[B7] a reload saves nothing that nobody asked to save", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "only kept" });
    await timers.advance(200);
    tab = new Tab({ backend, timers: new FakeTimers(), tabId: "tab-1" });

    const [draft] = (await tab.recovery.list()).drafts;
    await tab.manager.openDraft(tab.source, draft?.draftId ?? "");
    await settled();

    expect(backend.contentOf(id)).toEqual({ text: "one" });
    expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  });

  test("a creation whose answer was lost is found, and not repeated", async () => {
    const session = await tab.openNew({ text: "first" });
    backend.failNext({ kind: "answerLost" });

    const result = await session.save();

    expect(result.kind).toBe("saved");
    expect(backend.sessions.size).toBe(1);
  });

  test("a creation that is found later, after more was typed, becomes the base of the save", async () => {
    const session = await tab.openNew({ text: "first" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await session.save();
    expect(session.state.save.kind).toBe("unreachable");
    tab.source.edit({ text: "more" });

    await timers.advance(2000);

    expect(backend.sessions.size).toBe(1);
    expect(backend.contentOf(session.sessionId ?? "")).toEqual({ text: "more" });
    expect(session.state.save.kind).toBe("clean");
  });

  test("a creation that never arrived is repeated", async () => {
    const session = await tab.openNew({ text: "first" });
    backend.failNext({ kind: "lostOnTheWay" });
    await session.save();

    await timers.advance(2000);

    expect(backend.sessions.size).toBe(1);
    expect(session.state.save.kind).toBe("clean");
  });

  test("[R1] the delay that the service asks for is kept", async () => {
    await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext({ kind: "refused", refusal: { kind: "unreachable", retryAfterMs: 30_000 } });

    await tab.session.save();
    await timers.advance(29_999);
    expect(tab.session.state.save.kind).toBe("unreachable");
    await timers.advance(1);

    expect(tab.session.state.save.kind).toBe("clean");
  });

  test("a save that was applied although its answer was lost is found by reading", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext({ kind: "answerLost" });

    const result = await tab.session.save();

    expect(result.kind).toBe("saved");
    expect(backend.sessions.get(id)?.metadata.version).toBe(2);
  });

  test("a save whose request was lost is not called saved, and is repeated", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext({ kind: "lostOnTheWay" });

    const result = await tab.session.save();
    expect(result.kind).toBe("unreachable");
    expect(backend.contentOf(id)).toEqual({ text: "one" });
    await timers.advance(2000);

    expect(backend.contentOf(id)).toEqual({ text: "two" });
  });

  test("[B4] a save that was applied unheard is no conflict with oneself", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await tab.session.save();
    expect(tab.session.state.save.kind).toBe("unreachable");
    tab.source.edit({ text: "three" });

    await timers.advance(2000);

    expect(tab.session.state.newerCopy).toBeNull();
    expect(tab.session.state.save.kind).toBe("clean");
    expect(backend.contentOf(id)).toEqual({ text: "three" });
  });

  test("[B1] an edit that is taken back is not called saved while an earlier save may have arrived", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext({ kind: "answerLost" }, UNREACHABLE);
    await tab.session.save();
    tab.source.edit({ text: "one" });
    await timers.advance(200);
    expect(tab.session.state.save.kind).toBe("unreachable");

    await timers.advance(2000);

    expect(backend.contentOf(id)).toEqual({ text: "one" });
    expect(tab.session.state.save.kind).toBe("clean");
  });

  test("an edit that is taken back ends the tries to save it", async () => {
    await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext(UNREACHABLE);
    await tab.session.save();
    tab.source.edit({ text: "one" });

    await timers.advance(200);

    expect(tab.session.state.save.kind).toBe("clean");
  });

  test("a copy that could not be saved does not save the session in its place", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "for the copy only" });
    backend.failNext(UNREACHABLE);

    const result = await tab.session.saveAsCopy("a copy");
    await timers.advance(60_000);

    expect(result.kind).toBe("unreachable");
    expect(backend.contentOf(id)).toEqual({ text: "one" });
    expect(tab.session.state).toMatchObject({ details: DETAILS, isDirty: true, isAtRisk: false });
  });

  test("[B7] a sign-in that ended while nothing was unsaved leaves nothing to save", async () => {
    await savedSession();
    backend.failNext({ kind: "refused", refusal: { kind: "signInRequired" } });
    await timers.advance(10_000);
    expect(tab.session.state.save.kind).toBe("signInRequired");

    await tab.session.resume();

    expect(tab.session.state.save.kind).toBe("clean");
  });

  test("[B7] signing in again in another tab lets the pending save go on", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext({ kind: "refused", refusal: { kind: "signInRequired" } });
    await tab.session.save();

    await timers.advance(10_000);

    expect(backend.contentOf(id)).toEqual({ text: "two" });
    expect(tab.session.state.save.kind).toBe("clean");
  });

  test("[B7] after signing in again the pending save goes on", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "two" });
    backend.failNext({ kind: "refused", refusal: { kind: "signInRequired" } });
    await tab.session.save();
    expect(tab.session.state.save.kind).toBe("signInRequired");

    await tab.session.resume();

    expect(backend.contentOf(id)).toEqual({ text: "two" });
  });
});

describe("two places", () => {
  test("[S3] [B4] the second of two writers is told, and nothing is overwritten", async () => {
    const id = await savedSession();
    await backend.saveElsewhere(id, { text: "theirs" });
    tab.source.edit({ text: "mine" });

    const result = await tab.session.save();

    expect(result).toMatchObject({ kind: "conflict", newer: { metadata: { savedBy: "another device" } } });
    expect(backend.contentOf(id)).toEqual({ text: "theirs" });
    expect((await tab.drafts.list()).drafts).toHaveLength(1);
  });

  test("[B4] a newer copy is noticed by polling, and only while the window is visible", async () => {
    const id = await savedSession();
    await backend.saveElsewhere(id, { text: "theirs" });
    tab.show("hidden");
    await timers.advance(30_000);
    expect(tab.session.state.newerCopy).toBeNull();

    tab.show("visible");
    await settled();

    expect(tab.session.state.newerCopy?.metadata.savedBy).toBe("another device");
  });

  test("[B4] an equal copy becomes the base without a word", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "same" });
    await timers.advance(200);
    const theirs = await backend.saveElsewhere(id, { text: "same" });

    await timers.advance(10_000);

    expect(tab.session.state.newerCopy).toBeNull();
    expect(tab.session.state.metadata?.etag).toBe(theirs.etag);
    expect(tab.session.state.save.kind).toBe("clean");
  });

  test("[B4] a newer copy with nothing new in it is saved on top of", async () => {
    const id = await savedSession();
    await backend.saveElsewhere(id, { text: "one" });
    tab.source.edit({ text: "mine" });

    const result = await tab.session.save();

    expect(result.kind).toBe("saved");
    expect(backend.contentOf(id)).toEqual({ text: "mine" });
  });

  test("[B4] keep both: mine becomes a session of its own", async () => {
    const id = await savedSession();
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
    const id = await savedSession();
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
    const id = await savedSession();
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
    const id = await savedSession();
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
    expect(await draftTexts()).toContain('{"text":"theirs, and mine"}');
  });

  test("[B4] replace the server's: only the copy that was seen is replaced", async () => {
    const id = await savedSession();
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

  test("a session deleted elsewhere is said to be missing, and the work stays", async () => {
    const id = await savedSession();
    tab.source.edit({ text: "mine" });
    backend.sessions.delete(id);

    await tab.session.save();

    expect(tab.session.state.save.kind).toBe("missing");
    expect((await tab.drafts.list()).drafts).toHaveLength(1);
  });
});

test("[B6] a snapshot holds what is there, saved or not, and changes nothing", async () => {
  await savedSession();
  tab.source.edit({ text: "not saved" });

  const result = await tab.session.createSnapshot(DETAILS);

  expect(result.kind).toBe("ok");
  expect(new TextDecoder().decode(backend.snapshots.get("snapshot-001")?.canonical)).toBe(
    '{"text":"not saved"}',
  );
  expect(tab.session.state.isDirty).toBe(true);
});

test("closing twice is harmless and keeps the newest edit", async () => {
  await savedSession();
  const session = tab.session;
  tab.source.edit({ text: "last word" });

  await tab.manager.close();
  await session.dispose();

  expect((await tab.drafts.list()).drafts).toHaveLength(1);
});
