import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { isAxisColumn, isGroup, measuredColumns } from "../plot/columnKinds.ts";
import type { ScatterSettings } from "./scatterState.ts";

export type ChosenAxes = Pick<ScatterSettings, "xColumn" | "yColumn" | "groupColumn">;

/** A first scatter plot: the first two numbers that look measured, in colours by the first text column with up to 20 values. */
export function chooseAxes(table: DataTable): ChosenAxes {
  const measured = measuredColumns(table);
  const axes = [
    ...measured,
    ...table.columns.filter((column) => isAxisColumn(column) && !measured.includes(column)),
  ];
  return {
    xColumn: axes[1] ? (axes[0]?.name ?? null) : null,
    yColumn: axes[1]?.name ?? null,
    groupColumn: table.columns.find(isGroup)?.name ?? null,
  };
}
