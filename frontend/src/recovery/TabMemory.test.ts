import { beforeEach, expect, test } from "vitest";

import { MemoryStorage } from "../testing/MemoryStorage.ts";
import { TabMemory } from "./TabMemory.ts";

let storage: MemoryStorage;

beforeEach(() => {
  storage = new MemoryStorage();
});

const memory = (userId = "ada") => new TabMemory({ storage, userId });
const BESIDE = { panel: "conversation", message: "Not sent y" };
const NOTHING = { panel: null, message: "" };

test("[B11] a reload finds what stood beside the session, and another session does not", () => {
  memory().remember("session-0001", BESIDE);

  const reloaded = memory();

  expect(reloaded.of("session-0001")).toEqual(BESIDE);
  expect(reloaded.of("session-0002")).toEqual(NOTHING);
});

test("[B11] going to another session and back loses nothing that was written", () => {
  const tab = memory();
  tab.remember("session-0001", BESIDE);
  tab.remember("session-0002", { panel: "history", message: "" });

  expect(tab.of("session-0001")).toEqual(BESIDE);
});

test("[B2] what one person wrote is not found by another, nor by anybody after signing out", () => {
  memory().remember("session-0001", BESIDE);
  expect(memory("grace").of("session-0001")).toEqual(NOTHING);

  memory().forget();

  expect(memory().of("session-0001")).toEqual(NOTHING);
});

test.each(["{", "{}", '[["session-0001", 1]]', '[["session-0001", {"panel": 1, "message": ""}]]'])(
  "what cannot be read is nothing: %s",
  (stored) => {
    storage.setItem("benchdog-beside-ada", stored);

    expect(memory().of("session-0001")).toEqual(NOTHING);
  },
);

test("a storage that refuses lasts as long as the page", () => {
  const full = Object.assign(storage, {
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  });
  const tab = new TabMemory({ storage: full, userId: "ada" });

  tab.remember("session-0001", BESIDE);

  expect(tab.of("session-0001")).toEqual(BESIDE);
});
