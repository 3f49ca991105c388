import { atom } from "jotai/vanilla";

import type { FixableStateDefinition } from "../../moduleState/FixableState.ts";
import { setIfDefined } from "../../moduleState/setIfDefined.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";
import { neededColumnAtom, optionalColumnAtom } from "../dataSetField/columnAtoms.ts";
import { tableAtom, tableStateAtom } from "../dataSetField/tableAtoms.ts";
import { choosePlaces, isCoordinate } from "./choosePlaces.ts";
import type { Coordinates, MapSettings } from "./mapState.ts";

const dataSetIdAtom = atom<string | null>(null);
const chosenCoordinatesAtom = atom<Coordinates>("geographic");
const usualPlacesAtom = atom((get) => choosePlaces(get(tableAtom)));

const xColumnAtom = neededColumnAtom({
  isUsable: isCoordinate,
  usual: atom((get) => get(usualPlacesAtom).xColumn),
});
const yColumnAtom = neededColumnAtom({
  isUsable: isCoordinate,
  usual: atom((get) => get(usualPlacesAtom).yColumn),
});
const isOpenAtom = atom(
  (get) => get(xColumnAtom).chosenValue === null && get(yColumnAtom).chosenValue === null,
);
const groupColumnAtom = optionalColumnAtom({
  isUsable: () => true,
  isOpen: isOpenAtom,
  usual: atom((get) => get(usualPlacesAtom).groupColumn),
});
const sizeColumnAtom = optionalColumnAtom({
  isUsable: ({ type }) => type === "number",
  isOpen: isOpenAtom,
  usual: atom(null),
});

/** What the coordinates mean follows from the columns while those are left open. */
const coordinatesAtom = atom((get) =>
  get(isOpenAtom) && get(tableStateAtom).kind === "ready"
    ? get(usualPlacesAtom).coordinates
    : get(chosenCoordinatesAtom),
);

/** The settings of a map, fitted to the table that it shows. */
export const mapAtoms: FixableStateDefinition<MapSettings, TableState> = {
  contextAtom: tableStateAtom,
  fields: {
    xColumn: xColumnAtom,
    yColumn: yColumnAtom,
    groupColumn: groupColumnAtom,
    sizeColumn: sizeColumnAtom,
  },
  serialize: (get) => ({
    dataSetId: get(dataSetIdAtom),
    coordinates: get(coordinatesAtom),
    xColumn: get(xColumnAtom).value,
    yColumn: get(yColumnAtom).value,
    groupColumn: get(groupColumnAtom).value,
    sizeColumn: get(sizeColumnAtom).value,
  }),
  deserialize: ({ dataSetId, coordinates, xColumn, yColumn, groupColumn, sizeColumn }, set) => {
    set(dataSetIdAtom, dataSetId);
    set(chosenCoordinatesAtom, coordinates);
    setIfDefined(set, xColumnAtom, xColumn ?? undefined);
    setIfDefined(set, yColumnAtom, yColumn ?? undefined);
    setIfDefined(set, groupColumnAtom, groupColumn ?? undefined);
    setIfDefined(set, sizeColumnAtom, sizeColumn ?? undefined);
  },
};
