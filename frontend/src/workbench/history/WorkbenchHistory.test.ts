import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { JsonObject } from "../../documents/json.ts";
import { notesModule } from "../../modules/notes/notesModule.ts";
import { tableModule } from "../../modules/table/tableModule.ts";
import {
  addDashboard,
  findActiveDashboard,
  moveModule,
  renameDashboard,
} from "../changes/dashboardChanges.ts";
import { removeDataSet } from "../changes/dataSetChanges.ts";
import { removeModule } from "../changes/moduleChanges.ts";
import { createWorkbench } from "../createWorkbench.ts";
import { countingIds, readShippedFile } from "../testing/shippedFiles.ts";
import type { Workbench } from "../Workbench.ts";
import { HISTORY_POLICY } from "./HistoryPolicy.ts";

const textOf = (workbench: Workbench) => JSON.stringify(workbench.serialize());
const { joinWithinMs, maxJoinedMs, maxSteps } = HISTORY_POLICY;

/** A workbench with notes, and a clock that a test moves on. */
function aWorkbenchInTime() {
  const clock = { now: 0 };
  const workbench = createWorkbench({
    createId: countingIds(),
    now: () => clock.now,
    fetchText: readShippedFile,
  });
  const notesId = workbench.addModule(notesModule);
  workbench.forgetHistory();
  const type = (text: string, afterMs = 0) => {
    clock.now += afterMs;
    const notes = workbench.state.moduleInstances.find(({ id }) => id === notesId);
    if (notes?.kind === "open") workbench.setModuleSettings(notes, { text });
  };
  const typed = () => workbench.state.moduleInstances[0]?.serializedState.settings;
  return { workbench, clock, notesId, type, typed };
}

describe("[UX] typing is undone in sensible parts", () => {
  test("what was typed in one go is one step", () => {
    const { workbench, type, typed } = aWorkbenchInTime();
    type("a");
    type("ab", joinWithinMs);
    type("abc", joinWithinMs);

    workbench.undo();

    expect(typed()).toBe('{"text":""}');
    expect(workbench.canUndo).toBe(false);
  });

  test("a pause begins a new step", () => {
    const { workbench, type, typed } = aWorkbenchInTime();
    type("a");
    type("ab", joinWithinMs + 1);

    workbench.undo();

    expect(typed()).toBe('{"text":"a"}');
  });

  test("so does a long time without one", () => {
    const { workbench, type, typed } = aWorkbenchInTime();
    for (let spent = 0; spent <= maxJoinedMs; spent += joinWithinMs) type(`${spent}`, joinWithinMs);
    type("last", joinWithinMs);

    workbench.undo();

    expect(typed()).not.toBe('{"text":""}');
  });

  test("so does something else in between, and so does undoing", () => {
    const { workbench, type, typed } = aWorkbenchInTime();
    type("a");
    workbench.addModule(tableModule);
    type("ab");
    workbench.undo();
    type("ac");

    workbench.undo();

    expect(typed()).toBe('{"text":"a"}');
    expect(workbench.state.moduleInstances).toHaveLength(2);
  });
});

describe("[UX] everything that a person changes can be undone and done again", () => {
  test("byte for byte, whatever the sequence", () => {
    const step = fc.constantFrom(
      "add",
      "move",
      "remove",
      "rename",
      "dashboard",
      "data",
      "removeData",
      "show",
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const { workbench, clock } = aWorkbenchInTime();
        const states = [textOf(workbench)];
        for (const each of steps) {
          const before = workbench.canUndo ? textOf(workbench) : states[0];
          clock.now += joinWithinMs + 1;
          doStep(workbench, each);
          if (each !== "show" && textOf(workbench) !== before) states.push(textOf(workbench));
        }
        const withoutActive = (text: string) => text.replace(/"active_dashboard_id":"[^"]*"/, "");

        const undone = [textOf(workbench)];
        while (workbench.undo()) undone.push(textOf(workbench));
        const redone = [textOf(workbench)];
        while (workbench.redo()) redone.push(textOf(workbench));

        expect(undone.toReversed().map(withoutActive)).toEqual(states.map(withoutActive));
        expect(redone.map(withoutActive)).toEqual(states.map(withoutActive));
      }),
      { numRuns: 100 },
    );
  });

  test("a restore included; but not the content that was opened first", () => {
    const { workbench, type } = aWorkbenchInTime();
    type("mine");
    const mine = textOf(workbench);
    const opened = createWorkbench({ createId: countingIds(), now: () => 0, fetchText: readShippedFile });

    opened.restore(JSON.parse(mine) as JsonObject);
    const couldUndoOpening = opened.canUndo;
    type("theirs", joinWithinMs + 1);
    opened.restore(JSON.parse(textOf(workbench)) as JsonObject);
    opened.undo();

    expect(couldUndoOpening).toBe(false);
    expect(textOf(opened)).toBe(mine);
  });

  test("what belongs together is one step", () => {
    const { workbench } = aWorkbenchInTime();
    const before = textOf(workbench);
    workbench.asOneStep(() => {
      workbench.addModule(tableModule, workbench.addShipped("stocks.csv"));
      workbench.apply(renameDashboard(workbench.state.activeDashboardId, "Prices"));
    });

    workbench.undo();

    expect(textOf(workbench)).toBe(before);
    expect(workbench.canUndo).toBe(false);
  });

  test("undoing shows the dashboard where it happened", () => {
    const { workbench } = aWorkbenchInTime();
    const first = workbench.state.activeDashboardId;
    workbench.apply(renameDashboard(first, "First"));
    workbench.apply(addDashboard({ id: "second", title: "Second", layout: [] }));
    workbench.showDashboard(first);

    workbench.redo();
    workbench.undo();
    workbench.redo();

    expect(findActiveDashboard(workbench.state).title).toBe("Second");
  });

  test("a new change ends what could be done again; only so many steps are kept", () => {
    const { workbench } = aWorkbenchInTime();
    const rename = (number: number) =>
      workbench.apply(renameDashboard(workbench.state.activeDashboardId, `Title ${number}`));
    for (let number = 0; number < maxSteps + 5; number += 1) rename(number);
    workbench.undo();
    rename(-1);

    const couldRedo = workbench.canRedo;
    let count = 0;
    while (workbench.undo()) count += 1;

    expect(couldRedo).toBe(false);
    expect(count).toBe(maxSteps);
  });
});

function doStep(workbench: Workbench, step: string): void {
  const { state } = workbench;
  const module = state.moduleInstances[0];
  const dashboard = findActiveDashboard(state);
  switch (step) {
    case "add":
      workbench.addModule(notesModule);
      break;
    case "move":
      if (module) workbench.apply(moveModule(dashboard.id, module.id, "right"));
      break;
    case "remove":
      if (module) workbench.apply(removeModule(module.id));
      break;
    case "rename":
      workbench.apply(renameDashboard(dashboard.id, `${dashboard.title}!`));
      break;
    case "dashboard":
      workbench.apply(addDashboard({ id: `d${state.dashboards.length}`, title: "Next", layout: [] }));
      break;
    case "data":
      workbench.addShipped("cars.json");
      break;
    case "removeData":
      workbench.apply(removeDataSet(state.dataSets[0]?.id ?? ""));
      break;
    default:
      workbench.showDashboard(state.dashboards[0]?.id ?? "");
  }
}
