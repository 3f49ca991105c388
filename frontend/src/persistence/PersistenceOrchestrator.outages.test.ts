import { beforeEach, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend, UNREACHABLE } from "../testing/MemoryBackend.ts";
import { DETAILS, Tab, wipeDevice } from "../testing/Tab.ts";
import type { Refusal } from "./SessionBackend.ts";

const NOT_NOW: Refusal = { kind: "rejected", code: "not_now", userMessage: "Not now.", correlationId: null };

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
});

test("[B7] a save that cannot reach the service is repeated until it does", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext(UNREACHABLE, UNREACHABLE);

  await tab.session.save();
  expect(tab.session.state.save.kind).toBe("unreachable");
  await timers.advance(2200);
  expect(tab.session.state.save.kind).toBe("unreachable");
  await timers.advance(4400);

  expect(backend.contentOf(id)).toEqual({ text: "two" });
  expect(tab.session.state.save.kind).toBe("clean");
});

test("[B7] a lost connection has a grace period that begins with the first failure and not with every try", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext(UNREACHABLE, UNREACHABLE);
  const lostAt = timers.now();

  await tab.session.save();
  await timers.advance(2200);

  expect(tab.session.state.save).toMatchObject({
    kind: "unreachable",
    reason: "connectionLost",
    since: lostAt,
    graceEndsAt: lostAt + 30_000,
  });
});

test("[B7] a network that is back is used at once", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext(UNREACHABLE);
  await tab.session.save();

  tab.comeOnline();
  await settled();

  expect(backend.contentOf(id)).toEqual({ text: "two" });
});

test("[B7] a network that is back saves nothing that nobody asked to save", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  await timers.advance(200);

  tab.comeOnline();
  await settled();

  expect(backend.contentOf(id)).toEqual({ text: "one" });
});

test("[B7] a reload saves nothing that nobody asked to save", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "only kept" });
  await timers.advance(200);
  tab = new Tab({ backend, timers: new FakeTimers(), tabId: "tab-1" });

  const [draft] = (await tab.recovery.list()).drafts;
  await tab.manager.openDraft(tab.source, draft?.draftId ?? "");
  await settled();

  expect(backend.contentOf(id)).toEqual({ text: "one" });
  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
});

test("[R1] the delay that the service asks for is kept", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext({ kind: "refused", refusal: { kind: "unreachable", retryAfterMs: 30_000 } });

  await tab.session.save();
  await timers.advance(29_999);
  expect(tab.session.state.save.kind).toBe("unreachable");
  await timers.advance(1);

  expect(tab.session.state.save.kind).toBe("clean");
});

test("an edit that is taken back ends the tries to save it", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext(UNREACHABLE);
  await tab.session.save();
  tab.source.edit({ text: "one" });

  await timers.advance(200);

  expect(tab.session.state.save.kind).toBe("clean");
});

test("a copy that could not be saved does not save the session in its place", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "for the copy only" });
  backend.failNext(UNREACHABLE);

  const result = await tab.session.saveAsCopy("a copy");
  await timers.advance(60_000);

  expect(result.kind).toBe("unreachable");
  expect(backend.contentOf(id)).toEqual({ text: "one" });
  expect(tab.session.state).toMatchObject({ details: DETAILS, isDirty: true, isAtRisk: false });
});

test("[B7] a copy that could not be saved leaves a save waiting that was asked for before it", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext(UNREACHABLE, UNREACHABLE);
  await tab.session.save();

  const result = await tab.session.saveAsCopy("a copy");
  const { save, details } = tab.session.state;
  const [draft] = (await tab.drafts.list()).drafts;
  await timers.advance(60_000);

  expect(result.kind).toBe("unreachable");
  expect(save).toMatchObject({ kind: "unreachable", retryAt: expect.any(Number) });
  expect(details).toEqual(DETAILS);
  expect(draft).toMatchObject({ isSaveQueued: true, details: DETAILS });
  expect(backend.contentOf(id)).toEqual({ text: "two" });
  expect([...backend.sessions.keys()]).toEqual([id]);
  expect(tab.session.state.save.kind).toBe("clean");
});

test("[B7] a copy that the service refused for good leaves the save before it waiting, too", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext(UNREACHABLE, { kind: "refused", refusal: NOT_NOW });
  await tab.session.save();

  const result = await tab.session.saveAsCopy("a copy");
  await timers.advance(60_000);

  expect(result.kind).toBe("rejected");
  expect(backend.contentOf(id)).toEqual({ text: "two" });
  expect(tab.session.state.save.kind).toBe("clean");
});

test("[B7] a save that waits for a sign-in waits still after a copy that needs one, too", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  const ended = { kind: "refused", refusal: { kind: "signInRequired" } } as const;
  backend.failNext(ended, ended);
  await tab.session.save();

  await tab.session.saveAsCopy("a copy");
  await tab.session.resume();

  expect(backend.contentOf(id)).toEqual({ text: "two" });
  expect([...backend.sessions.keys()]).toEqual([id]);
});
