import { atom } from "jotai/vanilla";

import type { FixableStateDefinition } from "../../moduleState/FixableState.ts";
import type { TableState } from "../../workbench/dataSets/DataTables.ts";
import { tableAtom, tableStateAtom } from "../dataSetField/tableAtoms.ts";
import { pointColumnAtoms } from "../points/pointColumnAtoms.ts";
import { choosePlaces, isCoordinate } from "./choosePlaces.ts";
import type { Coordinates, MapSettings } from "./mapState.ts";

const chosenCoordinatesAtom = atom<Coordinates>("geographic");
const usualPlacesAtom = atom((get) => choosePlaces(get(tableAtom)));
const columns = pointColumnAtoms({ isAxis: isCoordinate, usual: usualPlacesAtom });

/** What the coordinates mean follows from the columns while those are left open. */
const coordinatesAtom = atom((get) =>
  get(columns.isOpen) && get(tableStateAtom).kind === "ready"
    ? get(usualPlacesAtom).coordinates
    : get(chosenCoordinatesAtom),
);

/** The settings of a map, fitted to the table that it shows. */
export const mapAtoms: FixableStateDefinition<MapSettings, TableState> = {
  contextAtom: tableStateAtom,
  fields: columns.fields,
  serialize: (get) => ({ ...columns.serialize(get), coordinates: get(coordinatesAtom) }),
  deserialize(settings, set) {
    set(chosenCoordinatesAtom, settings.coordinates);
    columns.deserialize(settings, set);
  },
};
