import type { DataTable } from "./DataTable.ts";
import { DataSetUnreadable } from "./DataSetUnreadable.ts";
import { tableFromCells } from "./tableFromCells.ts";

/**
 * Reads CSV, TSV or semicolon-separated text; the first row names the columns. Semicolons are used where commas are in numbers.
 *
 * @throws DataSetUnreadable `noHeader` where the first row is blank or holds only numbers, `noRows` where nothing follows it.
 */
export async function parseDelimited(text: string): Promise<DataTable> {
  const papaparse = await importParser();
  const { data, meta } = papaparse.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const [header, ...rows] = data;
  if (!header || !looksLikeNames(header))
    throw new DataSetUnreadable({ kind: "noHeader", firstRow: header ?? [] });
  if (rows.length === 0) throw new DataSetUnreadable({ kind: "noRows" });
  return tableFromCells(header, rows, { hasDecimalCommas: meta.delimiter === ";" });
}

function looksLikeNames(row: readonly string[]): boolean {
  return row.some((cell) => cell.trim() !== "" && Number.isNaN(Number(cell)));
}

/** A page kept open over an update may ask for a part that the server no longer has. */
async function importParser() {
  try {
    return (await import("papaparse")).default;
  } catch (error) {
    throw new DataSetUnreadable({ kind: "notFetched", status: null }, { cause: error });
  }
}
