import { atom, type Getter } from "jotai/vanilla";

import { assertNever } from "../../errors/assertNever.ts";
import type { DependenciesState } from "../../moduleState/persistableFixableAtom.ts";
import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";

/** The table of the data set that a module shows. */
export const tableStateAtom = atom<TableState>({ kind: "loading" });

/** The dependency of every value that names a column. */
export const tableDependency: { computeDependenciesState: (question: { get: Getter }) => DependenciesState } =
  {
    computeDependenciesState: ({ get }) => {
      const { kind } = get(tableStateAtom);
      switch (kind) {
        case "loading":
          return "loading";
        case "failed":
          return "error";
        case "ready":
          return "loaded";
        default:
          return assertNever(kind);
      }
    },
  };

/** Asked for only when the dependency is loaded. */
export const tableAtom = atom((get): DataTable => {
  const state = get(tableStateAtom);
  if (state.kind !== "ready") throw new Error("A value that depends on a table waits for it.");
  return state.table;
});
