import "fake-indexeddb/auto";

import { afterEach, beforeEach, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import type { SurveyChange } from "./SurveySession.ts";
import { SurveyPages } from "./testing/SurveyPages.ts";

const answer = (step: string, value: string): SurveyChange => ({ action: "answer", step, answer: value });

let pages: SurveyPages;
beforeEach(() => {
  pages = new SurveyPages();
  pages.server.isReachable = false;
});
afterEach(() => pages.dispose());

/** What is on the device under the present key: step by step. */
async function kept(): Promise<string[]> {
  return (await pages.outbox.list()).map(({ change }) => ("step" in change ? String(change.step) : ""));
}

test("[B2] answers that were kept are called kept no more, those of earlier pages too", async () => {
  const earlier = await pages.open("page-0001");
  earlier.change(answer("S1", "A"));
  await settled();
  earlier.dispose();
  const page = await pages.open("page-0002");
  const before = page.state().isKept;

  await pages.signOutElsewhere();

  expect([before, page.state().isKept]).toEqual([true, false]);
  expect(page.state().unacknowledged).toBe(1);
});

test("[B2] nothing is said where everything is acknowledged", async () => {
  pages.server.isReachable = true;
  const page = await pages.open("page-0001");
  page.change(answer("S1", "A"));
  await settled();

  await pages.signOutElsewhere();

  expect(page.state()).toMatchObject({ unacknowledged: 0, isKept: true });
});

test("[B7] after a new sign-in all of it is kept again, in its order", async () => {
  const earlier = await pages.open("page-0001");
  earlier.change(answer("S1", "A"));
  await settled();
  earlier.dispose();
  await pages.timers.advance(1);
  const page = await pages.open("page-0002");
  page.change(answer("S2", "B"));
  await settled();
  await pages.signOutElsewhere();
  page.change(answer("S3", "C"));
  await settled();
  const meanwhile = page.state().isKept;

  pages.deviceKey.unlock();
  await settled();

  expect([meanwhile, page.state().isKept]).toEqual([false, true]);
  expect(await kept()).toEqual(["S1", "S2", "S3"]);
});

test("[B2] an answer that is being written meanwhile is not called kept", async () => {
  const page = await pages.open("page-0001");
  page.change(answer("S1", "A"));

  await pages.signOutElsewhere();

  expect(page.state()).toMatchObject({ isKept: false, isKeeping: false });
});

test("[U4] what is acknowledged before the new sign-in is not kept again", async () => {
  const page = await pages.open("page-0001");
  page.change(answer("S1", "A"));
  await settled();
  await pages.signOutElsewhere();
  pages.server.isReachable = true;
  page.tryNow();
  await pages.timers.advance(60_000);

  pages.deviceKey.unlock();
  await settled();

  expect(page.state()).toMatchObject({ unacknowledged: 0, isKept: true });
  expect(await kept()).toEqual([]);
});

test("[U4] nor is what a page did before it began, once that is acknowledged", async () => {
  pages.server.isReachable = true;
  const page = pages.connection("page-0001");
  page.change(answer("S1", "A"));
  await settled();
  await page.start();
  await settled();

  await pages.signOutElsewhere();
  pages.deviceKey.unlock();
  await settled();

  expect(page.state().unacknowledged).toBe(0);
  expect(await kept()).toEqual([]);
});
