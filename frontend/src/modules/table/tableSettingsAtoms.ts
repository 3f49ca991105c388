import { atom } from "jotai/vanilla";

import type { FixableStateDefinition } from "../../moduleState/FixableState.ts";
import { persistableFixableAtom } from "../../moduleState/persistableFixableAtom.ts";
import { findColumn } from "../../workbench/dataSets/DataTable.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";
import { tableAtom, tableDependency, tableStateAtom } from "../dataSetField/tableAtoms.ts";
import type { TableSettings } from "./tableState.ts";

const dataSetIdAtom = atom<string | null>(null);

/** Null is every column, which always fits. */
const columnsAtom = persistableFixableAtom<readonly string[] | null, readonly string[]>({
  initialValue: null,
  ...tableDependency,
  /** Those of the chosen columns that are there. */
  precomputeFunction: ({ get, value }) => (value ?? []).filter((name) => findColumn(get(tableAtom), name)),
  isValidFunction: ({ value, precomputedValue: present }) =>
    value === null || present.length === value.length,
  fixupFunction: ({ precomputedValue: present }) => (present.length > 0 ? present : null),
});

/** The settings of a table, fitted to the data set that it shows. */
export const tableSettingsAtoms: FixableStateDefinition<TableSettings, TableState> = {
  contextAtom: tableStateAtom,
  fields: { columns: columnsAtom },
  serialize: (get) => ({ dataSetId: get(dataSetIdAtom), columns: get(columnsAtom).value }),
  deserialize: ({ dataSetId, columns }, set) => {
    set(dataSetIdAtom, dataSetId);
    set(columnsAtom, columns);
  },
};
