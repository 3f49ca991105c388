import { atom } from "jotai/vanilla";

import type { FixableStateDefinition } from "../../moduleState/FixableState.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";
import { tableAtom, tableStateAtom } from "../dataSetField/tableAtoms.ts";
import { isAxisColumn } from "../plot/columnKinds.ts";
import { pointColumnAtoms } from "../points/pointColumnAtoms.ts";
import { chooseAxes } from "./chooseAxes.ts";
import type { ScatterSettings } from "./scatterState.ts";

const { fields, serialize, deserialize } = pointColumnAtoms({
  isAxis: isAxisColumn,
  usual: atom((get) => chooseAxes(get(tableAtom))),
});

/** The settings of a scatter plot, fitted to the table that it shows. */
export const scatterAtoms: FixableStateDefinition<ScatterSettings, TableState> = {
  contextAtom: tableStateAtom,
  fields,
  serialize,
  deserialize,
};
