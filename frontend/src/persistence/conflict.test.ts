import { beforeEach, describe, expect, test } from "vitest";

import type { JsonObject } from "../documents/json.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { MemoryBackend } from "../testing/MemoryBackend.ts";
import { Tab, wipeDevice } from "../testing/Tab.ts";

const UNREACHABLE = { kind: "refused", refusal: { kind: "unreachable", retryAfterMs: null } } as const;
const NO_COPY_TITLE = "";

let backend: MemoryBackend;
let timers: FakeTimers;
let tab: Tab;
let id: string;

/** A session with three parts that is saved, and open in this tab. */
beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  timers = new FakeTimers();
  tab = new Tab({ backend, timers });
  const session = await tab.openNew({ chart: "old", notes: "old", map: "old" });
  await session.save();
  id = session.sessionId ?? "";
});

async function conflictOn(mine: JsonObject, theirs: JsonObject): Promise<void> {
  await backend.saveElsewhere(id, { ...backend.contentOf(id), ...theirs });
  tab.source.edit(mine);
  await tab.session.save();
}

function sides(): Record<string, string | null> {
  const rows = tab.session.state.comparison?.rows ?? [];
  return Object.fromEntries(rows.map(({ key, side }) => [key, side]));
}

async function draftTexts(): Promise<string[]> {
  const { drafts } = await tab.drafts.list();
  const read = await Promise.all(drafts.map(({ draftId }) => tab.drafts.read(draftId)));
  return read.map((draft) => new TextDecoder().decode(draft?.canonical));
}

const merge = () => tab.session.resolve("merge", NO_COPY_TITLE);

describe("[B4] changes in different parts", () => {
  test("are saved together without a question", async () => {
    await conflictOn({ chart: "mine" }, { notes: "theirs" });

    const result = await merge();

    expect(result.kind).toBe("resolved");
    expect(backend.contentOf(id)).toEqual({ chart: "mine", notes: "theirs", map: "old" });
    expect(tab.source.serialize()).toEqual(backend.contentOf(id));
    expect(tab.session.state).toMatchObject({ newerCopy: null, comparison: null, isDirty: false });
    expect(await draftTexts()).toEqual([]);
  });

  test("can be undone: what this tab had is back, and unsaved", async () => {
    await conflictOn({ chart: "mine" }, { notes: "theirs" });
    const result = await merge();

    if (result.kind === "resolved") result.undo?.();
    await timers.advance(200);

    expect(tab.source.serialize()).toEqual({ chart: "mine", notes: "old", map: "old" });
    expect(tab.session.state.isDirty).toBe(true);
    await tab.session.save();
    expect(backend.contentOf(id)).toEqual({ chart: "mine", notes: "old", map: "old" });
  });

  test("are found after a reload too, where the last common version is read from the history", async () => {
    tab.source.edit({ chart: "mine" });
    await timers.advance(200);
    await backend.saveElsewhere(id, { chart: "old", notes: "theirs", map: "old" });
    tab = new Tab({ backend, timers, tabId: "tab-2" });
    const [draft] = (await tab.recovery.list()).drafts;
    await tab.manager.openDraft(tab.source, draft?.draftId ?? "");

    const result = await merge();

    expect(result.kind).toBe("resolved");
    expect(backend.contentOf(id)).toEqual({ chart: "mine", notes: "theirs", map: "old" });
  });

  test("are not guessed at in a draft that was written before drafts named the version they began on", async () => {
    tab.source.edit({ chart: "mine" });
    await timers.advance(200);
    const [kept] = (await tab.drafts.list()).drafts;
    const draft = await tab.drafts.read(kept?.draftId ?? "");
    if (!draft?.base) throw new Error("There is no draft with a base");
    const { etag, contentHash, metadataHash } = draft.base;
    await tab.drafts.write({ ...draft, base: { etag, contentHash, metadataHash } });
    await backend.saveElsewhere(id, { chart: "old", notes: "theirs", map: "old" });
    tab = new Tab({ backend, timers, tabId: "tab-2" });
    await tab.manager.openDraft(tab.source, draft.draftId);

    expect((await merge()).kind).toBe("undecided");

    expect(sides()).toEqual({ chart: null, notes: null });
  });

  test("with a new title here are merged with content from there", async () => {
    await backend.saveElsewhere(id, { chart: "old", notes: "theirs", map: "old" });
    tab.session.changeDetails({ ...tab.session.state.details, title: "A better title" });
    await tab.session.save();

    await merge();

    expect(tab.session.state.metadata).toMatchObject({ title: "A better title" });
    expect(backend.contentOf(id)).toMatchObject({ notes: "theirs" });
  });

  test("are not guessed at where the last common version is gone from the history", async () => {
    tab.source.edit({ chart: "mine" });
    await timers.advance(200);
    await backend.saveElsewhere(id, { chart: "old", notes: "theirs", map: "old" });
    backend.forgetVersions();
    tab = new Tab({ backend, timers, tabId: "tab-2" });
    const [draft] = (await tab.recovery.list()).drafts;
    await tab.manager.openDraft(tab.source, draft?.draftId ?? "");

    expect((await merge()).kind).toBe("undecided");

    expect(sides()).toEqual({ chart: null, notes: null });
  });
});

describe("[B4] a part that both sides changed", () => {
  beforeEach(() => conflictOn({ chart: "mine", notes: "mine" }, { chart: "theirs", map: "theirs" }));

  test("is asked about, and nothing is changed before it is decided", async () => {
    const result = await merge();

    expect(result.kind).toBe("undecided");
    expect(sides()).toEqual({ chart: null, notes: "mine", map: "theirs" });
    expect(tab.session.state.comparison?.rows?.[0]).toMatchObject({ label: "Part chart", changed: "both" });
    expect(backend.contentOf(id)).toEqual({ chart: "theirs", notes: "old", map: "theirs" });
    expect(tab.source.serialize()).toEqual({ chart: "mine", notes: "mine", map: "old" });
  });

  test("is taken from where the person chose; what is left out stays on the device as a draft", async () => {
    await merge();
    tab.session.choose("chart", "theirs");

    const result = await merge();

    expect(result.kind).toBe("resolved");
    expect(backend.contentOf(id)).toEqual({ chart: "theirs", notes: "mine", map: "theirs" });
    expect(await draftTexts()).toEqual(['{"chart":"mine","map":"old","notes":"mine"}']);
  });

  test("stays decided when the server's copy changes once more", async () => {
    await merge();
    tab.session.choose("chart", "mine");
    await backend.saveElsewhere(id, { chart: "theirs again", notes: "theirs", map: "theirs" });

    await timers.advance(10_000);

    expect(sides()).toEqual({ chart: "mine", notes: null, map: "theirs" });
    tab.session.choose("notes", "theirs");
    await merge();
    expect(backend.contentOf(id)).toEqual({ chart: "mine", notes: "theirs", map: "theirs" });
  });

  test("stays decided when the server's copy changes while the merge is saved", async () => {
    await merge();
    tab.session.choose("chart", "mine");
    const answer = backend.hold();
    const saving = merge();
    await settled();
    await backend.saveElsewhere(id, { chart: "theirs again", notes: "old", map: "theirs again" });
    answer();

    expect((await saving).kind).toBe("conflict");
    expect((await merge()).kind).toBe("resolved");

    expect(backend.contentOf(id)).toEqual({ chart: "mine", notes: "mine", map: "theirs again" });
  });

  test("is asked about again where it is edited here to what the server has: nothing is left to choose", async () => {
    await merge();
    tab.source.edit({ chart: "theirs" });

    expect((await merge()).kind).toBe("resolved");

    expect(backend.contentOf(id)).toEqual({ chart: "theirs", notes: "mine", map: "theirs" });
  });

  test("is not decided by a service that cannot be reached", async () => {
    backend.failNext(UNREACHABLE);

    expect((await merge()).kind).toBe("unreachable");

    expect(tab.source.serialize()).toEqual({ chart: "mine", notes: "mine", map: "old" });
    expect(tab.session.state.newerCopy).not.toBeNull();
  });
});

test("[B4] a merge whose save fails keeps both sides' work on this device", async () => {
  await conflictOn({ chart: "mine" }, { notes: "theirs" });
  await tab.session.compare();
  backend.failNext(UNREACHABLE);

  const result = await merge();

  expect(result.kind).toBe("unreachable");
  expect(await draftTexts()).toEqual(['{"chart":"mine","map":"old","notes":"theirs"}']);
  await timers.advance(2500);
  expect(backend.contentOf(id)).toEqual({ chart: "mine", notes: "theirs", map: "old" });
});

test("[B4] copies that the workbench cannot take apart are chosen as a whole", async () => {
  await conflictOn({ chart: "mine" }, { whole: true });

  expect((await merge()).kind).toBe("undecided");

  expect(tab.session.state.comparison?.rows).toBeNull();
});

describe("[B4] two tabs of one browser", () => {
  let other: Tab;

  beforeEach(async () => {
    other = new Tab({ backend, timers, tabId: "tab-2" });
    await other.open(id);
    await settled();
  });

  test("know of each other while the session is open in both", async () => {
    expect([tab.session.state.otherTabs, other.session.state.otherTabs]).toEqual([1, 1]);

    await other.manager.close();
    await settled();

    expect(tab.session.state.otherTabs).toBe(0);
  });

  test("hear of a save at once, without waiting for the next look at the service", async () => {
    tab.source.edit({ chart: "mine" });

    await tab.session.save();
    await settled();

    expect(other.session.state.newerCopy?.metadata.version).toBe(2);
  });
});

test("[B3] a draft is opened by one of two tabs that ask for it at once", async () => {
  tab.source.edit({ chart: "left behind" });
  await timers.advance(200);
  await tab.manager.close();
  const [one, two] = [
    new Tab({ backend, timers, tabId: "tab-2" }),
    new Tab({ backend, timers, tabId: "tab-3" }),
  ];
  const [draft] = (await one.recovery.list()).drafts;
  const draftId = draft?.draftId ?? "";

  const opened = await Promise.all([
    one.manager.openDraft(one.source, draftId),
    two.manager.openDraft(two.source, draftId),
  ]);

  expect(opened.map(({ kind }) => kind).toSorted()).toEqual(["ok", "unreadable"]);
  expect(await draftTexts()).toEqual(['{"chart":"left behind","map":"old","notes":"old"}']);
});
