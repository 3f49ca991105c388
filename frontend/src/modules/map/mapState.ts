import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";
import {
  openPointColumns,
  POINT_COLUMN_PROPERTIES,
  type PointColumns,
  readPointColumns,
  type StoredPointColumns,
  storedPointColumns,
} from "../points/pointColumns.ts";

export const COORDINATES = ["geographic", "projected"] as const;
/** Degrees on the globe, drawn over outlines of land; or x and y in one unit of length, drawn on plain ground. */
export type Coordinates = (typeof COORDINATES)[number];

/** The axes are longitude and latitude, or x and y; what was left open is chosen by `choosePlaces`. */
export type MapSettings = PointColumns & { readonly coordinates: Coordinates };

type StoredSettings = StoredPointColumns & { coordinates: Coordinates };

export const mapSettingsCodec: StateCodec<MapSettings> = stateCodec<MapSettings, StoredSettings>({
  schema: new SchemaBuilder<StoredSettings>(() => ({
    properties: { ...POINT_COLUMN_PROPERTIES, coordinates: { enum: COORDINATES } },
  })).build(),
  serialize: (settings) => ({ ...storedPointColumns(settings), coordinates: settings.coordinates }),
  deserialize: (stored) => ({ ...readPointColumns(stored), coordinates: stored.coordinates }),
});

export function openMap(dataSetId: string): MapSettings {
  return { ...openPointColumns(dataSetId), coordinates: "geographic" };
}
