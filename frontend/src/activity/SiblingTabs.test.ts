import { afterEach, beforeEach, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import { SiblingTabs, type TabNews } from "./SiblingTabs.ts";

// The real channel and the real locks: Node has both.
let channels: BroadcastChannel[];
let device = 0;

beforeEach(() => {
  channels = [];
  device += 1;
});

afterEach(() => {
  for (const channel of channels) channel.close();
});

function openTab(tabId: string): SiblingTabs {
  const channel = new BroadcastChannel(`siblings-test-${device}`);
  channels.push(channel);
  return new SiblingTabs({ channel, locks: navigator.locks, tabId });
}

test("[B4] a save is told to the other tabs, and not to the one that made it", async () => {
  const [first, second] = [openTab("first"), openTab("second")];
  const heard: [string, TabNews][] = [];
  first.subscribe((news) => heard.push(["first", news]));
  second.subscribe((news) => heard.push(["second", news]));

  first.tellSaved("session-a");
  await settled();

  expect(heard).toEqual([["second", { kind: "saved", sessionId: "session-a" }]]);
});

test("[B2] signing out is told to the other tabs of the person, whatever else is said of it", async () => {
  const [first, second] = [openTab("first"), openTab("second")];
  const heard: string[] = [];
  second.subscribe(({ kind }) => heard.push(kind));

  first.tellSignedOut();
  channels[0]?.postMessage({ kind: "signedOut", sessionId: 7, by: "a later version" });
  await settled();

  expect(heard).toEqual(["signedOut", "signedOut"]);
});

test("[B4] tabs of one session know of each other until one leaves", async () => {
  const [first, second] = [openTab("first"), openTab("second")];
  first.enter("session-b");
  const leave = second.enter("session-b");
  await settled();

  expect([await first.othersIn("session-b"), await first.othersIn("session-c")]).toEqual([1, 0]);
  leave();
  await settled();

  expect(await first.othersIn("session-b")).toBe(0);
});

test("[B3] what is done alone is done in one tab at a time", async () => {
  const [first, second] = [openTab("first"), openTab("second")];
  let finish: () => void = () => undefined;
  const work = first.alone("draft", () => new Promise<string>((resolve) => (finish = () => resolve("done"))));
  await settled();

  const refused = await second.alone("draft", () => Promise.resolve("twice"));
  finish();

  expect(refused).toBeNull();
  expect(await work).toBe("done");
  expect(await second.alone("draft", () => Promise.resolve("later"))).toBe("later");
});

test("what a tab of another version says is ignored", async () => {
  const tab = openTab("first");
  const heard: TabNews[] = [];
  tab.subscribe((news) => heard.push(news));
  openTab("second");

  for (const message of [null, "saved", { kind: "closed", sessionId: "a" }, { kind: "saved" }]) {
    channels[1]?.postMessage(message);
  }
  await settled();

  expect(heard).toEqual([]);
});
