import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";

export const AGGREGATIONS = ["mean", "sum", "minimum", "maximum", "count"] as const;
/** What becomes of several rows with the same x in one series. */
export type Aggregation = (typeof AGGREGATIONS)[number];

export type LineChartSettings = {
  readonly dataSetId: string | null;
  /** Null: chosen for the data set by `chooseColumns`. */
  readonly xColumn: string | null;
  /** Empty: chosen for the data set by `chooseColumns`. */
  readonly yColumns: readonly string[];
  readonly groupColumn: string | null;
  readonly aggregation: Aggregation;
};

export type LineChartView = {
  /** The part of the x axis that is shown, in its own unit (milliseconds since 1970 for dates); null is all of it. */
  readonly xRange: { readonly from: number; readonly to: number } | null;
  readonly hiddenSeries: readonly string[];
};

type StoredSettings = {
  data_set_id: string | null;
  x_column: string | null;
  y_columns: string[];
  group_column: string | null;
  aggregation: Aggregation;
};

type StoredView = { x_range: { from: number; to: number } | null; hidden_series: string[] };

export const lineChartSettingsCodec: StateCodec<LineChartSettings> = stateCodec<
  LineChartSettings,
  StoredSettings
>({
  schema: new SchemaBuilder<StoredSettings>(() => ({
    properties: {
      data_set_id: { type: "string", nullable: true },
      x_column: { type: "string", nullable: true },
      y_columns: { elements: { type: "string" } },
      group_column: { type: "string", nullable: true },
      aggregation: { enum: AGGREGATIONS },
    },
  })).build(),
  serialize: (settings) => ({
    data_set_id: settings.dataSetId,
    x_column: settings.xColumn,
    y_columns: [...settings.yColumns],
    group_column: settings.groupColumn,
    aggregation: settings.aggregation,
  }),
  deserialize: (stored) => ({
    dataSetId: stored.data_set_id,
    xColumn: stored.x_column,
    yColumns: stored.y_columns,
    groupColumn: stored.group_column,
    aggregation: stored.aggregation,
  }),
});

export const lineChartViewCodec: StateCodec<LineChartView> = stateCodec<LineChartView, StoredView>({
  schema: new SchemaBuilder<StoredView>(() => ({
    properties: {
      x_range: { properties: { from: { type: "float64" }, to: { type: "float64" } }, nullable: true },
      hidden_series: { elements: { type: "string" } },
    },
  })).build(),
  serialize: (view) => ({
    x_range: view.xRange && { from: view.xRange.from, to: view.xRange.to },
    hidden_series: [...view.hiddenSeries],
  }),
  deserialize: (stored) => ({ xRange: stored.x_range, hiddenSeries: stored.hidden_series }),
});

export const WHOLE_CHART: LineChartView = Object.freeze({ xRange: null, hiddenSeries: [] });

/** Another data set has other columns, so they are left open to be chosen for it. */
export function withDataSet(settings: LineChartSettings, dataSetId: string): LineChartSettings {
  return { ...settings, dataSetId, xColumn: null, yColumns: [], groupColumn: null };
}
