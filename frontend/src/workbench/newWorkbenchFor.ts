import { chooseColumns, hasOrder } from "../modules/lineChart/chooseColumns.ts";
import { lineChartModule } from "../modules/lineChart/lineChartModule.ts";
import { lineChartWords } from "../modules/lineChart/words.ts";
import { choosePlaces } from "../modules/map/choosePlaces.ts";
import { mapModule } from "../modules/map/mapModule.ts";
import type { AnyModuleDefinition, GridSize } from "../modules/ModuleDefinition.ts";
import { notesModule } from "../modules/notes/notesModule.ts";
import { chooseAxes } from "../modules/scatter/chooseAxes.ts";
import { scatterModule } from "../modules/scatter/scatterModule.ts";
import { scatterWords } from "../modules/scatter/words.ts";
import { tableModule } from "../modules/table/tableModule.ts";
import { renameDashboard } from "./changes/dashboardChanges.ts";
import { renameModule } from "./changes/moduleChanges.ts";
import { type CreateWorkbenchOptions, createWorkbench } from "./createWorkbench.ts";
import type { CatalogueEntry } from "./dataSets/catalogue.ts";
import type { DataTable } from "./dataSets/DataTable.ts";
import type { Workbench } from "./Workbench.ts";

/** Beside the notes, whatever is drawn. */
const DRAWING_SIZE: GridSize = Object.freeze({ w: 8, h: 8 });

/**
 * A workbench to start from: a drawing that suits the data, a table and notes over one data set, which is loaded first, so
 * that the columns of the drawing are chosen and saved.
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
  const { definition, title } = firstDrawing(await workbench.tables.load(added.source));

  const drawingId = workbench.addModule(definition, dataSetId, DRAWING_SIZE);
  workbench.addModule(notesModule, dataSetId);
  workbench.addModule(tableModule, dataSetId);
  if (title !== null) workbench.apply(renameModule(drawingId, title));
  workbench.apply(renameDashboard(workbench.state.activeDashboardId, added.name));
  workbench.forgetHistory();
  return workbench;
}

type FirstDrawing = { definition: AnyModuleDefinition; title: string | null };

/** A map where the data has places, lines where it has an order such as time, points where it has measurements only. */
function firstDrawing(table: DataTable): FirstDrawing {
  if (choosePlaces(table).xColumn !== null) return { definition: mapModule, title: null };
  const axes = chooseAxes(table);
  if (!hasOrder(table) && axes.xColumn !== null && axes.yColumn !== null) {
    return { definition: scatterModule, title: scatterWords.startingTitle(axes.xColumn, axes.yColumn) };
  }
  const { xColumn, yColumns } = chooseColumns(table);
  const isDrawn = xColumn !== null && yColumns.length > 0;
  return {
    definition: lineChartModule,
    title: isDrawn ? lineChartWords.startingTitle(xColumn, yColumns) : null,
  };
}
