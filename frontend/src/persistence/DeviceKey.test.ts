import { beforeEach, expect, test } from "vitest";

import { deviceKeyOf, removeKey } from "../testing/deviceKeyOf.ts";
import { wipeDevice } from "../testing/Tab.ts";
import { KeyDestroyed } from "./DeviceKey.ts";
import { openDraftDatabase } from "./DraftDatabase.ts";

beforeEach(wipeDevice);

const IV = new Uint8Array(12);

function encrypted(key: CryptoKey): Promise<ArrayBuffer> {
  return crypto.subtle.encrypt({ name: "AES-GCM", iv: IV }, key, new Uint8Array([1, 2, 3]));
}

async function storedKeys(): Promise<number> {
  const database = await openDraftDatabase();
  const count = await database.count("keys");
  database.close();
  return count;
}

test("[B2] pages that begin at the same time have one key", async () => {
  const [first, second] = [deviceKeyOf("ada"), deviceKeyOf("ada")];

  const written = await Promise.all([first, first, second, second].map((page) => page.use(encrypted)));

  expect(new Set(written.map((bytes) => new Uint8Array(bytes).join())).size).toBe(1);
  expect(await storedKeys()).toBe(1);
});

test("[B2] a locked key is not used, and none is made in its place", async () => {
  const key = deviceKeyOf("ada");
  key.lock();

  await expect(key.use(encrypted)).rejects.toThrow(KeyDestroyed);

  expect(await storedKeys()).toBe(0);
});

test("[B2] what was encrypted while the key was destroyed is not called kept", async () => {
  const key = deviceKeyOf("ada");

  const written = key.use(async (found) => {
    await encrypted(found);
    key.lock();
    key.unlock();
  });

  await expect(written).rejects.toThrow(KeyDestroyed);
});

test("[B2] a key that another tab has destroyed is missed, should the news of it be lost, and not replaced", async () => {
  const key = deviceKeyOf("ada");
  await key.use(encrypted);
  await removeKey("ada");

  await expect(key.use(encrypted)).rejects.toThrow(KeyDestroyed);

  expect(key.isLocked).toBe(true);
  expect(await storedKeys()).toBe(0);
});

test("[B7] after a new sign-in there is a key again", async () => {
  const key = deviceKeyOf("ada");
  await key.use(encrypted);
  await removeKey("ada");
  key.lock();

  key.unlock();
  await key.use(encrypted);

  expect([key.isLocked, await storedKeys()]).toEqual([false, 1]);
});

test("[B2] each change is told once", () => {
  const key = deviceKeyOf("ada");
  const told: boolean[] = [];
  const forget = key.subscribe(() => told.push(key.isLocked));

  key.unlock();
  key.lock();
  key.lock();
  key.unlock();
  forget();
  key.lock();

  expect(told).toEqual([true, false]);
});
