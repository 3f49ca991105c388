import { useEffect, useSyncExternalStore } from "react";

import { useDataSets } from "./DataSetsContext.ts";
import type { DataSet } from "./DataSet.ts";
import type { TableState } from "./DataTables.ts";

export type UsedTable =
  | { kind: "notChosen" }
  | { kind: "removed" }
  | { kind: "used"; dataSet: DataSet; state: TableState; retry: () => void };

/** The table of a data set of the workbench, loaded when a module first asks for it. */
export function useDataTable(dataSetId: string | null): UsedTable {
  const { dataSets, tables } = useDataSets();
  const dataSet = dataSets.find(({ id }) => id === dataSetId);
  const source = dataSet?.source;
  const state = useSyncExternalStore(tables.subscribe, () => source && tables.peek(source));
  useEffect(() => {
    if (source) tables.request(source);
  }, [source, tables]);
  if (dataSetId === null) return { kind: "notChosen" };
  if (!dataSet || !state) return { kind: "removed" };
  return { kind: "used", dataSet, state, retry: () => tables.retry(dataSet.source) };
}
