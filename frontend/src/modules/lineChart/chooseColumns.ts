import type { DataColumn, DataTable } from "../../workbench/dataSets/DataTable.ts";
import { distinctCount, isGroup, measuredColumns } from "../plot/columnKinds.ts";
import type { LineChartSettings } from "./lineChartState.ts";

export type ChosenColumns = Pick<LineChartSettings, "xColumn" | "yColumns" | "groupColumn">;

/**
 * Columns that make a sensible first chart: x is the first date, or a column named year, or the first number that never falls;
 * y is the first other number that looks measured; where x repeats, the first text column with up to 20 values makes the series.
 */
export function chooseColumns(table: DataTable): ChosenColumns {
  const x = chooseX(table.columns);
  const chosen = measuredColumns(table).find((column) => column !== x);
  const group = x && repeats(x) ? table.columns.find(isGroup) : undefined;
  return {
    xColumn: x?.name ?? null,
    yColumns: chosen ? [chosen.name] : [],
    groupColumn: group?.name ?? null,
  };
}

/** Whether the rows follow each other by a date, a year or a number that never falls: then a line between them says something. */
export function hasOrder({ columns }: DataTable): boolean {
  return columns.some(
    (column) =>
      column.type === "date" || isYear(column) || (column.type === "number" && rises(column.values)),
  );
}

function chooseX(columns: readonly DataColumn[]): DataColumn | undefined {
  return (
    columns.find((column) => column.type === "date") ??
    columns.find(isYear) ??
    columns.find((column) => column.type === "number" && rises(column.values)) ??
    columns.find((column) => column.type === "number")
  );
}

function isYear(column: DataColumn): boolean {
  return column.type === "number" && /^year$/i.test(column.name);
}

function rises(values: Float64Array): boolean {
  return values.every((value, row) => row === 0 || value >= (values[row - 1] ?? Number.NaN));
}

function repeats(column: DataColumn): boolean {
  return distinctCount(column) < column.values.length;
}
