// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { FakeTimers, settled } from "../testing/FakeTimers.ts";
import type { Address } from "./Address.ts";
import { type NavigatedWindow, NavigationManager } from "./NavigationManager.ts";

const SESSION = { kind: "session", id: "V1StGXR8_Z5j" } as const;
const SNAPSHOT = { kind: "snapshot", id: "abcdefghijkl" } as const;

let navigation: NavigationManager;
let timers: FakeTimers;
let shown: Address[];
let areMovesDropped: boolean;

/** The window of jsdom; like Chromium it can drop a move that is asked for while a person presses Back. */
const droppingWindow: NavigatedWindow = {
  history: {
    get state(): unknown {
      return window.history.state;
    },
    pushState: (...entry) => window.history.pushState(...entry),
    replaceState: (...entry) => window.history.replaceState(...entry),
    go(delta) {
      if (!areMovesDropped) window.history.go(delta);
    },
  },
  get location() {
    return window.location;
  },
  addEventListener: window.addEventListener.bind(window),
  removeEventListener: window.removeEventListener.bind(window),
};

beforeEach(async () => {
  window.history.replaceState(null, "", "/");
  areMovesDropped = false;
  timers = new FakeTimers();
  navigation = new NavigationManager({ window: droppingWindow, timers });
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

describe("[B5] Back pressed twice at once", () => {
  const pressBackTwice = async (): Promise<void> => {
    window.history.back();
    window.history.back();
    await settled();
    areMovesDropped = false;
    await timers.advance(1000);
  };

  test.each([false, true])(
    "is one question, and staying restores the address (dropped: %s)",
    async (isDropped) => {
      const asked: Address[] = [];
      navigation.guard(
        async (to) => {
          asked.push(to);
          return false;
        },
        () => false,
      );
      areMovesDropped = isDropped;
      shown.length = 0;

      await pressBackTwice();

      expect(asked).toEqual([SESSION]);
      expect(navigation.address).toEqual(SNAPSHOT);
      expect(shown).toEqual([]);
    },
  );

  test.each([false, true])("and leaving shows the page of the address (dropped: %s)", async (isDropped) => {
    navigation.guard(
      async () => true,
      () => false,
    );
    areMovesDropped = isDropped;

    await pressBackTwice();

    expect(navigation.address).toEqual(SESSION);
    expect(shown.at(-1)).toEqual(SESSION);
  });
});

test("[B5] Back while the question is open restores the address again, and asks no second question", async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let questions = 0;
  navigation.guard(
    () => {
      questions += 1;
      return promise;
    },
    () => false,
  );
  await goBack();

  await goBack();
  resolve(false);
  await settled();

  expect(questions).toBe(1);
  expect(navigation.address).toEqual(SNAPSHOT);
});

test("[B5] an address that a session is given while Back is undone belongs to the page that is shown", async () => {
  const SAVED = { kind: "session", id: "savedjustnow" } as const;
  navigation.guard(
    async () => false,
    () => false,
  );
  // The answer to the first save arrives when the browser has gone back already.
  window.addEventListener("popstate", () => navigation.replaceState(SAVED), { once: true });

  await goBack();

  expect(navigation.address).toEqual(SAVED);
  navigation.guard(
    async () => true,
    () => false,
  );
  await goBack();
  expect(navigation.address).toEqual(SESSION);
});

describe("[B5] a link to a place on the same page is no page of its own", () => {
  /** As the browser does it: no event tells an entry that was made from one that was there. */
  function followHash(makesEntry: boolean): void {
    window.history[makesEntry ? "pushState" : "replaceState"](null, "", "#chart");
    window.dispatchEvent(new PopStateEvent("popstate", { state: null }));
  }

  test("Back from it asks nobody and shows the same page", async () => {
    followHash(true);
    let questions = 0;
    navigation.guard(
      async () => {
        questions += 1;
        return false;
      },
      () => false,
    );
    shown.length = 0;

    await goBack();

    expect([window.location.hash, questions, shown]).toEqual(["", 0, []]);
    await goBack();
    expect(questions).toBe(1);
    expect(navigation.address).toEqual(SNAPSHOT);
  });

  test("followed twice it is one entry, and what is left later is found again", async () => {
    followHash(true);
    followHash(false);
    await navigation.pushState({ kind: "start" });
    navigation.guard(
      async () => false,
      () => false,
    );

    window.history.go(-2);
    await settled();
    await timers.advance(1000);

    expect(navigation.address).toEqual({ kind: "start" });
  });
});

test("[B5] a link to the page that is shown asks first, and adds no entry", async () => {
  const entries = window.history.length;
  const answers = [false, true];
  navigation.guard(
    async () => answers.shift() ?? true,
    () => false,
  );
  shown.length = 0;

  expect(await navigation.pushState(SNAPSHOT)).toBe(false);
  expect(shown).toEqual([]);
  expect(await navigation.pushState(SNAPSHOT)).toBe(true);
  expect(shown).toEqual([SNAPSHOT]);
  expect(window.history.length).toBe(entries);
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
