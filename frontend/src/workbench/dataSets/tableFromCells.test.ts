import { describe, expect, test } from "vitest";

import { cellText } from "./DataTable.ts";
import { tableFromCells } from "./tableFromCells.ts";

function typeOf(...cells: (string | null)[]): string {
  const [column] = tableFromCells(
    ["value"],
    cells.map((cell) => [cell]),
  ).columns;
  return column?.type ?? "none";
}

describe("[UX] the type of a column is what all of its cells are", () => {
  test.each<[string, string, (string | null)[]]>([
    ["number", "whole numbers and fractions", ["1", "-2.5", "+3", ".5", "1e-3"]],
    ["number", "numbers with gaps", ["1", "", null, " 4 "]],
    ["text", "one word among numbers", ["1", "2", "n/a"]],
    ["text", "codes with leading zeros", ["00501", "10001"]],
    ["text", "numbers that a double cannot hold exactly", ["9007199254740993"]],
    ["date", "days with gaps", ["2012-01-01", ""]],
    ["text", "days and numbers mixed", ["2012-01-01", "7"]],
    ["text", "nothing at all", ["", null]],
  ])("%s: %s", (type, _name, cells) => {
    expect(typeOf(...cells)).toBe(type);
  });

  test("decimal commas are read where they are meant, and a point groups thousands then", () => {
    const cells = (...values: string[]) => values.map((value) => [value]);
    const read = (...values: string[]) =>
      tableFromCells(["v"], cells(...values), { hasDecimalCommas: true }).columns[0];

    expect(read("12,5", "", "1.234,5", "-2", "1.000.000")).toMatchObject({
      type: "number",
      values: Float64Array.of(12.5, Number.NaN, 1234.5, -2, 1_000_000),
    });
    expect(read("12.5", "3")).toMatchObject({ type: "number", values: Float64Array.of(12.5, 3) });
    expect(read("12,5", "12.5")?.type).toBe("text");
    expect(read("01.02.2026")?.type).toBe("date");
    expect(typeOf("12,5", "13,1")).toBe("text");
  });

  test("empty cells stay empty", () => {
    const table = tableFromCells(
      ["n", "d", "t"],
      [
        ["1", "2012-01-01", "a"],
        ["", "", ""],
      ],
    );

    expect(table.columns.map((column) => [cellText(column, 0), cellText(column, 1)])).toEqual([
      ["1", ""],
      ["2012-01-01", ""],
      ["a", ""],
    ]);
  });

  test("names are made distinct, and a missing name is given", () => {
    const { columns } = tableFromCells(["a", "a", " ", "a (2)"], [["1", "2", "3", "4"]]);

    expect(columns.map(({ name }) => name)).toEqual(["a", "a (2)", "Column 3", "a (2) (2)"]);
  });

  test("rows that are too long are counted, and rows that are too short end in empty cells", () => {
    const table = tableFromCells(["a", "b"], [["1", "2", "3"], ["4"]]);

    expect(table.overlongRowCount).toBe(1);
    expect(table.columns.map((column) => cellText(column, 1))).toEqual(["4", ""]);
  });
});
