import type { Atom } from "jotai/vanilla";

import {
  persistableFixableAtom,
  type PersistableFixableAtom,
} from "../../moduleState/persistableFixableAtom.ts";
import { type DataColumn, type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { tableAtom, tableDependency } from "./tableAtoms.ts";

type ColumnName = string | null;

/** The name of a column that a module cannot do without: left open or gone, *usual* stands in. [B9] */
export function neededColumnAtom(options: {
  isUsable: (column: DataColumn) => boolean;
  usual: Atom<ColumnName>;
}): PersistableFixableAtom<ColumnName> {
  return persistableFixableAtom<ColumnName, DataTable>({
    initialValue: null,
    ...tableDependency,
    precomputeFunction: ({ get }) => get(tableAtom),
    isValidFunction: ({ value, precomputedValue: table }) => {
      const column = findColumn(table, value);
      return column !== undefined && options.isUsable(column);
    },
    fixupFunction: ({ get }) => get(options.usual),
  });
}

/**
 * The name of a column that a module can do without. While nothing was chosen at all (*isOpen*) *usual* stands in; afterwards
 * none is a choice, and none stands in for a column that is gone. [B9]
 */
export function optionalColumnAtom(options: {
  isUsable: (column: DataColumn) => boolean;
  isOpen: Atom<boolean>;
  usual: Atom<ColumnName>;
}): PersistableFixableAtom<ColumnName> {
  return persistableFixableAtom<ColumnName, boolean>({
    initialValue: null,
    ...tableDependency,
    precomputeFunction: ({ get }) => get(options.isOpen),
    isValidFunction: ({ get, value, precomputedValue: isOpen }) => {
      if (isOpen) return false;
      const column = findColumn(get(tableAtom), value);
      return value === null || (column !== undefined && options.isUsable(column));
    },
    fixupFunction: ({ get, precomputedValue: isOpen }) => (isOpen ? get(options.usual) : null),
  });
}
