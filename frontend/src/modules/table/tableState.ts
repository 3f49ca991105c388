import { SchemaBuilder } from "../../moduleState/SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "../../moduleState/StateCodec.ts";

export type TableSettings = {
  readonly dataSetId: string | null;
  /** Null: every column of the data set, in its order. */
  readonly columns: readonly string[] | null;
};

export type SortDirection = "ascending" | "descending";
export type TableSort = { readonly column: string; readonly direction: SortDirection };

export type TableView = {
  readonly sort: TableSort | null;
  /** Rows are shown where a shown column contains this text, whatever its case. */
  readonly filterText: string;
  /** From 0. */
  readonly page: number;
};

type StoredSettings = { data_set_id: string | null; columns: string[] | null };
type StoredView = {
  sort: { column: string; direction: SortDirection } | null;
  filter_text: string;
  page: number;
};

export const tableSettingsCodec: StateCodec<TableSettings> = stateCodec<TableSettings, StoredSettings>({
  schema: new SchemaBuilder<StoredSettings>(() => ({
    properties: {
      data_set_id: { type: "string", nullable: true },
      columns: { elements: { type: "string" }, nullable: true },
    },
  })).build(),
  serialize: ({ dataSetId, columns }) => ({ data_set_id: dataSetId, columns: columns && [...columns] }),
  deserialize: (stored) => ({ dataSetId: stored.data_set_id, columns: stored.columns }),
});

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
