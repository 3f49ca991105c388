import "fake-indexeddb/auto";

import { afterEach, beforeEach, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import { countUnsent } from "./countUnsent.ts";
import type { NumberedChange, SurveyChange } from "./SurveySession.ts";
import { SurveyPages } from "./testing/SurveyPages.ts";

const answer = (step: string, value: string): SurveyChange => ({ action: "answer", step, answer: value });
const ALL_FIVE_MS = 550 + 1100 + 2200 + 4400 + 8800;

let pages: SurveyPages;
beforeEach(() => {
  pages = new SurveyPages();
});
afterEach(() => pages.dispose());

test("[U4] who goes on answering after five reconnects asks for another try", async () => {
  const { server, timers } = pages;
  server.isReachable = false;
  const page = await pages.open("page-0001");
  await timers.advance(ALL_FIVE_MS);
  const before = page.state().link;

  server.isReachable = true;
  page.change(answer("S1", "A"));
  await settled();

  expect(before).toEqual({ kind: "offline" });
  expect(page.state()).toMatchObject({ link: { kind: "connected" }, unacknowledged: 0 });
  expect(server.session?.answers).toEqual({ S1: "A" });
});

test("[U4] all that waits is kept on this device, or none of it is called so", async () => {
  const { server, outbox } = pages;
  server.isReachable = false;
  const tooLong = {
    add: (change: NumberedChange) =>
      change.sequence === 1 ? Promise.reject(new Error("Quota")) : outbox.add(change),
    list: () => outbox.list(),
    remove: (change: NumberedChange) => outbox.remove(change),
  };
  const page = await pages.open("page-0001", { outbox: tooLong });

  page.change(answer("S1", "not kept"));
  page.change(answer("S2", "B"));
  await settled();

  expect(page.state()).toMatchObject({ unacknowledged: 2, isKept: false, isKeeping: false });
});

test("[U4] what a device could not keep it keeps with the next change, when it can", async () => {
  const { server, outbox } = pages;
  server.isReachable = false;
  let isFull = true;
  const nowAndThen = {
    add: (change: NumberedChange) => (isFull ? Promise.reject(new Error("Quota")) : outbox.add(change)),
    list: () => outbox.list(),
    remove: (change: NumberedChange) => outbox.remove(change),
  };
  const page = await pages.open("page-0001", { outbox: nowAndThen });
  page.change(answer("S1", "A"));
  await settled();

  isFull = false;
  page.change(answer("S2", "B"));
  await settled();

  expect(page.state()).toMatchObject({ isKept: true, isKeeping: false });
  expect((await outbox.list()).map(({ sequence }) => sequence)).toEqual([1, 2]);
});

test("[U4] who signs out is asked about answers that only the page has, too", async () => {
  const { server, outbox } = pages;
  server.isReachable = false;
  const full = () => Promise.reject(new Error("Quota"));
  const keepingNothing = { add: full, list: full, remove: full, count: full };
  const one = await pages.open("page-0001", { outbox: keepingNothing });
  const other = await pages.open("page-0002");
  one.change(answer("S1", "A"));
  other.change(answer("S1", "A"));
  await settled();

  expect(await countUnsent(keepingNothing, one)).toBe(1);
  expect(await countUnsent(outbox, other)).toBe(1);
  expect(await countUnsent(outbox, null)).toBe(1);
});

test("[U4] what is said to a page that is gone is left to the next one, and connects nothing", async () => {
  const { server, timers, outbox } = pages;
  const page = await pages.open("page-0001");
  page.dispose();

  page.change(answer("S1", "A"));
  await settled();
  const kept = await outbox.count();
  await timers.advance(600_000);
  const attempts = server.attempts;
  await pages.open("page-0002");

  expect([kept, attempts]).toEqual([1, 1]);
  expect(server.session?.answers).toEqual({ S1: "A" });
});
