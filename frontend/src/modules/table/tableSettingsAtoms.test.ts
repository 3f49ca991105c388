import { expect, test } from "vitest";

import { FixableState, type ShownState } from "../../moduleState/FixableState.ts";
import { tableFromCells } from "../../workbench/dataSets/tableFromCells.ts";
import type { TableStep } from "./steps/TableStep.ts";
import { tableSettingsAtoms } from "./tableSettingsAtoms.ts";
import type { TableSettings } from "./tableState.ts";

const table = tableFromCells(["name", "born"], [["Ada", "1815-12-10"]]);

const show = (...columns: string[]): TableStep => ({ kind: "show", columns });
const sort = (column: string): TableStep => ({ kind: "sort", column, direction: "ascending" });

function shown(steps: readonly TableStep[]): ShownState<TableSettings> {
  const fixable = new FixableState(tableSettingsAtoms);
  fixable.provide({ kind: "ready", table });
  fixable.open({ dataSetId: "d", steps }, "persistence");
  return fixable.shown;
}

test.each([
  ["no step", []],
  ["steps whose columns are there", [show("born", "name"), sort("name")]],
])("[B9] %s: shown as they are", (_name, steps) => {
  expect(shown(steps)).toEqual({ state: { dataSetId: "d", steps }, adjusted: [] });
});

test("[B9] columns that are gone are left out of a step, and listed", () => {
  const chosen = [show("born", "gone"), sort("gone")];

  expect(shown(chosen)).toEqual({
    state: { dataSetId: "d", steps: [show("born")] },
    adjusted: [{ field: "steps", chosen, shown: [show("born")] }],
  });
});

test("[B9] where no column is left, every column is shown: a table of nothing helps nobody", () => {
  expect(shown([show("gone")]).state.steps).toEqual([]);
});

test("[B9] a step may use what a step before it made", () => {
  const steps: TableStep[] = [
    { kind: "group", columns: ["name"], aggregation: "count", valueColumns: [] },
    sort("Number of rows"),
  ];

  expect(shown(steps).adjusted).toEqual([]);
  expect(shown(steps.toReversed()).adjusted).toHaveLength(1);
});
