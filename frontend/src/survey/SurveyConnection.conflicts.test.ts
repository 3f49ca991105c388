import "fake-indexeddb/auto";

import { afterEach, beforeEach, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import type { NumberedChange, SurveyChange } from "./SurveySession.ts";
import type { SurveySocketEvents } from "./SurveySocket.ts";
import { SurveyPages } from "./testing/SurveyPages.ts";

const answer = (step: string, value: string): SurveyChange => ({ action: "answer", step, answer: value });

let pages: SurveyPages;
beforeEach(() => {
  pages = new SurveyPages();
});
afterEach(() => pages.dispose());

test("[U4] an answer that another device changed since is not shown as saved, once it is acknowledged late", async () => {
  const { server, timers } = pages;
  const phone = await pages.open("page-0001");
  server.answers = false;
  phone.change(answer("S1", "first"));
  await settled();
  server.answers = true;
  const laptop = await pages.open("page-0002", { outbox: NOTHING_KEPT });
  laptop.change(answer("S1", "second"));
  await settled();

  server.drop();
  await timers.advance(550);

  expect(server.session?.answers).toEqual({ S1: "second" });
  expect(phone.state()).toMatchObject({ unacknowledged: 0, session: { answers: { S1: "second" } } });
});

test("[U4] an acknowledgement that comes after a newer state undoes none of it", async () => {
  let service: SurveySocketEvents = { onMessage: () => undefined, onClose: () => undefined };
  const openSocket = (events: SurveySocketEvents) => {
    service = events;
    return { send: () => undefined, close: () => undefined };
  };
  const say = (message: object) => service.onMessage(JSON.stringify(message));
  const state = (revision: number, answers: Record<string, string>) => ({
    type: "state",
    revision,
    session: { current_step: "S1", answers, step_history: [], is_audio_mode: false },
  });
  const page = await pages.open("page-0001", { openSocket });
  say(state(1, {}));
  page.change(answer("S1", "mine"));
  page.change(answer("S2", "mine"));

  say(state(3, { S1: "theirs" }));
  say({ type: "acknowledged", client_id: "page-0001", sequence: 1, revision: 2 });
  say({ type: "acknowledged", client_id: "page-0001", sequence: 2, revision: 4 });

  expect(page.state().session?.answers).toEqual({ S1: "theirs", S2: "mine" });
});

test("[U4] no answer is taken for known because another page sent a later one first", async () => {
  const { server, timers, outbox } = pages;
  server.isReachable = false;
  let isFull = true;
  const nowAndThen = {
    add: (change: NumberedChange) => (isFull ? Promise.reject(new Error("Quota")) : outbox.add(change)),
    list: () => outbox.list(),
    remove: (change: NumberedChange) => outbox.remove(change),
  };
  const first = await pages.open("page-0001", { outbox: nowAndThen });
  first.change(answer("S1", "not kept"));
  await settled();
  isFull = false;
  first.change(answer("S2", "kept"));
  await settled();
  server.isReachable = true;

  await pages.open("page-0002");
  await timers.advance(550);

  expect(server.session?.answers).toEqual({ S1: "not kept", S2: "kept" });
  expect(first.state().unacknowledged).toBe(0);
});

const NOTHING_KEPT = {
  add: () => Promise.resolve(),
  list: () => Promise.resolve([]),
  remove: () => Promise.resolve(),
};
