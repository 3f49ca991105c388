/** A column of a table; `values` has one entry a row. */
export type DataColumn =
  /** `NaN` where the cell is empty. */
  | { readonly name: string; readonly type: "number"; readonly values: Float64Array }
  /** Milliseconds since 1970-01-01 UTC, `NaN` where the cell is empty. */
  | { readonly name: string; readonly type: "date"; readonly values: Float64Array; readonly hasTime: boolean }
  /** `""` where the cell is empty. */
  | { readonly name: string; readonly type: "text"; readonly values: readonly string[] };

export type ColumnType = DataColumn["type"];

export type DataTable = {
  readonly columns: readonly DataColumn[];
  readonly rowCount: number;
  /** Rows with more cells than the header names. The extra cells have no column, so they are counted and not shown. */
  readonly overlongRowCount: number;
};

export function findColumn(table: DataTable, name: string | null): DataColumn | undefined {
  return table.columns.find((column) => column.name === name);
}

/** The cell as people read it; dates in ISO 8601, without a time where the column has none. */
export function cellText(column: DataColumn, row: number): string {
  if (column.type === "text") return column.values[row] ?? "";
  const value = column.values[row] ?? Number.NaN;
  if (Number.isNaN(value)) return "";
  return column.type === "number" ? String(value) : dateText(value, column.hasTime);
}

/** Years outside 0–9999 carry a sign and six digits in ISO 8601, hence no fixed positions. */
export function dateText(milliseconds: number, hasTime: boolean): string {
  const [day = "", time = ""] = new Date(milliseconds).toISOString().split("T");
  return hasTime ? `${day} ${time.slice(0, 5)}` : day;
}
