import { describe, expect, test } from "vitest";

import type { PersistenceState, SaveState } from "../../persistence/PersistenceState.ts";
import { saveIndicatorOf } from "./saveIndicator.ts";

const NOW = new Date(2026, 10, 21, 14, 5).getTime();
/** The connection has just been lost. */
const LOST = {
  kind: "unreachable",
  since: NOW,
  graceEndsAt: NOW + 30_000,
  reason: "connectionLost",
  retryAt: NOW + 2000,
} as const;

function stateWith(save: SaveState, changes: Partial<PersistenceState> = {}): PersistenceState {
  return {
    save,
    details: { title: "Drogon maps", description: "", tags: [] },
    metadata: null,
    newerCopy: null,
    comparison: null,
    otherTabs: 0,
    draftFailure: null,
    sizeBytes: 1021,
    limitBytes: 1_572_864,
    isAtRisk: false,
    isDirty: save.kind !== "clean",
    ...changes,
  };
}

function textOf(save: SaveState, changes: Partial<PersistenceState> = {}): string {
  return saveIndicatorOf(stateWith(save, changes), NOW, true).text;
}

describe("the words of the save indicator", () => {
  test.each<[string, SaveState]>([
    ["Saved 3 min ago", { kind: "clean", savedAt: NOW - 3 * 60_000 }],
    ["Not saved yet", { kind: "new" }],
    ["Unsaved changes · kept on this device", { kind: "unsaved", editedAt: NOW, draft: "kept" }],
    ["Saving…", { kind: "saving", since: NOW - 300 }],
    ["Not confirmed yet · checking…", { kind: "unconfirmed", since: NOW }],
    ["Couldn't save · retry in 8 s", { ...LOST, reason: "notNow", retryAt: NOW + 7_200 }],
    ["Reconnecting… 30 s", LOST],
    ["Reconnecting… 1 s", { ...LOST, since: NOW - 29_001, graceEndsAt: NOW + 999 }],
    [
      "Offline · kept on this device, will save when online",
      { ...LOST, since: NOW - 30_000, graceEndsAt: NOW },
    ],
    ["Couldn't save · kept on this device", { ...LOST, retryAt: null }],
    ["Couldn't save · sign in again", { kind: "signInRequired" }],
    ["Too large to save · kept on this device", { kind: "tooLarge", sizeBytes: 2, limitBytes: 1 }],
    ["Not on the server any more · kept on this device", { kind: "missing" }],
  ])("%s", (text, save) => {
    expect(textOf(save)).toBe(text);
  });

  test("[B2] a draft that is not written yet is not said to be kept", () => {
    expect(textOf({ kind: "unsaved", editedAt: NOW, draft: "pending" })).toBe("Unsaved changes");
  });

  test.each<[string, SaveState]>([
    ["Couldn't save · not kept yet", { ...LOST, retryAt: null }],
    ["Offline · not kept yet, will save when online", { ...LOST, since: NOW - 30_000, graceEndsAt: NOW }],
    ["Too large to save · not kept yet", { kind: "tooLarge", sizeBytes: 2, limitBytes: 1 }],
    ["Not on the server any more · not kept yet", { kind: "missing" }],
  ])("[B2] nor in any other state: %s", (text, save) => {
    expect(textOf(save, { isAtRisk: true })).toBe(text);
  });

  test("[B2] a draft that cannot be written is said to be missing", () => {
    const save: SaveState = { kind: "unsaved", editedAt: NOW, draft: "pending" };

    expect(textOf(save, { draftFailure: "quotaExceeded" })).toBe("Unsaved changes · not backed up");
  });

  test("[B2] no failure is said to be kept on this device where the browser keeps nothing", () => {
    expect(textOf({ kind: "missing" }, { draftFailure: "storageUnavailable" })).toBe(
      "Not on the server any more · not backed up",
    );
  });

  test("[B7] a device that is offline is told that saving goes on by itself", () => {
    const state = stateWith(LOST);

    expect(saveIndicatorOf(state, NOW, false).text).toBe(
      "Offline · kept on this device, will save when online",
    );
  });

  test("a save that takes less than 300 ms never flickers", () => {
    expect(textOf({ kind: "saving", since: NOW - 299 })).not.toBe("Saving…");
  });
});

test("[B8] every failure to save offers a way on", () => {
  const failures: SaveState[] = [
    LOST,
    { kind: "signInRequired" },
    { kind: "missing" },
    {
      kind: "failed",
      refusal: { kind: "rejected", code: "internal_error", userMessage: "Sorry.", correlationId: null },
    },
  ];

  const actions = failures.map((save) => saveIndicatorOf(stateWith(save), NOW, true).action);

  expect(actions).toEqual(["tryNow", "signIn", "saveCopy", "tryNow"]);
});
