import { cellText, type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import type { TableSort } from "./tableState.ts";

/** The rows (by index) in which a column contains *filterText*, whatever its case; every row for an empty text. */
export function filteredRows(table: DataTable, filterText: string): number[] {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row);
  const wanted = filterText.trim().toLowerCase();
  if (wanted === "") return rows;
  return rows.filter((row) =>
    table.columns.some((column) => cellText(column, row).toLowerCase().includes(wanted)),
  );
}

/**
 * Rows in the order of one column; rows that are equal keep their order, and empty cells are last in both directions,
 * because people sort to see values.
 */
export function sortedRows(
  table: DataTable,
  rows: readonly number[],
  sort: TableSort | null,
): readonly number[] {
  const column = findColumn(table, sort?.column ?? null);
  if (!sort || !column) return rows;
  const sign = sort.direction === "ascending" ? 1 : -1;
  const compare = column.type === "text" ? textOrder(column.values) : numberOrder(column.values);
  const isEmpty = (row: number) => cellText(column, row) === "";
  const filled = rows.filter((row) => !isEmpty(row)).toSorted((a, b) => sign * compare(a, b));
  return [...filled, ...rows.filter(isEmpty)];
}

function textOrder(values: readonly string[]): (a: number, b: number) => number {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  return (a, b) => collator.compare(values[a] ?? "", values[b] ?? "");
}

function numberOrder(values: Float64Array): (a: number, b: number) => number {
  return (a, b) => (values[a] ?? 0) - (values[b] ?? 0);
}
