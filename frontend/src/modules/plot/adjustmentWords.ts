import type { Adjustment } from "../../moduleState/FixableState.ts";
import { type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { plotWords } from "./words.ts";

/** Why other columns are drawn than those that were chosen. */
export function adjustmentWords(adjusted: readonly Adjustment[], table: DataTable): string {
  const chosen = adjusted.flatMap((adjustment) => adjustment.chosen as string | readonly string[]);
  const shown = new Set(adjusted.flatMap((adjustment) => adjustment.shown as string | readonly string[]));
  const replaced = chosen.filter((name) => !shown.has(name));
  return plotWords.adjusted({
    missing: replaced.filter((name) => !findColumn(table, name)),
    unfit: replaced.filter((name) => findColumn(table, name)),
  });
}
