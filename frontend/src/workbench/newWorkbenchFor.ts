import { chooseColumns } from "../modules/lineChart/chooseColumns.ts";
import { lineChartModule } from "../modules/lineChart/lineChartModule.ts";
import { lineChartWords } from "../modules/lineChart/words.ts";
import { notesModule } from "../modules/notes/notesModule.ts";
import { tableModule } from "../modules/table/tableModule.ts";
import { renameDashboard } from "./changes/dashboardChanges.ts";
import { renameModule } from "./changes/moduleChanges.ts";
import { type CreateWorkbenchOptions, createWorkbench } from "./createWorkbench.ts";
import type { CatalogueEntry } from "./dataSets/catalogue.ts";
import type { Workbench } from "./Workbench.ts";

/**
 * A workbench to start from: a line chart, a table and notes over one data set, which is loaded first, so that the chart's
 * columns are chosen and saved.
 *
 * @param dataSet an entry of `dataSetCatalogue`, or a person's own CSV file.
 * @throws DataSetUnreadable when the data set cannot be fetched or read.
 */
export async function newWorkbenchFor(
  dataSet: CatalogueEntry | File,
  options: CreateWorkbenchOptions,
): Promise<Workbench> {
  const workbench = createWorkbench(options);
  const dataSetId =
    dataSet instanceof File ? await workbench.addCsv(dataSet) : workbench.addShipped(dataSet.file);
  const added = workbench.state.dataSets.find(({ id }) => id === dataSetId);
  if (!added) throw new Error("A data set that was added is in the workbench.");
  const { xColumn, yColumns } = chooseColumns(await workbench.tables.load(added.source));

  const chartId = workbench.addModule(lineChartModule, dataSetId);
  workbench.addModule(notesModule, dataSetId);
  workbench.addModule(tableModule, dataSetId);
  if (xColumn !== null && yColumns.length > 0) {
    workbench.apply(renameModule(chartId, lineChartWords.startingTitle(xColumn, yColumns)));
  }
  workbench.apply(renameDashboard(workbench.state.activeDashboardId, added.name));
  workbench.forgetHistory();
  return workbench;
}
