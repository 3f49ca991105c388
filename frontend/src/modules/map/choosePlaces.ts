import type { DataColumn, DataTable } from "../../workbench/dataSets/DataTable.ts";
import { isGroup } from "../plot/columnKinds.ts";
import type { MapSettings } from "./mapState.ts";

export type ChosenPlaces = Pick<MapSettings, "coordinates" | "xColumn" | "yColumn" | "groupColumn">;

const LONGITUDE = /^(?:lon|lng|long|longitude|x[_ ]?lon\w*|cx)$/i;
const LATITUDE = /^(?:lat|latitude|y[_ ]?lat\w*|cy)$/i;
const X = /^(?:x|easting|utm[_ ]?x|x[_ ]?coord\w*)$/i;
const Y = /^(?:y|northing|utm[_ ]?y|y[_ ]?coord\w*)$/i;

/** The columns that are named as coordinates are named, in colours by the first text column with up to 20 values. */
export function choosePlaces(table: DataTable): ChosenPlaces {
  const named = (pattern: RegExp) =>
    table.columns.find((column) => isCoordinate(column) && pattern.test(column.name))?.name ?? null;
  const groupColumn = table.columns.find(isGroup)?.name ?? null;
  const geographic = { xColumn: named(LONGITUDE), yColumn: named(LATITUDE) };
  if (geographic.xColumn !== null && geographic.yColumn !== null)
    return { coordinates: "geographic", ...geographic, groupColumn };
  const projected = { xColumn: named(X), yColumn: named(Y) };
  if (projected.xColumn !== null && projected.yColumn !== null)
    return { coordinates: "projected", ...projected, groupColumn };
  return { coordinates: "geographic", xColumn: null, yColumn: null, groupColumn: null };
}

export function isCoordinate({ type }: DataColumn): boolean {
  return type === "number";
}
