import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";

export type HistogramSettings = {
  readonly dataSetId: string | null;
  /** Null: the first column that looks measured. */
  readonly column: string | null;
  readonly groupColumn: string | null;
  /** About how many bars, as their edges are round numbers; null leaves it to the data. */
  readonly binCount: number | null;
};

export type HistogramView = { readonly hiddenGroups: readonly string[] };

type StoredSettings = {
  data_set_id: string | null;
  column: string | null;
  group_column: string | null;
  bin_count: number | null;
};

export const histogramSettingsCodec: StateCodec<HistogramSettings> = stateCodec<
  HistogramSettings,
  StoredSettings
>({
  schema: new SchemaBuilder<StoredSettings>(() => ({
    properties: {
      data_set_id: { type: "string", nullable: true },
      column: { type: "string", nullable: true },
      group_column: { type: "string", nullable: true },
      bin_count: { type: "uint8", nullable: true },
    },
  })).build(),
  serialize: (settings) => ({
    data_set_id: settings.dataSetId,
    column: settings.column,
    group_column: settings.groupColumn,
    bin_count: settings.binCount,
  }),
  deserialize: (stored) => ({
    dataSetId: stored.data_set_id,
    column: stored.column,
    groupColumn: stored.group_column,
    binCount: stored.bin_count,
  }),
});

export const histogramViewCodec: StateCodec<HistogramView> = stateCodec<
  HistogramView,
  { hidden_groups: string[] }
>({
  schema: new SchemaBuilder<{ hidden_groups: string[] }>(() => ({
    properties: { hidden_groups: { elements: { type: "string" } } },
  })).build(),
  serialize: ({ hiddenGroups }) => ({ hidden_groups: [...hiddenGroups] }),
  deserialize: (stored) => ({ hiddenGroups: stored.hidden_groups }),
});

/** Another data set has other columns, so they are left open to be chosen for it. */
export function withDataSet(settings: HistogramSettings, dataSetId: string): HistogramSettings {
  return { ...settings, dataSetId, column: null, groupColumn: null };
}
