import { cellText, type DataColumn, type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { plotWords } from "../plot/words.ts";
import type { Aggregation } from "./lineChartState.ts";

export type LineSeries = {
  /** Distinct within the chart. */
  readonly label: string;
  /** One value for each x; null where the series has none. */
  readonly values: readonly (number | null)[];
};

export type LineData = {
  /** Ascending, distinct. */
  readonly x: readonly number[];
  readonly series: readonly LineSeries[];
  /** Series that were left out because there are more than `maxSeries`. */
  readonly omittedSeriesCount: number;
};

export type LineDataOptions = {
  xColumn: string;
  yColumns: readonly string[];
  groupColumn: string | null;
  aggregation: Aggregation;
  /** The first ones of the table are kept. */
  maxSeries: number;
};

/**
 * Turns rows into lines: one for each y column, or for each y column and value of the group column; rows with the same x in
 * one line are aggregated. Rows whose x is empty have no place on the axis and are left out.
 */
export function lineData(table: DataTable, options: LineDataOptions): LineData {
  const xValues = numbersOf(table, options.xColumn);
  const x = [...new Set(xValues.filter((value) => !Number.isNaN(value)))].toSorted((a, b) => a - b);
  const positions = new Map(x.map((value, position) => [value, position]));
  const group = findColumn(table, options.groupColumn);
  const rowsOfGroups = groupRows(table.rowCount, group);
  const wanted = options.yColumns.flatMap((yColumn) =>
    [...rowsOfGroups].map(([groupName, rows]) => ({
      label: labelOf(options, yColumn, groupName),
      yColumn,
      rows,
    })),
  );
  const series = wanted.slice(0, options.maxSeries).map(({ label, yColumn, rows }) => {
    const yValues = numbersOf(table, yColumn);
    return {
      label,
      values: aggregate({ rows, xValues, yValues, positions, aggregation: options.aggregation }),
    };
  });
  return { x, series, omittedSeriesCount: wanted.length - series.length };
}

/** Dates are numbers here: milliseconds since 1970. */
function numbersOf(table: DataTable, name: string): Float64Array {
  const column = findColumn(table, name);
  return column && column.type !== "text" ? column.values : new Float64Array(table.rowCount).fill(Number.NaN);
}

function groupRows(rowCount: number, group: DataColumn | undefined): Map<string | null, number[]> {
  const rowsOfGroups = new Map<string | null, number[]>();
  for (let row = 0; row < rowCount; row += 1) {
    const name = group ? cellText(group, row) : null;
    const rows = rowsOfGroups.get(name);
    if (rows) rows.push(row);
    else rowsOfGroups.set(name, [row]);
  }
  return rowsOfGroups;
}

function labelOf(options: LineDataOptions, yColumn: string, group: string | null): string {
  if (group === null) return yColumn;
  const name = group === "" ? plotWords.emptyGroup : group;
  return options.yColumns.length === 1 ? name : `${name} · ${yColumn}`;
}

type AggregateOptions = {
  rows: readonly number[];
  xValues: Float64Array;
  yValues: Float64Array;
  positions: ReadonlyMap<number, number>;
  aggregation: Aggregation;
};

function aggregate(options: AggregateOptions): (number | null)[] {
  const { rows, xValues, yValues, positions, aggregation } = options;
  const totals: (number | null)[] = Array.from({ length: positions.size }, () => null);
  const counts = new Uint32Array(positions.size);
  for (const row of rows) {
    const position = positions.get(xValues[row] ?? Number.NaN);
    const value = yValues[row] ?? Number.NaN;
    if (position === undefined || Number.isNaN(value)) continue;
    totals[position] = combine(aggregation, totals[position] ?? null, value);
    counts[position] = (counts[position] ?? 0) + 1;
  }
  if (aggregation !== "mean") return totals;
  return totals.map((total, position) => (total === null ? null : total / (counts[position] ?? 1)));
}

function combine(aggregation: Aggregation, total: number | null, value: number): number {
  switch (aggregation) {
    case "mean":
    case "sum":
      return (total ?? 0) + value;
    case "minimum":
      return total === null ? value : Math.min(total, value);
    case "maximum":
      return total === null ? value : Math.max(total, value);
    case "count":
      return (total ?? 0) + 1;
  }
}
