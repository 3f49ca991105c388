import { beforeEach, expect, test, vi } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
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

/** Another tab destroys the key, and this one hears of it. */
async function signOutElsewhere(): Promise<void> {
  tab.deviceKey.lock();
  await new Tab({ backend, timers, tabId: "tab-2" }).drafts.destroyKey();
  await settled();
}

/** What lies on the device, whoever could read it. */
async function keptOnDevice(): Promise<number> {
  return (await new Tab({ backend, timers, tabId: "tab-3" }).drafts.list()).drafts.length;
}

async function typeAndKeep(text: string): Promise<void> {
  tab.source.edit({ text });
  await timers.advance(200);
}

test("[B2] what was kept is called kept no more, and nothing is written after it", async () => {
  await typeAndKeep("two");
  await signOutElsewhere();
  const afterwards = tab.session.state;

  await typeAndKeep("three");

  expect(afterwards).toMatchObject({ draftFailure: "signedOut", isAtRisk: true, isDirty: true });
  expect(afterwards.save).toMatchObject({ kind: "unsaved", draft: "pending" });
  expect(tab.session.state).toMatchObject({ draftFailure: "signedOut", isAtRisk: true });
  expect(await keptOnDevice()).toBe(0);
});

test("[B2] a draft that is being written meanwhile is not called kept", async () => {
  tab.source.edit({ text: "two" });
  const writing = tab.session.flushDraft();
  await signOutElsewhere();

  await writing;

  expect(tab.session.state).toMatchObject({ draftFailure: "signedOut", isAtRisk: true });
});

test("[B2] nothing is said where everything is saved", async () => {
  await signOutElsewhere();

  expect(tab.session.state).toMatchObject({ draftFailure: null, isAtRisk: false });
  expect(tab.session.state.save.kind).toBe("clean");
});

test("[B7] after a new sign-in it is kept again, without another edit", async () => {
  await typeAndKeep("two");
  await signOutElsewhere();

  tab.deviceKey.unlock();
  await settled();

  expect(tab.session.state).toMatchObject({ draftFailure: null, isAtRisk: false });
  expect(tab.session.state.save).toMatchObject({ kind: "unsaved", draft: "kept" });
  expect(await tab.draftTexts()).toEqual(['{"text":"two"}']);
});

test("[B7] a save that was under way waits for the new sign-in, and goes on", async () => {
  tab.source.edit({ text: "two" });
  backend.failNext({ kind: "refused", refusal: { kind: "signInRequired" } });
  const answer = backend.hold();
  const saving = tab.session.save();
  await vi.waitFor(() => expect(backend.calls).toContain("save"));
  await signOutElsewhere();
  answer();
  await saving;
  const meanwhile = tab.session.state;

  tab.deviceKey.unlock();
  await tab.session.resume();

  expect(meanwhile).toMatchObject({ save: { kind: "signInRequired" }, draftFailure: "signedOut" });
  expect(backend.contentOf(id)).toEqual({ text: "two" });
  expect(tab.session.state.save.kind).toBe("clean");
  expect(await keptOnDevice()).toBe(0);
});

test("[B2] a session that is closed hears nothing of it", async () => {
  await typeAndKeep("two");
  const closed = tab.session;
  await tab.manager.close();

  await signOutElsewhere();

  expect(closed.state.draftFailure).toBeNull();
});
