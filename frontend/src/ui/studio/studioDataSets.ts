import { type CatalogueEntry, dataSetCatalogue } from "../../workbench/dataSets/catalogue.ts";

/** A data set, and how an address names it: its file without the ending. */
export type StudioDataSet = Pick<CatalogueEntry, "file" | "name" | "description"> & { readonly key: string };

export const studioDataSets: readonly StudioDataSet[] = dataSetCatalogue.map(
  ({ file, name, description }) => ({ key: file.replace(/\.[a-z]+$/, ""), file, name, description }),
);

export function findStudioDataSet(key: string | null): StudioDataSet | undefined {
  return studioDataSets.find((each) => each.key === key);
}
