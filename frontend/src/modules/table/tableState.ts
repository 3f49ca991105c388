import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";
import type { SortDirection, TableStep } from "./steps/TableStep.ts";

export type TableSettings = {
  readonly dataSetId: string | null;
  /** What becomes of the data set before it is shown, in this order. */
  readonly steps: readonly TableStep[];
};

export type TableSort = { readonly column: string; readonly direction: SortDirection };

export type TableView = {
  readonly sort: TableSort | null;
  /** Rows are shown where a shown column contains this text, whatever its case. */
  readonly filterText: string;
  /** From 0. */
  readonly page: number;
};

type StoredView = {
  sort: { column: string; direction: SortDirection } | null;
  filter_text: string;
  page: number;
};

export const tableViewCodec: StateCodec<TableView> = stateCodec<TableView, StoredView>({
  schema: new SchemaBuilder<StoredView>(() => ({
    properties: {
      sort: {
        properties: { column: { type: "string" }, direction: { enum: ["ascending", "descending"] } },
        nullable: true,
      },
      filter_text: { type: "string" },
      page: { type: "uint32" },
    },
  })).build(),
  serialize: ({ sort, filterText, page }) => ({
    sort: sort && { column: sort.column, direction: sort.direction },
    filter_text: filterText,
    page,
  }),
  deserialize: (stored) => ({ sort: stored.sort, filterText: stored.filter_text, page: stored.page }),
});

export const FIRST_PAGE: TableView = Object.freeze({ sort: null, filterText: "", page: 0 });
