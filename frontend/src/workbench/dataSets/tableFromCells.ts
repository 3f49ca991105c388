import type { DataColumn, DataTable } from "./DataTable.ts";
import { type ParsedDate, parseDateText } from "./parseDateText.ts";

/** A leading zero marks a code (a postal code, say), and a code is text. */
const NUMBER = /^[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** As most of Europe writes numbers: `1.234,5`. */
const NUMBER_WITH_COMMA = /^[+-]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?$/;

export type TableOptions = {
  /** Where `1,5` is one and a half, as in text that is separated by semicolons. */
  hasDecimalCommas?: boolean;
};

/**
 * Builds a table from cells as text, row by row, and finds the type of each column: a number or a date where every cell
 * that is not empty is one, text otherwise.
 *
 * @param header one name a column; empty and repeated names are made distinct.
 */
export function tableFromCells(
  header: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  { hasDecimalCommas = false }: TableOptions = {},
): DataTable {
  const names = distinctNames(header);
  return {
    columns: names.map((name, index) => typedColumn(name, columnCells(rows, index), hasDecimalCommas)),
    rowCount: rows.length,
    overlongRowCount: rows.filter((row) => row.length > header.length).length,
  };
}

function columnCells(rows: readonly (readonly (string | null)[])[], index: number): string[] {
  return rows.map((row) => row[index]?.trim() ?? "");
}

function typedColumn(name: string, cells: readonly string[], hasDecimalCommas: boolean): DataColumn {
  const text: DataColumn = { name, type: "text", values: cells };
  if (cells.every((cell) => cell === "")) return text;
  return (
    numberColumn(name, cells) ??
    (hasDecimalCommas ? numberColumn(name, cells.map(withDecimalPoint)) : null) ??
    dateColumn(name, cells) ??
    text
  );
}

/** `1.234,5` as `1234.5`. In such a column a point is no decimal point, so that `12.5` is no number. */
function withDecimalPoint(cell: string): string {
  if (cell === "") return cell;
  return NUMBER_WITH_COMMA.test(cell) ? cell.replaceAll(".", "").replace(",", ".") : "not a number";
}

function numberColumn(name: string, cells: readonly string[]): DataColumn | null {
  const values = new Float64Array(cells.length);
  for (const [row, cell] of cells.entries()) {
    if (cell !== "" && !isExactNumber(cell)) return null;
    values[row] = cell === "" ? Number.NaN : Number(cell);
  }
  return { name, type: "number", values };
}

/** A 17-digit identifier would lose its last digits in a double, so a column of them stays text. */
function isExactNumber(cell: string): boolean {
  if (!NUMBER.test(cell)) return false;
  const value = Number(cell);
  const isPlainInteger = /^[+-]?\d+$/.test(cell);
  return Number.isFinite(value) && (!isPlainInteger || Number.isSafeInteger(value));
}

function dateColumn(name: string, cells: readonly string[]): DataColumn | null {
  const values = new Float64Array(cells.length);
  let hasTime = false;
  for (const [row, cell] of cells.entries()) {
    const date: ParsedDate | null =
      cell === "" ? { milliseconds: Number.NaN, hasTime: false } : parseDateText(cell);
    if (!date) return null;
    values[row] = date.milliseconds;
    hasTime ||= date.hasTime;
  }
  return { name, type: "date", values, hasTime };
}

function distinctNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const wanted = cell.trim() || `Column ${index + 1}`;
    let name = wanted;
    for (let repeat = 2; taken.has(name); repeat += 1) name = `${wanted} (${repeat})`;
    taken.add(name);
    return name;
  });
}
