import { beforeEach, expect, test } from "vitest";

import { FakeTimers } from "../testing/FakeTimers.ts";
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

test("[B7] a sign-in that ended while nothing was unsaved leaves nothing to save", async () => {
  await tab.openSaved();
  backend.failNext({ kind: "refused", refusal: { kind: "signInRequired" } });
  await timers.advance(10_000);
  expect(tab.session.state.save.kind).toBe("signInRequired");

  await tab.session.resume();

  expect(tab.session.state.save.kind).toBe("clean");
});

test("[B7] signing in again in another tab lets the pending save go on", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext({ kind: "refused", refusal: { kind: "signInRequired" } });
  await tab.session.save();

  await timers.advance(10_000);

  expect(backend.contentOf(id)).toEqual({ text: "two" });
  expect(tab.session.state.save.kind).toBe("clean");
});

test("[B7] after signing in again the pending save goes on", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext({ kind: "refused", refusal: { kind: "signInRequired" } });
  await tab.session.save();
  expect(tab.session.state.save.kind).toBe("signInRequired");

  await tab.session.resume();

  expect(backend.contentOf(id)).toEqual({ text: "two" });
});
