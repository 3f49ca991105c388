import type { DataColumn, DataTable } from "../../workbench/dataSets/DataTable.ts";
import type { LineChartSettings } from "./lineChartState.ts";

/** More groups than this would be more lines than anybody can tell apart. */
const MAX_GROUPS = 20;
/** A number with fewer values is more likely a code than a measurement. */
const MIN_MEASURED_VALUES = 10;

export type ChosenColumns = Pick<LineChartSettings, "xColumn" | "yColumns" | "groupColumn">;

/**
 * Columns that make a sensible first chart: x is the first date, or a column named year, or the first number that never falls;
 * y is the first other number that looks measured; where x repeats, the first text column with up to 20 values makes the series.
 */
export function chooseColumns(table: DataTable): ChosenColumns {
  const x = chooseX(table.columns);
  const numbers = table.columns.filter(
    (column) => column.type === "number" && column !== x && !isCalendarPart(column),
  );
  const chosen = numbers.find((column) => distinctCount(column) >= MIN_MEASURED_VALUES) ?? numbers[0];
  const group = x && repeats(x) ? table.columns.find(isGroup) : undefined;
  return {
    xColumn: x?.name ?? null,
    yColumns: chosen ? [chosen.name] : [],
    groupColumn: group?.name ?? null,
  };
}

export function isAxisColumn(column: DataColumn): boolean {
  return column.type !== "text";
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

function isCalendarPart(column: DataColumn): boolean {
  return /^(?:year|month|week|day|hour)$/i.test(column.name);
}

function isGroup(column: DataColumn): boolean {
  if (column.type !== "text") return false;
  const groups = distinctCount(column);
  return groups > 1 && groups <= MAX_GROUPS;
}

function rises(values: Float64Array): boolean {
  return values.every((value, row) => row === 0 || value >= (values[row - 1] ?? Number.NaN));
}

function repeats(column: DataColumn): boolean {
  return distinctCount(column) < column.values.length;
}

function distinctCount(column: DataColumn): number {
  return new Set<string | number>(column.values).size;
}
