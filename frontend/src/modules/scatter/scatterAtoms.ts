import { atom } from "jotai/vanilla";

import type { FixableStateDefinition } from "../../moduleState/FixableState.ts";
import { setIfDefined } from "../../moduleState/setIfDefined.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";
import { neededColumnAtom, optionalColumnAtom } from "../dataSetField/columnAtoms.ts";
import { tableAtom, tableStateAtom } from "../dataSetField/tableAtoms.ts";
import { isAxisColumn } from "../plot/columnKinds.ts";
import { chooseAxes } from "./chooseAxes.ts";
import type { ScatterSettings } from "./scatterState.ts";

const dataSetIdAtom = atom<string | null>(null);
const usualAxesAtom = atom((get) => chooseAxes(get(tableAtom)));

const xColumnAtom = neededColumnAtom({
  isUsable: isAxisColumn,
  usual: atom((get) => get(usualAxesAtom).xColumn),
});
const yColumnAtom = neededColumnAtom({
  isUsable: isAxisColumn,
  usual: atom((get) => get(usualAxesAtom).yColumn),
});
const isOpenAtom = atom(
  (get) => get(xColumnAtom).chosenValue === null && get(yColumnAtom).chosenValue === null,
);
const groupColumnAtom = optionalColumnAtom({
  isUsable: () => true,
  isOpen: isOpenAtom,
  usual: atom((get) => get(usualAxesAtom).groupColumn),
});
const sizeColumnAtom = optionalColumnAtom({
  isUsable: ({ type }) => type === "number",
  isOpen: isOpenAtom,
  usual: atom(null),
});

/** The settings of a scatter plot, fitted to the table that it shows. */
export const scatterAtoms: FixableStateDefinition<ScatterSettings, TableState> = {
  contextAtom: tableStateAtom,
  fields: {
    xColumn: xColumnAtom,
    yColumn: yColumnAtom,
    groupColumn: groupColumnAtom,
    sizeColumn: sizeColumnAtom,
  },
  serialize: (get) => ({
    dataSetId: get(dataSetIdAtom),
    xColumn: get(xColumnAtom).value,
    yColumn: get(yColumnAtom).value,
    groupColumn: get(groupColumnAtom).value,
    sizeColumn: get(sizeColumnAtom).value,
  }),
  deserialize: ({ dataSetId, xColumn, yColumn, groupColumn, sizeColumn }, set) => {
    set(dataSetIdAtom, dataSetId);
    // What was left open is nobody's choice, so it is no adjustment to fill it in.
    setIfDefined(set, xColumnAtom, xColumn ?? undefined);
    setIfDefined(set, yColumnAtom, yColumn ?? undefined);
    setIfDefined(set, groupColumnAtom, groupColumn ?? undefined);
    setIfDefined(set, sizeColumnAtom, sizeColumn ?? undefined);
  },
};
