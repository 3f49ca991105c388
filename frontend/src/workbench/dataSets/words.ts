import { assertNever } from "../../errors/assertNever.ts";
import type { DataSetProblem } from "./DataSetUnreadable.ts";

const BYTES_PER_MB = 1024 * 1024;

function megabytes(bytes: number): string {
  return (bytes / BYTES_PER_MB).toLocaleString("en", { maximumFractionDigits: 2 });
}

function problemWords(problem: DataSetProblem): string {
  switch (problem.kind) {
    case "notUtf8":
      return "This file is not UTF-8 text. Save it as “CSV UTF-8”, then add it again.";
    case "noHeader":
      return "The first line must name the columns, and this one does not. Add a line of names, then add the file again.";
    case "noRows":
      return "This file has no rows of data.";
    case "tooLarge":
      return `This file takes ${megabytes(problem.sizeBytes)} MB, and a whole session may take ${megabytes(problem.limitBytes)} MB. Remove rows or columns, then add it again.`;
    case "notRecords":
      return "This file is not a list of records.";
    case "unknownFile":
      return `This version of Benchdog does not have the file “${problem.file}”.`;
    case "notFetched":
      return problem.status === null
        ? "The data could not be fetched. Check your connection."
        : `The data could not be fetched (status ${problem.status}).`;
    case "unexpected":
      return "The data could not be read.";
    default:
      return assertNever(problem);
  }
}

export const dataSetWords = {
  label: "Data set",
  placeholder: "Choose a data set",
  inWorkbench: "In this workbench",
  samples: "Samples",
  notChosenTitle: "No data yet",
  notChosenBody: "Choose a data set to show here.",
  notChosenReadOnly: "No data set was chosen.",
  removedTitle: "Its data set was removed",
  removedBody: "Choose another one to show here.",
  failedTitle: "The data cannot be shown",
  loading: "Loading data…",
  tryAgain: "Try again",
  problem: problemWords,
  problemOf: (name: string, problem: DataSetProblem) => `“${name}” was not added. ${problemWords(problem)}`,
} as const;
