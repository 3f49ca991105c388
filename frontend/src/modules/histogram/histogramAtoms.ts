import { atom } from "jotai/vanilla";

import type { FixableStateDefinition } from "../../moduleState/FixableState.ts";
import { setIfDefined } from "../../moduleState/setIfDefined.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";
import { neededColumnAtom, optionalColumnAtom } from "../dataSetField/columnAtoms.ts";
import { tableAtom, tableStateAtom } from "../dataSetField/tableAtoms.ts";
import { isAxisColumn } from "../plot/columnKinds.ts";
import { chooseColumn } from "./chooseColumn.ts";
import type { HistogramSettings } from "./histogramState.ts";

const dataSetIdAtom = atom<string | null>(null);
const binCountAtom = atom<number | null>(null);

const columnAtom = neededColumnAtom({
  isUsable: isAxisColumn,
  usual: atom((get) => chooseColumn(get(tableAtom))),
});
const groupColumnAtom = optionalColumnAtom({
  isUsable: () => true,
  isOpen: atom((get) => get(columnAtom).chosenValue === null),
  usual: atom(null),
});

/** The settings of a histogram, fitted to the table that it counts. */
export const histogramAtoms: FixableStateDefinition<HistogramSettings, TableState> = {
  contextAtom: tableStateAtom,
  fields: { column: columnAtom, groupColumn: groupColumnAtom },
  serialize: (get) => ({
    dataSetId: get(dataSetIdAtom),
    column: get(columnAtom).value,
    groupColumn: get(groupColumnAtom).value,
    binCount: get(binCountAtom),
  }),
  deserialize: ({ dataSetId, column, groupColumn, binCount }, set) => {
    set(dataSetIdAtom, dataSetId);
    set(binCountAtom, binCount);
    setIfDefined(set, columnAtom, column ?? undefined);
    setIfDefined(set, groupColumnAtom, groupColumn ?? undefined);
  },
};
