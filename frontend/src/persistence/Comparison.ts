import type { JsonObject } from "../documents/json.ts";
import type { PartDifference, Side } from "../documents/mergeParts.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";

/** The keys of the parts that every session has. */
export const DETAIL_KEYS = Object.freeze({
  title: "details/title",
  description: "details/description",
  tags: "details/tags",
});

/** A part that is not the same in this tab and on the server, as a person is asked about it. [B4] */
export type ConflictRow = PartDifference & {
  /** What the workbench calls the part; null for those of `DETAIL_KEYS`. */
  readonly label: string | null;
};

/** This tab's copy beside the server's newer one. */
export type Comparison = {
  /** Null where the copies cannot be told apart part by part: one of them has to be taken as a whole. */
  readonly rows: readonly ConflictRow[] | null;
  /** The server's copy is of a newer version of this application, so nothing is put over it. [C7] */
  readonly isServerReadOnly: boolean;
};

/** The work after a merge, and what the person may want back. */
export type MergedWork = {
  readonly content: JsonObject;
  readonly details: SessionDetails;
  /** Whether something of this tab is not in it. */
  readonly leavesOutMine: boolean;
};

export type CopyOfWork = { readonly content: JsonObject; readonly details: SessionDetails };

export type Choices = ReadonlyMap<string, Side>;

export function isDecided({ rows }: Comparison): boolean {
  return rows !== null && rows.every(({ side }) => side !== null);
}
