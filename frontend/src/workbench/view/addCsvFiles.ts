import { tableModule } from "../../modules/table/tableModule.ts";
import { renameModule } from "../changes/moduleChanges.ts";
import { DataSetUnreadable } from "../dataSets/DataSetUnreadable.ts";
import { dataSetWords } from "../dataSets/words.ts";
import type { Workbench } from "../Workbench.ts";

export type AddCsvOptions = {
  workbench: Workbench;
  onAdded: (moduleId: string) => void;
  /** In words for people. */
  onProblem: (text: string) => void;
};

/** Adds CSV files, each with a table that shows it. A file that cannot be read is reported, and the others are added. */
export async function addCsvFiles(files: readonly File[], options: AddCsvOptions): Promise<void> {
  await Promise.all(files.map((file) => addCsvFile(file, options)));
}

async function addCsvFile(file: File, { workbench, onAdded, onProblem }: AddCsvOptions): Promise<void> {
  try {
    const dataSetId = await workbench.addCsv(file);
    const moduleId = workbench.addModule(tableModule, dataSetId);
    workbench.apply(renameModule(moduleId, file.name));
    onAdded(moduleId);
  } catch (error) {
    if (!(error instanceof DataSetUnreadable)) throw error;
    onProblem(dataSetWords.problemOf(file.name, error.problem));
  }
}
