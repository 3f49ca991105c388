import { beforeEach, expect, test } from "vitest";

import { STUDIO_HISTORY, StudioHistory } from "./StudioHistory.ts";
import { NO_WORK, type StudioWork } from "./StudioWork.ts";

let now: number;
let history: StudioHistory;

beforeEach(() => {
  now = 0;
  history = new StudioHistory({ policy: STUDIO_HISTORY, now: () => now });
});

const filter = (value: string): StudioWork => ({
  transformations: [{ kind: "filter", value }],
  position: 1,
});

function does(...states: StudioWork[]): void {
  for (const [index, after] of states.slice(1).entries()) history.record(states[index] ?? NO_WORK, after);
}

test("[B12] undo goes back and redo forth, and a change after undoing ends redoing", () => {
  does(NO_WORK, filter("a"));

  const undone = history.undo(filter("a"));
  const redone = undone && history.redo(undone);
  history.undo(filter("a"));
  history.record(NO_WORK, filter("b"));

  expect([undone, redone, history.canRedo]).toEqual([NO_WORK, filter("a"), false]);
  expect(history.redo(filter("b"))).toBeNull();
});

test("[B12] a word that is typed is one step, but adding a transformation is another", () => {
  does(NO_WORK, filter("s"), filter("so"), filter("sou"));

  expect(history.undo(filter("sou"))).toEqual(filter("s"));
  expect(history.undo(filter("s"))).toEqual(NO_WORK);
  expect(history.canUndo).toBe(false);
});

test("[B12] after a pause, typing is a new step", () => {
  does(NO_WORK, filter("s"), filter("so"));
  now += STUDIO_HISTORY.joinWithinMs;
  does(filter("so"), filter("sou"));

  expect(history.undo(filter("sou"))).toEqual(filter("so"));
});
