import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";
import {
  POINT_COLUMN_PROPERTIES,
  type PointColumns,
  readPointColumns,
  type StoredPointColumns,
  storedPointColumns,
} from "../points/pointColumns.ts";

/** What was left open is chosen by `chooseAxes`. */
export type ScatterSettings = PointColumns;

export const scatterSettingsCodec: StateCodec<ScatterSettings> = stateCodec<
  ScatterSettings,
  StoredPointColumns
>({
  schema: new SchemaBuilder<StoredPointColumns>(() => ({ properties: POINT_COLUMN_PROPERTIES })).build(),
  serialize: storedPointColumns,
  deserialize: readPointColumns,
});
