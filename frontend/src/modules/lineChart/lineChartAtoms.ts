import { atom } from "jotai/vanilla";

import type { FixableStateDefinition } from "../../moduleState/FixableState.ts";
import { persistableFixableAtom } from "../../moduleState/persistableFixableAtom.ts";
import { setIfDefined } from "../../moduleState/setIfDefined.ts";
import { findColumn } from "../../workbench/dataSets/DataTable.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";
import { neededColumnAtom, optionalColumnAtom } from "../dataSetField/columnAtoms.ts";
import { tableAtom, tableDependency, tableStateAtom } from "../dataSetField/tableAtoms.ts";
import { isAxisColumn } from "../plot/columnKinds.ts";
import { chooseColumns } from "./chooseColumns.ts";
import type { Aggregation, LineChartSettings } from "./lineChartState.ts";

const dataSetIdAtom = atom<string | null>(null);
const aggregationAtom = atom<Aggregation>("mean");

/** The columns of a first chart; computed once for all of the values below. */
const usualColumnsAtom = atom((get) => chooseColumns(get(tableAtom)));

const xColumnAtom = neededColumnAtom({
  isUsable: isAxisColumn,
  usual: atom((get) => get(usualColumnsAtom).xColumn),
});

const yColumnsAtom = persistableFixableAtom<readonly string[], readonly string[]>({
  initialValue: [],
  ...tableDependency,
  /** Those of the chosen columns that can be drawn. */
  precomputeFunction: ({ get, value }) =>
    value.filter((name) => findColumn(get(tableAtom), name)?.type === "number"),
  isValidFunction: ({ value, precomputedValue: drawable }) =>
    value.length > 0 && drawable.length === value.length,
  fixupFunction: ({ get, precomputedValue: drawable }) =>
    drawable.length > 0 ? drawable : get(usualColumnsAtom).yColumns,
});

/** Whether no column was chosen yet: then the grouping is left open too, and no grouping is not a choice. */
const isOpenAtom = atom(
  (get) => get(xColumnAtom).chosenValue === null && get(yColumnsAtom).chosenValue.length === 0,
);

const groupColumnAtom = optionalColumnAtom({
  isUsable: () => true,
  isOpen: isOpenAtom,
  usual: atom((get) => get(usualColumnsAtom).groupColumn),
});

/** The settings of a line chart, fitted to the table that it shows. */
export const lineChartAtoms: FixableStateDefinition<LineChartSettings, TableState> = {
  contextAtom: tableStateAtom,
  fields: { xColumn: xColumnAtom, yColumns: yColumnsAtom, groupColumn: groupColumnAtom },
  serialize: (get) => ({
    dataSetId: get(dataSetIdAtom),
    xColumn: get(xColumnAtom).value,
    yColumns: get(yColumnsAtom).value,
    groupColumn: get(groupColumnAtom).value,
    aggregation: get(aggregationAtom),
  }),
  deserialize: ({ dataSetId, xColumn, yColumns, groupColumn, aggregation }, set) => {
    set(dataSetIdAtom, dataSetId);
    set(aggregationAtom, aggregation);
    // What was left open is nobody's choice, so it is no adjustment to fill it in.
    setIfDefined(set, xColumnAtom, xColumn ?? undefined);
    setIfDefined(set, yColumnsAtom, yColumns.length > 0 ? yColumns : undefined);
    setIfDefined(set, groupColumnAtom, groupColumn ?? undefined);
  },
};
