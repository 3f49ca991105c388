import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { useDataTable } from "../../workbench/dataSets/useDataTable.ts";

/** The table of a data set of the workbench; null until it is there. */
export function useReadyTable(dataSetId: string | null): DataTable | null {
  const used = useDataTable(dataSetId);
  return used.kind === "used" && used.state.kind === "ready" ? used.state.table : null;
}
