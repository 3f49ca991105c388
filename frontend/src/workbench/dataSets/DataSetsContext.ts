import { createContext, useContext } from "react";

import type { DataSet } from "./DataSet.ts";
import type { DataTables } from "./DataTables.ts";

/** What modules may do with the data sets of the workbench that they are in. */
export type DataSetsAccess = {
  readonly dataSets: readonly DataSet[];
  readonly tables: DataTables;
  /** Gives the id of a shipped data set, added where the workbench does not have it. */
  readonly addShipped: (file: string) => string;
};

export const DataSetsContext = createContext<DataSetsAccess | null>(null);

export function useDataSets(): DataSetsAccess {
  const access = useContext(DataSetsContext);
  if (!access) throw new Error("A module is shown inside a WorkbenchView.");
  return access;
}
