import "fake-indexeddb/auto";

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { DeviceKey } from "../persistence/DeviceKey.ts";
import { deviceKeyOf, removeKey } from "../testing/deviceKeyOf.ts";
import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import { SurveyConnection } from "./SurveyConnection.ts";
import { openOutboxDatabase, SurveyOutbox } from "./SurveyOutbox.ts";
import { SURVEY } from "./SurveyPolicy.ts";
import type { NumberedChange, SurveyChange } from "./SurveySession.ts";
import { SurveyServer } from "./testing/SurveyServer.ts";

const answer = (step: string, value: string): SurveyChange => ({ action: "answer", step, answer: value });

let timers: FakeTimers;
let server: SurveyServer;
let userId: string;
let deviceKey: DeviceKey;
let outbox: SurveyOutbox;
let pages: SurveyConnection[];
let signInsEnded: number;

beforeEach(() => {
  timers = new FakeTimers();
  server = new SurveyServer();
  pages = [];
  signInsEnded = 0;
  userId = crypto.randomUUID();
  deviceKey = deviceKeyOf(userId);
  outbox = new SurveyOutbox({ openDatabase: openOutboxDatabase, deviceKey, userId });
});

afterEach(() => {
  for (const page of pages) page.dispose();
});

async function openPage(clientId: string, kept: Pick<SurveyOutbox, "add" | "list" | "remove"> = outbox) {
  const page = new SurveyConnection({
    openSocket: server.openSocket,
    outbox: kept,
    deviceKey,
    policy: SURVEY,
    timers,
    random: () => 0,
    clientId,
    onSignInEnded: () => {
      signInsEnded += 1;
    },
  });
  pages.push(page);
  await page.start();
  await settled();
  return page;
}

test("[U4] shows the saved state when it is connected", async () => {
  server.session = { currentStep: "S2", answers: { S1: "A" }, stepHistory: ["S1"], isAudioMode: true };

  const page = await openPage("page-0001");

  expect(page.state()).toMatchObject({
    link: { kind: "connected" },
    session: server.session,
    isLoaded: true,
    unacknowledged: 0,
  });
});

test("[U4] a change is shown at once, and saved when it is acknowledged", async () => {
  const page = await openPage("page-0001");
  server.answers = false;

  page.change(answer("S1", "A"));
  await settled();
  const before = page.state();
  const keptBefore = await outbox.count();
  server.answers = true;
  server.drop();
  await timers.advance(550);

  expect(before).toMatchObject({ session: { answers: { S1: "A" } }, unacknowledged: 1 });
  expect(keptBefore).toBe(1);
  expect(page.state()).toMatchObject({ session: { answers: { S1: "A" } }, unacknowledged: 0 });
  expect(await outbox.count()).toBe(0);
});

test("[U4] what was applied and not acknowledged is sent again, and applied once", async () => {
  const page = await openPage("page-0001");
  server.answers = false;
  page.change(answer("S1", "A"));
  page.change(answer("S1", "B"));

  server.answers = true;
  server.drop();
  await timers.advance(550);

  expect(server.heard.map(({ sequence }) => sequence)).toEqual([1, 2, 1, 2]);
  expect(server.applied.map(({ sequence }) => sequence)).toEqual([1, 2]);
  expect(page.state().unacknowledged).toBe(0);
});

test("[U4] what is done without a connection is sent in its order when there is one", async () => {
  server.isReachable = false;
  const page = await openPage("page-0001");
  page.change(answer("S1", "A"));
  page.change({ action: "navigate", step: "S2", stepHistory: ["S1"] });
  page.change(answer("S2", "B"));

  server.isReachable = true;
  await timers.advance(550);

  expect(server.session).toEqual({
    currentStep: "S2",
    answers: { S1: "A", S2: "B" },
    stepHistory: ["S1"],
    isAudioMode: false,
  });
  expect(page.state().unacknowledged).toBe(0);
});

test("[U4] reconnects five times, each time later, then waits for the person or the network", async () => {
  server.isReachable = false;
  const page = await openPage("page-0001");
  const first = server.attempts;

  await timers.advance(549);
  const beforeTheFirst = server.attempts;
  await timers.advance(1 + 1100 + 2200 + 4400 + 8800);
  const afterFive = server.attempts;
  const stateAfterFive = page.state().link;
  await timers.advance(600_000);
  const afterLong = server.attempts;
  server.isReachable = true;
  page.tryNow();
  await settled();

  expect([first, beforeTheFirst, afterFive, afterLong]).toEqual([1, 1, 6, 6]);
  expect(stateAfterFive).toEqual({ kind: "offline" });
  expect(page.state().link).toEqual({ kind: "connected" });
});

test("[U4] a connection that answers nothing is given up and made anew", async () => {
  const page = await openPage("page-0001");
  server.answers = false;
  page.change(answer("S1", "A"));
  await timers.advance(SURVEY.acknowledgeWithinMs - 1);
  const before = server.attempts;

  server.answers = true;
  await timers.advance(1 + 550);

  expect([before, server.attempts]).toEqual([1, 2]);
  expect(page.state().unacknowledged).toBe(0);
  expect(server.applied).toHaveLength(1);
});

test("[U4] the next page sends what the last one could not, under the same numbers", async () => {
  const lost = await openPage("page-0001");
  server.answers = false;
  lost.change(answer("S1", "A"));
  server.drop();
  server.isReachable = false;
  lost.change(answer("S2", "B"));
  await settled();
  lost.dispose();

  server.isReachable = true;
  server.answers = true;
  const next = await openPage("page-0002");

  expect(server.applied.map(({ client_id, sequence }) => [client_id, sequence])).toEqual([
    ["page-0001", 1],
    ["page-0001", 2],
  ]);
  expect(next.state()).toMatchObject({ session: { answers: { S1: "A", S2: "B" } }, unacknowledged: 0 });
  expect(await outbox.count()).toBe(0);
});

test("[U4] two pages that send the same changes do not double them", async () => {
  server.isReachable = false;
  const one = await openPage("page-0001");
  one.change(answer("S1", "A"));
  await settled();
  const other = await openPage("page-0002");

  server.isReachable = true;
  await timers.advance(550);
  one.change(answer("S1", "B"));
  other.change(answer("S2", "C"));
  await settled();

  expect(server.applied).toHaveLength(3);
  expect(server.session?.answers).toEqual({ S1: "B", S2: "C" });
  expect([one.state().unacknowledged, other.state().unacknowledged]).toEqual([0, 0]);
});

test("[U4] another device's change is shown, under what is not acknowledged here", async () => {
  const page = await openPage("page-0001");
  server.answers = false;
  page.change(answer("S1", "mine"));
  server.session = {
    currentStep: "S1",
    answers: { S1: "theirs", S2: "theirs" },
    stepHistory: [],
    isAudioMode: false,
  };

  server.answers = true;
  server.tellAll();

  expect(page.state().session?.answers).toEqual({ S1: "mine", S2: "theirs" });
});

test("[U4] a change that is refused is said, and not sent again", async () => {
  server.refused.add("S1");
  const page = await openPage("page-0001");
  page.change(answer("S1", "far too long"));
  await settled();
  const refused = page.state();

  page.change(answer("S2", "B"));
  await settled();

  expect(refused).toMatchObject({ refusal: "Too long.", unacknowledged: 0 });
  expect(page.state().refusal).toBeNull();
  expect(await outbox.count()).toBe(0);
});

test("[U4] [B7] an ended sign-in is asked for again, and what waits is sent then", async () => {
  const page = await openPage("page-0001");
  server.drop(4401);
  page.change(answer("S1", "A"));
  await timers.advance(600_000);
  const meanwhile = server.attempts;

  page.tryNow();
  await settled();

  expect(signInsEnded).toBe(1);
  expect(meanwhile).toBe(1);
  expect(server.session?.answers).toEqual({ S1: "A" });
});

test("[U4] a device that keeps nothing is said, and answering goes on", async () => {
  const full = () => Promise.reject(new Error("QuotaExceededError"));
  const page = await openPage("page-0001", { add: full, list: full, remove: full });

  page.change(answer("S1", "A"));
  await settled();

  expect(page.state()).toMatchObject({ isKept: false, unacknowledged: 0 });
  expect(server.session?.answers).toEqual({ S1: "A" });
});

test("[U4] a change is kept on the device when it is written, and not before", async () => {
  server.isReachable = false;
  const written: (() => void)[] = [];
  const slow = {
    add: (change: NumberedChange) =>
      new Promise<void>((resolve) => written.push(resolve)).then(() => outbox.add(change)),
    list: () => outbox.list(),
    remove: (change: NumberedChange) => outbox.remove(change),
  };
  const page = await openPage("page-0001", slow);

  page.change(answer("S1", "A"));
  page.change(answer("S2", "B"));
  const atFirst = page.state().isKeeping;
  written[0]?.();
  await vi.waitFor(() => expect(written).toHaveLength(2));
  const withOne = page.state().isKeeping;
  written[1]?.();
  await vi.waitFor(() => expect(page.state().isKeeping).toBe(false));

  expect([atFirst, withOne]).toEqual([true, true]);
  expect(await outbox.count()).toBe(2);
});

test("[B2] what is kept on the device is encrypted, and nobody else's key reads it", async () => {
  server.isReachable = false;
  const page = await openPage("page-0001");
  page.change(answer("S1", "very private"));
  await settled();

  const database = await openOutboxDatabase();
  const records = await database.getAllFromIndex("changes", "userId", userId);

  const bytes = records.map(({ cipherText }) => new TextDecoder().decode(cipherText)).join("");
  expect(bytes.length).toBeGreaterThan(0);
  expect(bytes).not.toContain("private");
  expect(await outbox.list()).toHaveLength(1);
  await removeKey(userId);
  const afterSignOut = { openDatabase: openOutboxDatabase, deviceKey: deviceKeyOf(userId), userId };
  expect(await new SurveyOutbox(afterSignOut).list()).toEqual([]);
});
