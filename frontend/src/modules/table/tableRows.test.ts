import { describe, expect, test } from "vitest";

import { tableFromCells } from "../../workbench/dataSets/tableFromCells.ts";
import { filteredRows, sortedRows } from "./tableRows.ts";

const table = tableFromCells(
  ["name", "size", "born"],
  [
    ["Item 10", "3", "2012-05-01"],
    ["item 9", "", "2011-01-01"],
    ["Étoile", "20", ""],
    ["", "3", "2012-04-30"],
  ],
);
const all = [0, 1, 2, 3];

describe("[UX] sorting", () => {
  test.each<[string, "ascending" | "descending", number[]]>([
    ["name", "ascending", [2, 1, 0, 3]],
    ["name", "descending", [0, 1, 2, 3]],
    ["size", "ascending", [0, 3, 2, 1]],
    ["size", "descending", [2, 0, 3, 1]],
    ["born", "ascending", [1, 3, 0, 2]],
  ])(
    "%s %s: numbers in names count, equal rows keep their order, empty cells are last",
    (column, direction, rows) => {
      expect(sortedRows(table, all, { column, direction })).toEqual(rows);
    },
  );

  test("a column that the data does not have leaves the order as it is", () => {
    expect(sortedRows(table, all, { column: "gone", direction: "ascending" })).toEqual(all);
  });
});

describe("[UX] filtering", () => {
  test("looks into every column, whatever the case", () => {
    expect(filteredRows(table, " ITEM ")).toEqual([0, 1]);
  });

  test("finds numbers and dates as they are shown", () => {
    expect(filteredRows(table, "2012-04")).toEqual([3]);
  });
});
