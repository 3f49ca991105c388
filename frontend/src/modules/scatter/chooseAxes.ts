import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { isAxisColumn, isGroup, measuredColumns } from "../plot/columnKinds.ts";
import type { ScatterSettings } from "./scatterState.ts";

export type ChosenAxes = Pick<ScatterSettings, "xColumn" | "yColumn" | "groupColumn">;

/**
 * A first scatter plot: the first two numbers that look measured, or the only one over something else, in colours by the
 * first text column with up to 20 values.
 */
export function chooseAxes(table: DataTable): ChosenAxes {
  const measured = measuredColumns(table);
  const others = table.columns.filter((column) => isAxisColumn(column) && !measured.includes(column));
  const axes = measured.length > 1 ? measured : [...others.slice(0, 1), ...measured, ...others.slice(1)];
  return {
    xColumn: axes[1] ? (axes[0]?.name ?? null) : null,
    yColumn: axes[1]?.name ?? null,
    groupColumn: table.columns.find(isGroup)?.name ?? null,
  };
}
