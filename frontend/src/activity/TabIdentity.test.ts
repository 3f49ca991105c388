// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";

import { claimTabIdentity, type TabIdentity } from "./TabIdentity.ts";

/** The locks of a browser, as far as they are used: never waited for, and held until a page goes away. */
class FakeLocks {
  readonly #held = new Set<string>();

  async request(name: string, _options: object, run: (lock: object | null) => unknown): Promise<unknown> {
    await Promise.resolve();
    if (this.#held.has(name)) return run(null);
    this.#held.add(name);
    return run({ name });
  }

  query(): Promise<{ held: { name: string }[] }> {
    return Promise.resolve({ held: [...this.#held, "somebody-else's-lock"].map((name) => ({ name })) });
  }

  /** Every page goes away. */
  closeAll(): void {
    this.#held.clear();
  }
}

let locks: FakeLocks;
let ids: string[];

beforeEach(() => {
  sessionStorage.clear();
  locks = new FakeLocks();
  ids = ["first", "second"];
});

function claim(): Promise<TabIdentity> {
  return claimTabIdentity({
    locks: locks as unknown as LockManager,
    storage: sessionStorage,
    createId: () => ids.shift() ?? "none left",
  });
}

test("[B2] a tab is the same after a reload", async () => {
  const before = await claim();
  locks.closeAll();

  const after = await claim();

  expect(after.tabId).toBe(before.tabId);
});

test("a browser that refuses locks is told to whoever starts the application, and does not leave the page blank", async () => {
  const refused = new DOMException("Access to the Locks API is denied.", "SecurityError");
  locks.request = () => Promise.reject(refused);

  await expect(claim()).rejects.toBe(refused);
});

test("[B2] a duplicated tab, which brings the id of the first with it, takes one of its own", async () => {
  await claim();

  const duplicate = await claim();

  expect(duplicate.tabId).toBe("second");
  expect(await duplicate.aliveTabs()).toEqual(new Set(["first", "second"]));
});
