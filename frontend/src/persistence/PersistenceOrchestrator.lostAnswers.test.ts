import { beforeEach, expect, test } from "vitest";

import { FakeTimers } from "../testing/FakeTimers.ts";
import { MemoryBackend, UNREACHABLE } from "../testing/MemoryBackend.ts";
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

  await timers.advance(2200);

  expect(backend.sessions.size).toBe(1);
  expect(backend.contentOf(session.sessionId ?? "")).toEqual({ text: "more" });
  expect(session.state.save.kind).toBe("clean");
});

test("a creation that never arrived is repeated", async () => {
  const session = await tab.openNew({ text: "first" });
  backend.failNext({ kind: "lostOnTheWay" });
  await session.save();

  await timers.advance(2200);

  expect(backend.sessions.size).toBe(1);
  expect(session.state.save.kind).toBe("clean");
});

test("a save that was applied although its answer was lost is found by reading", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext({ kind: "answerLost" });

  const result = await tab.session.save();

  expect(result.kind).toBe("saved");
  expect(backend.sessions.get(id)?.metadata.version).toBe(2);
});

test("a save whose request was lost is not called saved, and is repeated", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext({ kind: "lostOnTheWay" });

  const result = await tab.session.save();
  expect(result.kind).toBe("unreachable");
  expect(backend.contentOf(id)).toEqual({ text: "one" });
  await timers.advance(2200);

  expect(backend.contentOf(id)).toEqual({ text: "two" });
});

test("[B4] a save that was applied unheard is no conflict with oneself", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext({ kind: "answerLost" }, UNREACHABLE);
  await tab.session.save();
  expect(tab.session.state.save.kind).toBe("unreachable");
  tab.source.edit({ text: "three" });

  await timers.advance(2200);

  expect(tab.session.state.newerCopy).toBeNull();
  expect(tab.session.state.save.kind).toBe("clean");
  expect(backend.contentOf(id)).toEqual({ text: "three" });
});

test("[B1] an edit that is taken back is not called saved while an earlier save may have arrived", async () => {
  const id = await tab.openSaved();
  tab.source.edit({ text: "two" });
  backend.failNext({ kind: "answerLost" }, UNREACHABLE);
  await tab.session.save();
  tab.source.edit({ text: "one" });
  await timers.advance(200);
  expect(tab.session.state.save.kind).toBe("unreachable");

  await timers.advance(2200);

  expect(backend.contentOf(id)).toEqual({ text: "one" });
  expect(tab.session.state.save.kind).toBe("clean");
});
