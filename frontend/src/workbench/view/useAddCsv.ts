import { DataSetUnreadable } from "../dataSets/DataSetUnreadable.ts";
import { dataSetWords } from "../dataSets/words.ts";
import { tableModule } from "../../modules/table/tableModule.ts";
import type { Workbench } from "../Workbench.ts";

/**
 * Adds CSV files, each with a table that shows it; a file that cannot be read is named to *onProblem*, and the others are added.
 */
export function useAddCsv(
  workbench: Workbench,
  onProblem: (text: string) => void,
): (files: readonly File[]) => void {
  const add = async (file: File) => {
    try {
      const dataSetId = await workbench.addCsv(file);
      workbench.addModule(tableModule, dataSetId);
    } catch (error) {
      if (!(error instanceof DataSetUnreadable)) throw error;
      onProblem(dataSetWords.problemOf(file.name, error.problem));
    }
  };
  return (files) => {
    for (const file of files) void add(file);
  };
}
