import { beforeEach, describe, expect, test } from "vitest";

import { FakeTimers } from "../testing/FakeTimers.ts";
import { type Fault, MemoryBackend } from "../testing/MemoryBackend.ts";
import { MemoryStorage } from "../testing/MemoryStorage.ts";
import { DETAILS, Tab, wipeDevice } from "../testing/Tab.ts";
import { DEFAULT_SHARING } from "./SessionMetadata.ts";

const LOST: Fault = { kind: "lostOnTheWay" };
const SIGN_IN: Fault = { kind: "refused", refusal: { kind: "signInRequired" } };
const UNREACHABLE: Fault = { kind: "refused", refusal: { kind: "unreachable", retryAfterMs: null } };

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
});

/** The keys of the writes, in their order. */
function keys(): (string | undefined)[] {
  return backend.traces.map((trace) => trace?.idempotencyKey);
}

describe("[R4] one key per intention", () => {
  test.each<[string, Fault]>([
    ["whose answer was lost", LOST],
    ["that could not reach the service", UNREACHABLE],
    ["for which the person signs in again", SIGN_IN],
  ])("a save %s is repeated with the same key", async (_name, fault) => {
    await tab.openNew({ text: "one" });
    backend.failNext(fault);

    await tab.session.save();
    await tab.session.save();

    const [first, second] = keys();
    expect(first).toBeTruthy();
    expect(second).toBe(first);
  });

  test("a change of the title alone has a key too, and another than the save of the same state", async () => {
    await tab.openNew({ text: "one" });
    await tab.session.save();
    tab.session.changeDetails({ ...DETAILS, title: "Other" });

    await tab.session.save();

    expect(new Set(keys()).size).toBe(2);
    expect(keys()).not.toContain(undefined);
  });

  test("after more was typed it is another intention", async () => {
    await tab.openNew({ text: "one" });
    backend.failNext(UNREACHABLE);
    await tab.session.save();
    tab.source.edit({ text: "two" });

    await tab.session.save();

    expect(new Set(keys()).size).toBe(2);
  });

  test("on top of a newer copy it is another intention", async () => {
    const session = await tab.openNew({ text: "one" });
    await session.save();
    await backend.saveElsewhere(session.sessionId ?? "", { text: "one" });
    tab.source.edit({ text: "two" });

    await tab.session.save();

    expect(backend.calls.slice(-2)).toEqual(["save", "save"]);
    expect(new Set(keys()).size).toBe(3);
  });

  test("the key is the same after a reload of the tab", async () => {
    const storage = new MemoryStorage();
    tab = new Tab({ backend, timers, storage });
    await tab.openNew({ text: "one" });
    backend.failNext(LOST, UNREACHABLE);
    await tab.session.save();
    await tab.manager.close();
    const [draft] = (await tab.drafts.list()).drafts;

    const reloaded = new Tab({ backend, timers, storage });
    await reloaded.manager.openDraft(reloaded.source, draft?.draftId ?? "");
    await reloaded.session.save();

    const [before, after] = keys();
    expect(after).toBe(before);
  });

  test("sharing again after a lost answer repeats the key; sharing under another title does not", async () => {
    await tab.openNew({ text: "one" });
    backend.failNext(LOST);

    await tab.session.createSnapshot(DETAILS, DEFAULT_SHARING);
    await tab.session.createSnapshot(DETAILS, DEFAULT_SHARING);
    await tab.session.createSnapshot({ ...DETAILS, title: "Other" }, DEFAULT_SHARING);
    await tab.session.createSnapshot(DETAILS, { ...DEFAULT_SHARING, audience: "owner" });

    const [lost, again, ...others] = keys();
    expect(again).toBe(lost);
    expect(others).toHaveLength(2);
    expect(others).not.toContain(lost);
  });
});

test("[E4] every repetition is an operation of its own in the logs", async () => {
  await tab.openNew({ text: "one" });
  backend.failNext(UNREACHABLE);

  await tab.session.save();
  await tab.session.save();

  expect(new Set(backend.traces.map((trace) => trace?.correlationId)).size).toBe(2);
});

describe("[R6] the audit trail says what was done, and what came of it", () => {
  test("for a session that is created, saved, shared and opened again", async () => {
    const session = await tab.openNew({ text: "one" });
    await session.save();
    tab.source.edit({ text: "two" });
    await session.save();
    await session.createSnapshot(DETAILS, DEFAULT_SHARING);
    await tab.open(session.sessionId ?? "");

    expect(tab.audit.entries).toMatchObject([
      { operation: "create", outcome: "saved", isSuccess: true, subject: session.sessionId },
      { operation: "save", outcome: "saved", isSuccess: true, subject: session.sessionId },
      { operation: "share", outcome: "ok", isSuccess: true, subject: session.sessionId },
      { operation: "open", outcome: "ok", isSuccess: true, subject: session.sessionId },
    ]);
  });

  test("for a draft that is recovered", async () => {
    await tab.openNew({ text: "one" });
    tab.source.edit({ text: "two" });
    await tab.manager.close();
    const [draft] = (await tab.drafts.list()).drafts;

    await tab.manager.openDraft(tab.source, draft?.draftId ?? "");

    expect(tab.audit.entries).toMatchObject([{ operation: "recover", outcome: "ok", subject: null }]);
  });

  test("for a conflict and its answer", async () => {
    const session = await tab.openNew({ text: "one" });
    await session.save();
    await backend.saveElsewhere(session.sessionId ?? "", { text: "theirs" });
    tab.source.edit({ text: "mine" });

    await session.save();
    await session.resolve("useServer", "copy");

    expect(tab.audit.entries.slice(1)).toMatchObject([
      { operation: "save", outcome: "conflict", isSuccess: false },
      { operation: "resolve", outcome: "resolved", isSuccess: true },
    ]);
  });

  test("for a save that the service never heard of, under the id that its requests carried", async () => {
    await tab.openNew({ text: "one" });
    backend.failNext(UNREACHABLE);

    await tab.session.save();

    const [entry] = tab.audit.failures();
    expect(entry).toMatchObject({ operation: "create", outcome: "unreachable", subject: null });
    expect(backend.traces[0]?.correlationId).toBe(entry?.correlationId);
  });
});
