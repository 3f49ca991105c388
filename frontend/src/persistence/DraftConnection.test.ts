import "fake-indexeddb/auto";
import { forceCloseDatabase } from "fake-indexeddb";
import { deleteDB, openDB, unwrap } from "idb";
import { afterEach, beforeEach, expect, test } from "vitest";

import { TimeoutError } from "../errors/ApplicationError.ts";
import { FakeTimers } from "../testing/FakeTimers.ts";
import { DraftConnection } from "./DraftConnection.ts";
import { openDraftDatabase } from "./DraftDatabase.ts";

const NAME = "benchdog-drafts";
const LATER_VERSION = 2;

let connection: DraftConnection;

beforeEach(() => {
  connection = new DraftConnection({ openDatabase: openDraftDatabase });
});

afterEach(() => deleteDB(NAME));

test("[B2] a connection that the browser closed is replaced", async () => {
  const closed = await connection.database();

  // Its type asks for the class by mistake.
  forceCloseDatabase(unwrap(closed) as unknown as typeof IDBDatabase);

  const database = await connection.database();
  expect(await database.getAll("drafts")).toEqual([]);
  database.close();
});

test("[B2] one connection serves every call", async () => {
  const database = await connection.database();

  expect(await connection.database()).toBe(database);
  database.close();
});

test("[B2] a tab with a later version of the application does not wait for this one", async () => {
  await connection.database();

  const later = await openDB(NAME, LATER_VERSION);

  expect(later.version).toBe(LATER_VERSION);
  await expect(connection.database()).rejects.toMatchObject({ name: "VersionError" });
  later.close();
});

test("[B2] a browser that never says whether it opens the database is an outcome, and asked again", async () => {
  const timers = new FakeTimers();
  connection = new DraftConnection({ openDatabase: () => openDraftDatabase(timers) });
  const stubborn = await openDB(NAME);
  const blocked = openDB(NAME, LATER_VERSION);

  const refused = expect(connection.database()).rejects.toBeInstanceOf(TimeoutError);
  await timers.advance(5000);
  await refused;
  stubborn.close();

  (await blocked).close();
  await deleteDB(NAME);
  const database = await connection.database();
  expect(database.version).toBe(1);
  database.close();
});
