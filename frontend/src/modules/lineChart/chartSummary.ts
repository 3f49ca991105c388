import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import { placeText, valueText } from "../plot/axisText.ts";
import type { LineData } from "./lineSeries.ts";
import { lineChartWords } from "./words.ts";

/** One sentence with what the picture says at a glance. */
export function chartSummary(
  title: string,
  data: LineData,
  xColumn: DataColumn,
  yColumns: readonly string[],
): string {
  const values = data.series.flatMap((series) => series.values.filter((value) => value !== null));
  return lineChartWords.summary({
    title,
    x: xColumn.name,
    y: yColumns,
    lines: data.series.length,
    from: placeText(xColumn, data.x[0] ?? 0),
    to: placeText(xColumn, data.x.at(-1) ?? 0),
    lowest: valueText(values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)),
    highest: valueText(values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)),
  });
}
