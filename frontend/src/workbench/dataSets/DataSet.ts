/** Where the rows of a data set come from: a file shipped with the application, or the person's own CSV, kept whole in the content. */
export type DataSetSource =
  | { readonly kind: "shipped"; readonly file: string }
  | { readonly kind: "csv"; readonly fileName: string; readonly text: string };

export type DataSet = { readonly id: string; readonly name: string; readonly source: DataSetSource };
