/** Why a file cannot become a data set. Sizes are in bytes. */
export type DataSetProblem =
  | { kind: "notUtf8" }
  | { kind: "noHeader"; firstRow: readonly string[] }
  | { kind: "noRows" }
  | { kind: "tooLarge"; sizeBytes: number; limitBytes: number }
  | { kind: "notRecords" }
  | { kind: "unknownFile"; file: string }
  /** `status` is null where no answer came. */
  | { kind: "notFetched"; status: number | null }
  | { kind: "unexpected"; detail: string };

/** A data set that cannot be read; the words for people are in `dataSetWords`. */
export class DataSetUnreadable extends Error {
  readonly problem: DataSetProblem;

  constructor(problem: DataSetProblem, options?: ErrorOptions) {
    super(`The data set cannot be read: ${problem.kind}.`, options);
    this.name = "DataSetUnreadable";
    this.problem = problem;
  }
}
