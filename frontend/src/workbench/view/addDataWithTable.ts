import { tableModule } from "../../modules/table/tableModule.ts";
import { renameModule } from "../changes/moduleChanges.ts";
import { readCsvFile } from "../dataSets/csvFile.ts";
import { DataSetUnreadable } from "../dataSets/DataSetUnreadable.ts";
import { dataSetWords } from "../dataSets/words.ts";
import type { Workbench } from "../Workbench.ts";

/** Adds a sample with a table that shows it; gives the id of the table. */
export function addSampleWithTable(workbench: Workbench, file: string): string {
  return workbench.asOneStep(() => addTableOf(workbench, workbench.addShipped(file)));
}

export type AddCsvOptions = {
  workbench: Workbench;
  onAdded: (moduleId: string) => void;
  /** In words for people, once for all files. */
  onProblem: (text: string) => void;
};

/** Adds CSV files, each with a table that shows it. Files that cannot be read are reported, and the others are added. */
export async function addCsvWithTable(files: readonly File[], options: AddCsvOptions): Promise<void> {
  const problems = await Promise.all(files.map((file) => addOneCsv(file, options)));
  const text = problems.filter((problem) => problem !== null).join(" ");
  if (text !== "") options.onProblem(text);
}

async function addOneCsv(file: File, { workbench, onAdded }: AddCsvOptions): Promise<string | null> {
  try {
    const source = await readCsvFile(file);
    onAdded(workbench.asOneStep(() => addTableOf(workbench, workbench.addRead(source))));
    return null;
  } catch (error) {
    if (!(error instanceof DataSetUnreadable)) throw error;
    return dataSetWords.problemOf(file.name, error.problem);
  }
}

function addTableOf(workbench: Workbench, dataSetId: string): string {
  const moduleId = workbench.addModule(tableModule, dataSetId);
  const name = workbench.state.dataSets.find(({ id }) => id === dataSetId)?.name ?? "";
  workbench.apply(renameModule(moduleId, name));
  return moduleId;
}
