// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";

import { settled } from "../testing/FakeTimers.ts";
import type { Address } from "./Address.ts";
import { NavigationManager } from "./NavigationManager.ts";

const SESSION = { kind: "session", id: "V1StGXR8_Z5j" } as const;
const SNAPSHOT = { kind: "snapshot", id: "abcdefghijkl" } as const;

let navigation: NavigationManager;
let shown: Address[];

beforeEach(async () => {
  window.history.replaceState(null, "", "/");
  navigation = new NavigationManager({ window });
  shown = [];
  navigation.subscribe((address) => shown.push(address));
  await navigation.pushState(SESSION);
  await navigation.pushState(SNAPSHOT);
});

afterEach(() => navigation.dispose());

async function goBack(): Promise<void> {
  window.history.back();
  await settled();
}

test("[B5] Back and Forward show the pages again", async () => {
  await goBack();
  window.history.forward();
  await settled();

  expect(shown.slice(-2)).toEqual([SESSION, SNAPSHOT]);
});

test("[B5] staying restores the address at once, without a new entry", async () => {
  const entries = window.history.length;
  let addressWhileAsked = "";
  navigation.guard(
    async () => {
      await settled();
      addressWhileAsked = window.location.pathname;
      return false;
    },
    () => false,
  );
  shown.length = 0;

  await goBack();
  await settled();

  expect(addressWhileAsked).toBe("/snapshot/abcdefghijkl");
  expect(window.location.pathname).toBe("/snapshot/abcdefghijkl");
  expect(window.history.length).toBe(entries);
  expect(shown).toEqual([]);
});

test("[B5] leaving after being asked goes where Back was going, and Forward comes back", async () => {
  const release = navigation.guard(
    () => Promise.resolve(true),
    () => false,
  );
  await goBack();
  await settled();
  release();

  expect(navigation.address).toEqual(SESSION);
  expect(shown.at(-1)).toEqual(SESSION);
  window.history.forward();
  await settled();
  expect(shown.at(-1)).toEqual(SNAPSHOT);
});

test("[B5] a link to a place on the same page is no page of its own", async () => {
  window.history.pushState(null, "", "#chart");
  window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  navigation.guard(
    () => Promise.resolve(false),
    () => false,
  );
  shown.length = 0;

  await goBack();
  await settled();

  expect(window.location.hash).toBe("#chart");
  expect(shown).toEqual([]);
});

test("[B5] a link that is refused changes nothing", async () => {
  navigation.guard(
    () => Promise.resolve(false),
    () => false,
  );

  expect(await navigation.pushState({ kind: "start" })).toBe(false);

  expect(navigation.address).toEqual(SNAPSHOT);
});

test("[B5] the browser's own question is asked only where something would be lost", () => {
  let isAtRisk = false;
  navigation.guard(
    () => Promise.resolve(true),
    () => isAtRisk,
  );
  const asked = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

  expect(asked()).toBe(false);
  isAtRisk = true;
  expect(asked()).toBe(true);
});
