import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";

export type ScatterSettings = {
  readonly dataSetId: string | null;
  /** Null: chosen for the data set by `chooseAxes`. */
  readonly xColumn: string | null;
  /** Null: chosen for the data set by `chooseAxes`. */
  readonly yColumn: string | null;
  readonly groupColumn: string | null;
  readonly sizeColumn: string | null;
};

type StoredSettings = {
  data_set_id: string | null;
  x_column: string | null;
  y_column: string | null;
  group_column: string | null;
  size_column: string | null;
};

export const scatterSettingsCodec: StateCodec<ScatterSettings> = stateCodec<ScatterSettings, StoredSettings>({
  schema: new SchemaBuilder<StoredSettings>(() => ({
    properties: {
      data_set_id: { type: "string", nullable: true },
      x_column: { type: "string", nullable: true },
      y_column: { type: "string", nullable: true },
      group_column: { type: "string", nullable: true },
      size_column: { type: "string", nullable: true },
    },
  })).build(),
  serialize: (settings) => ({
    data_set_id: settings.dataSetId,
    x_column: settings.xColumn,
    y_column: settings.yColumn,
    group_column: settings.groupColumn,
    size_column: settings.sizeColumn,
  }),
  deserialize: (stored) => ({
    dataSetId: stored.data_set_id,
    xColumn: stored.x_column,
    yColumn: stored.y_column,
    groupColumn: stored.group_column,
    sizeColumn: stored.size_column,
  }),
});

/** Another data set has other columns, so they are left open to be chosen for it. */
export function withDataSet(dataSetId: string): ScatterSettings {
  return { dataSetId, xColumn: null, yColumn: null, groupColumn: null, sizeColumn: null };
}
