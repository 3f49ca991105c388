import { assertNever } from "../../../errors/assertNever.ts";
import {
  cellText,
  type DataColumn,
  type DataTable,
  findColumn,
} from "../../../workbench/dataSets/DataTable.ts";
import { tableWords } from "../words.ts";
import { tidied } from "./derivedColumn.ts";
import type { GroupAggregation, TableStep } from "./TableStep.ts";
import { columnOf } from "./withRows.ts";

type Grouping = Extract<TableStep, { kind: "group" }>;

/** One row for each combination of values of the grouping columns, in the order in which they first occur. */
export function groupedTable(table: DataTable, step: Grouping): DataTable {
  const keys = step.columns.flatMap((name) => findColumn(table, name) ?? []);
  const groups = [...rowsByKey(table, keys).values()];
  const firstRows = groups.map((rows) => rows[0] ?? 0);
  const { aggregation } = step;
  const aggregated: DataColumn[] =
    aggregation === "count"
      ? [
          numbers(
            tableWords.rowCountColumn,
            groups.map((rows) => rows.length),
          ),
        ]
      : step.valueColumns.map((name) =>
          numbers(
            tableWords.aggregatedColumn(aggregation, name),
            groups.map((rows) => aggregate(aggregation, filledValues(findColumn(table, name), rows))),
          ),
        );
  return {
    columns: [...keys.map((column) => columnOf(column, firstRows)), ...aggregated],
    rowCount: groups.length,
    overlongRowCount: 0,
  };
}

function rowsByKey(table: DataTable, keys: readonly DataColumn[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (let row = 0; row < table.rowCount; row += 1) {
    // JSON, so that ("a,b", "c") and ("a", "b,c") are two groups.
    const key = JSON.stringify(keys.map((column) => cellText(column, row)));
    const rows = groups.get(key);
    if (rows) rows.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function filledValues(column: DataColumn | undefined, rows: readonly number[]): number[] {
  if (!column || column.type === "text") return [];
  return rows.map((row) => column.values[row] ?? Number.NaN).filter((value) => !Number.isNaN(value));
}

/** `NaN`, an empty cell, where no row has a number. */
function aggregate(aggregation: Exclude<GroupAggregation, "count">, values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  const sum = values.reduce((total, value) => total + value, 0);
  switch (aggregation) {
    case "sum":
      return tidied(sum);
    case "mean":
      return readableMean(sum / values.length);
    case "minimum":
      return values.reduce((a, b) => Math.min(a, b));
    case "maximum":
      return values.reduce((a, b) => Math.max(a, b));
    default:
      return assertNever(aggregation);
  }
}

function numbers(name: string, values: readonly number[]): DataColumn {
  return { name, type: "number", values: Float64Array.from(values) };
}

/** A mean has no more digits than people read: four decimals, or four digits where it is small. */
function readableMean(mean: number): number {
  return Number(Math.abs(mean) >= 1 ? mean.toFixed(4) : mean.toPrecision(4));
}
