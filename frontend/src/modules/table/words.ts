export const tableWords = {
  name: "Table",
  description: "Rows and columns, sorted and filtered",
  columns: "Columns",
  columnsHint: "Nothing chosen shows all of them",
  filter: "Filter rows",
  clearFilter: "Clear filter",
  noMatch: "No match",
  rows: (shown: number, total: number) =>
    shown === total
      ? `${total.toLocaleString("en")} ${total === 1 ? "row" : "rows"}`
      : `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} rows`,
  overlongRows: (count: number) =>
    count === 1
      ? "1 row has more cells than the header; the extra cells are not shown."
      : `${count.toLocaleString("en")} rows have more cells than the header; the extra cells are not shown.`,
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  previousPage: "Previous page",
  nextPage: "Next page",
  firstPage: "First page",
  lastPage: "Last page",
  sortBy: (column: string) => `Sort by ${column}`,
  missingColumns: (names: readonly string[]) => `Not in this data set: ${names.join(", ")}.`,
} as const;
