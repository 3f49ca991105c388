import { cellText, type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";

/** More facts than this would cover the drawing. */
const MAX_FACTS = 5;

/** What a row says under the pointer: what it is called, then the values that place, colour and size it. */
export function hoveredPointText(table: DataTable, row: number, columns: readonly (string | null)[]): string {
  const name = table.columns.find(({ type, name: each }) => type === "text" && !columns.includes(each));
  const chosen = columns.flatMap((each) => findColumn(table, each) ?? []);
  const facts = [...new Set(chosen)].map((column) => `${column.name} ${cellText(column, row)}`);
  return [...(name ? [cellText(name, row)] : []), ...facts].slice(0, MAX_FACTS).join(" · ");
}
