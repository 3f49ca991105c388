import type { DataColumn, DataTable } from "../../../workbench/dataSets/DataTable.ts";

/** A table of the given rows of *table*, in that order. */
export function withRows(table: DataTable, rows: readonly number[]): DataTable {
  return { ...table, columns: table.columns.map((column) => columnOf(column, rows)), rowCount: rows.length };
}

export function columnOf(column: DataColumn, rows: readonly number[]): DataColumn {
  if (column.type === "text") return { ...column, values: rows.map((row) => column.values[row] ?? "") };
  return { ...column, values: Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN) };
}
