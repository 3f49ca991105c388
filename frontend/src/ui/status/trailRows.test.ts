import { beforeEach, expect, test } from "vitest";

import { FakeTimers } from "../../testing/FakeTimers.ts";
import { recordedActivity } from "../../testing/recordedActivity.ts";
import { EVERYTHING, serviceQuery, serviceRow, tabRows, type TrailFilter } from "./trailRows.ts";

let activity: ReturnType<typeof recordedActivity>;

beforeEach(async () => {
  const timers = new FakeTimers();
  activity = recordedActivity(timers);
  const record = (operation: "create" | "save" | "copy", subject: string, kind: string) =>
    activity.operations.record({ operation, subject: () => subject }, async () => {
      await timers.advance(1000);
      return { kind };
    });
  await record("create", "session00001", "saved");
  await record("save", "session00001", "conflict");
  await record("copy", "session00002", "saved");
});

const found = (filter: Partial<TrailFilter>) =>
  tabRows(activity.audit.entries, { ...EVERYTHING, ...filter }).map(({ operation }) => operation);

test("[R6] what was done in this tab is listed newest first, failures with their reason", () => {
  const rows = tabRows(activity.audit.entries, EVERYTHING);

  expect(rows.map(({ id, operation, failure }) => [id, operation, failure])).toEqual([
    ["3", "copy", null],
    ["2", "save", "conflict"],
    ["1", "create", null],
  ]);
});

test("[R6] it is filtered by operation, subject, failure and correlation id", () => {
  expect(found({ operation: "save" })).toEqual(["save"]);
  expect(found({ subject: "session00001" })).toEqual(["save", "create"]);
  expect(found({ failuresOnly: true })).toEqual(["save"]);
  expect(found({ correlationId: "copy-a7f3e2c1" })).toEqual(["copy"]);
  expect(found({ subject: "session00002", failuresOnly: true })).toEqual([]);
});

test("[R6] an operation that only the other trail knows leaves nothing out", () => {
  expect(found({ operation: "reset" })).toHaveLength(3);
  expect(serviceQuery({ ...EVERYTHING, operation: "copy" }).operation).toBeNull();
});

test("[R6] the service is asked for the same", () => {
  const filter = { operation: "save", subject: "session00001", correlationId: "save-1", failuresOnly: true };

  expect(serviceQuery(filter)).toEqual({
    operation: "save",
    subjectId: "session00001",
    correlationId: "save-1",
    failuresOnly: true,
  });
});

test("[R6] an entry of the service is listed like one of the tab", () => {
  const entry = { id: "e1", at: 5, operation: "save", durationMs: 3, correlationId: "save-1" };

  expect(serviceRow({ ...entry, subjectId: "session00001", errorCode: "version_conflict" })).toEqual({
    ...entry,
    subject: "session00001",
    failure: "version_conflict",
  });
});
