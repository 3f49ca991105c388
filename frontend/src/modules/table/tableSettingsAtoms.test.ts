import { expect, test } from "vitest";

import { FixableState, type ShownState } from "../../moduleState/FixableState.ts";
import { tableFromCells } from "../../workbench/dataSets/tableFromCells.ts";
import { tableSettingsAtoms } from "./tableSettingsAtoms.ts";
import type { TableSettings } from "./tableState.ts";

const table = tableFromCells(["name", "born"], [["Ada", "1815-12-10"]]);

function shown(columns: readonly string[] | null): ShownState<TableSettings> {
  const fixable = new FixableState(tableSettingsAtoms);
  fixable.provide({ kind: "ready", table });
  fixable.open({ dataSetId: "d", columns }, "persistence");
  return fixable.shown;
}

test.each([
  ["every column", null],
  ["columns that are there, in their order", ["born", "name"]],
])("[B9] %s: shown as they are", (_name, columns) => {
  expect(shown(columns)).toEqual({ state: { dataSetId: "d", columns }, adjusted: [] });
});

test("[B9] columns that are gone are left out, and listed", () => {
  expect(shown(["born", "gone"])).toEqual({
    state: { dataSetId: "d", columns: ["born"] },
    adjusted: [{ field: "columns", chosen: ["born", "gone"], shown: ["born"] }],
  });
});

test("[B9] where none is left, every column is shown: a table of nothing helps nobody", () => {
  expect(shown(["gone"]).state.columns).toBeNull();
});
