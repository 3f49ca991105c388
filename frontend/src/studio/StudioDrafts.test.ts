import "fake-indexeddb/auto";

import { expect, test } from "vitest";

import { openStudioDatabase, type StudioDraft } from "./StudioDrafts.ts";
import { NO_WORK } from "./StudioWork.ts";
import { StudioDevice } from "./testing/StudioTab.ts";

const DRAFT: StudioDraft = {
  dataSet: "stocks",
  tabId: "tab-1",
  sessionId: "session00001",
  base: NO_WORK,
  work: { transformations: [{ name: "confidential" }], position: 1 },
  editedAt: 1,
};

test("[B2] [B12] a draft comes back as it was, to its data set only", async () => {
  const device = new StudioDevice();
  await device.drafts().write(DRAFT);

  expect(await device.drafts().list("stocks")).toEqual([DRAFT]);
  expect(await device.drafts().list("cars")).toEqual([]);
});

test("[B2] what lies on the disk does not say what the draft says", async () => {
  await new StudioDevice().drafts().write(DRAFT);

  const records = await (await openStudioDatabase()).getAll("drafts");
  const bytes = records.map(({ cipherText }) => new TextDecoder("latin1").decode(cipherText)).join("");
  expect(records.length).toBeGreaterThan(0);
  expect(bytes).not.toContain("confidential");
});

test("[B2] one person's drafts are nobody else's", async () => {
  const [ada, bob] = [new StudioDevice(), new StudioDevice()];
  await ada.drafts().write(DRAFT);

  expect(await bob.drafts().list("stocks")).toEqual([]);
  expect([await ada.drafts().count(), await bob.drafts().count()]).toEqual([1, 0]);
});

test("[B2] signing out leaves nothing, and nothing is written after it", async () => {
  const device = new StudioDevice();
  const drafts = device.drafts();
  await drafts.write(DRAFT);

  await drafts.forget();

  await expect(drafts.write(DRAFT)).rejects.toThrow("signed out");
  expect(await device.drafts().count()).toBe(0);
});

test("[B2] a key that another tab has destroyed is not used on", async () => {
  const device = new StudioDevice();
  const drafts = device.drafts();
  await drafts.write(DRAFT);
  await device.damage();

  await expect(drafts.write(DRAFT)).rejects.toThrow("signed out");
});
