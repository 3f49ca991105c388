import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";

export const COORDINATES = ["geographic", "projected"] as const;
/** Degrees on the globe, drawn over outlines of land; or x and y in one unit of length, drawn on plain ground. */
export type Coordinates = (typeof COORDINATES)[number];

export type MapSettings = {
  readonly dataSetId: string | null;
  readonly coordinates: Coordinates;
  /** Longitude or x; null: chosen for the data set by `choosePlaces`. */
  readonly xColumn: string | null;
  /** Latitude or y; null: chosen for the data set by `choosePlaces`. */
  readonly yColumn: string | null;
  readonly groupColumn: string | null;
  readonly sizeColumn: string | null;
};

type StoredSettings = {
  data_set_id: string | null;
  coordinates: Coordinates;
  x_column: string | null;
  y_column: string | null;
  group_column: string | null;
  size_column: string | null;
};

export const mapSettingsCodec: StateCodec<MapSettings> = stateCodec<MapSettings, StoredSettings>({
  schema: new SchemaBuilder<StoredSettings>(() => ({
    properties: {
      data_set_id: { type: "string", nullable: true },
      coordinates: { enum: COORDINATES },
      x_column: { type: "string", nullable: true },
      y_column: { type: "string", nullable: true },
      group_column: { type: "string", nullable: true },
      size_column: { type: "string", nullable: true },
    },
  })).build(),
  serialize: (settings) => ({
    data_set_id: settings.dataSetId,
    coordinates: settings.coordinates,
    x_column: settings.xColumn,
    y_column: settings.yColumn,
    group_column: settings.groupColumn,
    size_column: settings.sizeColumn,
  }),
  deserialize: (stored) => ({
    dataSetId: stored.data_set_id,
    coordinates: stored.coordinates,
    xColumn: stored.x_column,
    yColumn: stored.y_column,
    groupColumn: stored.group_column,
    sizeColumn: stored.size_column,
  }),
});

/** Another data set has other columns, so they are left open to be chosen for it. */
export function withDataSet(dataSetId: string): MapSettings {
  return {
    dataSetId,
    coordinates: "geographic",
    xColumn: null,
    yColumn: null,
    groupColumn: null,
    sizeColumn: null,
  };
}
