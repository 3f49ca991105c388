import { beforeEach, expect, test } from "vitest";

import { FakeTimers } from "../testing/FakeTimers.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
import { Tab, wipeDevice } from "../testing/Tab.ts";
import { DraftComparer, type DraftComparison } from "./DraftComparer.ts";

let backend: MemoryBackend;
let timers: FakeTimers;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
});

/** A session of two parts, of which *edited* was changed here before the page died. @returns its id. */
async function draftOn(content: { left: string; right: string }, edited: Record<string, string>) {
  const tab = new Tab({ backend, timers, tabId: "crashed" });
  const session = await tab.openNew(content);
  await session.save();
  tab.source.edit(edited);
  await timers.advance(200);
  return session.sessionId ?? "";
}

/** What the recovery dialog of the next page would say of the only draft. */
async function compared(tab = new Tab({ backend, timers, tabId: "next" })): Promise<DraftComparison> {
  const comparer = new DraftComparer({
    drafts: tab.drafts,
    backend,
    loadSource: () => Promise.resolve(tab.source),
  });
  const [draft] = (await tab.recovery.list()).drafts;
  if (!draft) throw new Error("There is no draft");
  return comparer.compare(draft);
}

const LEFT = { key: "left", label: "Part left" };
const RIGHT = { key: "right", label: "Part right" };

test("[B3] a draft on top of the server's copy was changed here only", async () => {
  await draftOn({ left: "one", right: "one" }, { left: "mine" });

  expect(await compared()).toEqual({
    kind: "compared",
    rows: [{ ...LEFT, changed: "here", side: "mine" }],
  });
});

test("[B3] [B4] beside a newer copy it is told who changed which part since they were one", async () => {
  const id = await draftOn({ left: "one", right: "one" }, { left: "mine" });
  await backend.saveElsewhere(id, { left: "theirs", right: "theirs" });

  expect(await compared()).toEqual({
    kind: "compared",
    rows: [
      { ...LEFT, changed: "both", side: null },
      { ...RIGHT, changed: "there", side: "theirs" },
    ],
  });
});

test("[B3] without the version that both began on, every difference may be of both", async () => {
  const id = await draftOn({ left: "one", right: "one" }, { left: "mine" });
  backend.forgetVersions();
  await backend.saveElsewhere(id, { left: "one", right: "one", more: "theirs" });

  const comparison = await compared();

  expect(comparison).toMatchObject({
    rows: [
      { ...LEFT, changed: "both" },
      { key: "more", changed: "both" },
    ],
  });
});

test("[B3] copies that cannot be read now or cannot be taken apart are said not to be compared", async () => {
  const id = await draftOn({ left: "one", right: "one" }, { left: "mine" });
  backend.forgetVersions();
  expect(await compared()).toEqual({ kind: "notCompared" });

  await backend.saveElsewhere(id, { whole: true });

  expect(await compared()).toEqual({ kind: "notCompared" });
});

test("[B3] looking at the differences opens nothing, and asks once", async () => {
  await draftOn({ left: "one", right: "one" }, { left: "mine" });
  const tab = new Tab({ backend, timers, tabId: "next" });
  const comparer = new DraftComparer({
    drafts: tab.drafts,
    backend,
    loadSource: () => Promise.resolve(tab.source),
  });
  const [draft] = (await tab.recovery.list()).drafts;
  if (!draft) throw new Error("There is no draft");
  backend.calls.length = 0;

  await Promise.all([comparer.compare(draft), comparer.compare(draft)]);

  expect(backend.calls).toEqual(["readVersion"]);
  expect(await tab.draftTexts()).toHaveLength(1);
});
