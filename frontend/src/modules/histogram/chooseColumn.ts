import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { isAxisColumn, measuredColumns } from "../plot/columnKinds.ts";

/** The column of a first histogram: the first number that looks measured, else the first number or date; null without one. */
export function chooseColumn(table: DataTable): string | null {
  return (measuredColumns(table)[0] ?? table.columns.find(isAxisColumn))?.name ?? null;
}
