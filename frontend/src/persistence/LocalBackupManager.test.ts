import { beforeEach, expect, test } from "vitest";

import { digestOf } from "../documents/contentDigest.ts";
import { FakeTimers } from "../testing/FakeTimers.ts";
import { DETAILS, wipeDevice } from "../testing/Tab.ts";
import { DeviceKey } from "./DeviceKey.ts";
import { type Draft, draftIdOf } from "./Draft.ts";
import { DraftConnection } from "./DraftConnection.ts";
import { openDraftDatabase } from "./DraftDatabase.ts";
import { LocalBackupManager } from "./LocalBackupManager.ts";

let timers: FakeTimers;

beforeEach(async () => {
  await wipeDevice();
  timers = new FakeTimers();
});

/** Of a page of its own. */
function managerOf(userId: string, openDatabase = openDraftDatabase): LocalBackupManager {
  const connection = new DraftConnection({ openDatabase });
  const deviceKey = new DeviceKey({ connection, userId });
  return new LocalBackupManager({ connection, deviceKey, userId, now: timers.now });
}

async function draftOf(text: string, parts: { userId?: string; tabId?: string } = {}): Promise<Draft> {
  const { userId = "ada", tabId = "tab-1" } = parts;
  const { canonical, contentHash } = await digestOf({ text });
  return {
    draftId: draftIdOf({ userId, tabId, sessionId: null }),
    userId,
    tabId,
    sessionId: null,
    base: null,
    details: DETAILS,
    canonical,
    contentHash,
    metadataHash: "",
    editedAt: timers.now(),
  };
}

/** Changes one bit of what is stored. */
async function damage(draftId: string, slot: 0 | 1): Promise<void> {
  const database = await openDraftDatabase();
  const record = await database.get("drafts", [draftId, slot]);
  if (!record) throw new Error("There is no such generation");
  const bytes = new Uint8Array(record.cipherText.slice(0));
  bytes[3] = (bytes[3] ?? 0) ^ 1;
  await database.put("drafts", { ...record, cipherText: bytes.buffer });
  database.close();
}

test("[B2] a draft comes back as it was written", async () => {
  const manager = managerOf("ada");
  const draft = await draftOf("漢字 and 😀");

  await manager.write(draft);

  expect(await managerOf("ada").read(draft.draftId)).toEqual(draft);
});

test("[B2] what lies on the device does not say what the person wrote", async () => {
  const draft = await draftOf("a very private remark");
  await managerOf("ada").write(draft);

  const database = await openDraftDatabase();
  const [record] = await database.getAll("drafts");
  database.close();

  const stored = new TextDecoder("latin1").decode(record?.cipherText) + JSON.stringify(record);
  expect(stored).not.toContain("private");
  expect(stored).not.toContain(DETAILS.title);
});

test("[B2] one person never sees another one's drafts on the same device", async () => {
  const draft = await draftOf("mine");
  await managerOf("ada").write(draft);

  const other = managerOf("grace");

  expect((await other.list()).drafts).toEqual([]);
  expect(await other.read(draft.draftId)).toBeNull();
  expect((await managerOf("ada").list()).drafts).toHaveLength(1);
});

test("[B2] two tabs keep a draft each", async () => {
  const manager = managerOf("ada");
  await manager.write(await draftOf("left", { tabId: "tab-1" }));
  await manager.write(await draftOf("right", { tabId: "tab-2" }));

  expect((await manager.list()).drafts.map(({ tabId }) => tabId).toSorted()).toEqual(["tab-1", "tab-2"]);
});

test("[B2] a damaged generation is put aside, and the one before it is opened", async () => {
  const manager = managerOf("ada");
  const before = await draftOf("the last good copy");
  await manager.write(before);
  await manager.write(await draftOf("damaged later"));
  await damage(before.draftId, 0);

  const read = await manager.read(before.draftId);

  expect(new TextDecoder().decode(read?.canonical)).toBe('{"text":"the last good copy"}');
  expect((await manager.list()).damaged).toHaveLength(1);
});

test("[B2] a draft of which nothing can be read is offered as a file and never deleted", async () => {
  const manager = managerOf("ada");
  const draft = await draftOf("only copy");
  await manager.write(draft);
  await damage(draft.draftId, 1);

  const { drafts, damaged } = await manager.list();

  expect(drafts).toEqual([]);
  expect(damaged[0]?.cipherText.byteLength).toBeGreaterThan(0);
  expect((await manager.list()).damaged).toHaveLength(1);
});

test("[B2] signing out destroys the key, and with it every draft", async () => {
  const manager = managerOf("ada");
  const draft = await draftOf("before signing out");
  await manager.write(draft);

  await manager.destroyKey();

  expect((await manager.list()).drafts).toEqual([]);
  expect(await manager.read(draft.draftId)).toBeNull();
});

test("[B3] a discarded draft can be brought back for a day", async () => {
  const manager = managerOf("ada");
  const draft = await draftOf("oops");
  await manager.write(draft);

  await manager.discard(draft.draftId);
  expect((await manager.list()).drafts).toEqual([]);
  await manager.restore(draft.draftId);
  expect((await manager.list()).drafts).toHaveLength(1);

  await manager.discard(draft.draftId);
  await timers.advance(25 * 60 * 60 * 1000);
  await manager.list();
  await manager.restore(draft.draftId);
  expect((await manager.list()).drafts).toEqual([]);
});

test("[B2] after signing out nothing is written any more", async () => {
  const manager = managerOf("ada");
  await manager.destroyKey();

  const result = await manager.write(await draftOf("from a page that was closing"));

  expect(result).toEqual({ kind: "failed", reason: "signedOut" });
  expect((await managerOf("ada").list()).drafts).toEqual([]);
});

test("[B2] a draft that is still worked on is not forgotten for the age of its earlier generation", async () => {
  const manager = managerOf("ada");
  await manager.write(await draftOf("last month"));
  await timers.advance(31 * 24 * 60 * 60 * 1000);
  const { draftId } = await draftOf("");
  await manager.write(await draftOf("today"));

  await manager.list();

  expect(new TextDecoder().decode((await manager.read(draftId))?.canonical)).toBe('{"text":"today"}');
});

test.each([
  ["is old", 400 * 24 * 60 * 60 * 1000],
  ["is from a time that was never", -400 * 24 * 60 * 60 * 1000],
])(
  "[B2] a draft that %s by the clock is offered until the server has it or the person discards it",
  async (_name, ms) => {
    const manager = managerOf("ada");
    await manager.write(await draftOf("typed before the clock was set"));

    timers.jump(ms);

    expect((await manager.list()).drafts).toHaveLength(1);
  },
);

test("[B2] work that goes on under a discarded draft's id is offered", async () => {
  const manager = managerOf("ada");
  const draft = await draftOf("discarded");
  await manager.write(draft);
  await manager.discard(draft.draftId);

  await manager.write(await draftOf("typed since"));

  expect((await manager.list()).drafts).toHaveLength(1);
});

test("[B3] a discarded draft that is put aside stays discarded, and can be brought back", async () => {
  const manager = managerOf("ada");
  const draft = await draftOf("oops");
  await manager.write(draft);
  await manager.discard(draft.draftId);

  await manager.putAside(draft.draftId);
  expect((await manager.list()).drafts).toEqual([]);
  await manager.restore(draft.draftId);

  expect((await manager.list()).drafts).toHaveLength(1);
});

test("[B2] damage never replaces what was damaged before", async () => {
  const manager = managerOf("ada");
  for (const slot of [1, 0, 1] as const) {
    const draft = await draftOf(`in slot ${slot}`);
    await manager.write(draft);
    await damage(draft.draftId, slot);
    await manager.list();
    await timers.advance(1000);
  }

  expect((await manager.list()).damaged).toHaveLength(3);
});

test("[B2] a storage that refuses is an outcome, and the next write tries again", async () => {
  let isBroken = true;
  const openDatabase = () =>
    isBroken ? Promise.reject(new DOMException("no", "InvalidStateError")) : openDraftDatabase();
  const manager = managerOf("ada", openDatabase);
  const draft = await draftOf("again");

  expect(await manager.write(draft)).toEqual({ kind: "failed", reason: "storageUnavailable" });
  isBroken = false;

  expect(await manager.write(draft)).toEqual({ kind: "written" });
});
