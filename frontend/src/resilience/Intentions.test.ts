import { beforeEach, expect, test } from "vitest";

import { Intentions } from "./Intentions.ts";

const HOUR_MS = 60 * 60 * 1000;

let stored: string | null;
let now: number;
let made: number;

beforeEach(() => {
  stored = null;
  now = Date.UTC(2026, 10, 21, 9);
  made = 0;
});

const storage = {
  getItem: (): string | null => stored,
  setItem: (_key: string, text: string): void => {
    stored = text;
  },
};

/** What a page finds when it is loaded. */
function intentions(options: { isStorageFull?: boolean } = {}): Intentions {
  const full = (): void => {
    throw new DOMException("full", "QuotaExceededError");
  };
  return new Intentions({
    storage: options.isStorageFull ? { ...storage, setItem: full } : storage,
    createId: () => {
      made += 1;
      return `key-${made}`;
    },
    now: () => now,
  });
}

test("[R4] every repetition of one change has the same key", () => {
  const page = intentions();

  expect([page.keyOf("save s1"), page.keyOf("save s1")]).toEqual(["key-1", "key-1"]);
});

test("[R4] another change has another key", () => {
  const page = intentions();

  expect([page.keyOf("save s1"), page.keyOf("save s2")]).toEqual(["key-1", "key-2"]);
});

test("[R4] the key is the same after a reload", () => {
  const before = intentions().keyOf("save s1");

  expect(intentions().keyOf("save s1")).toBe(before);
});

test("[R4] once the outcome is known, the same change is another intention", () => {
  const page = intentions();
  page.keyOf("save s1");

  page.settle("save s1");

  expect(page.keyOf("save s1")).toBe("key-2");
  expect(intentions().keyOf("save s1")).toBe("key-2");
});

test("[S8] a key that the service is about to forget is not used any more", () => {
  const page = intentions();
  page.keyOf("save s1");

  now += 23 * HOUR_MS;

  expect(page.keyOf("save s1")).toBe("key-2");
});

test("[R4] what is too old goes from the storage", () => {
  intentions().keyOf("save s1");
  now += 23 * HOUR_MS;

  intentions().keyOf("save s2");

  expect(stored).not.toContain("save s1");
});

test("where the storage is full, the page keeps the key itself", () => {
  const page = intentions({ isStorageFull: true });

  expect([page.keyOf("save s1"), page.keyOf("save s1")]).toEqual(["key-1", "key-1"]);
});

test.each(["{", "7", '[["save s1"]]', '[["save s1",{"key":1,"madeAt":0}]]'])(
  "what cannot be read in the storage (%s) is nothing",
  (damaged) => {
    stored = damaged;

    expect(intentions().keyOf("save s1")).toBe("key-1");
  },
);

test("[R4] another tab goes on with the keys that one left, and its own stand", () => {
  const left = intentions();
  left.keyOf("save s1");
  const pending = left.pending;
  stored = null;
  const next = intentions();
  const own = next.keyOf("save s2");

  next.adopt([...pending, ["save s2", { key: "of the other", madeAt: now }]]);

  expect([next.keyOf("save s1"), next.keyOf("save s2")]).toEqual(["key-1", own]);
});
