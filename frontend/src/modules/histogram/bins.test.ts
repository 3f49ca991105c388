import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { tableFromCells } from "../../workbench/dataSets/tableFromCells.ts";
import { binsOf } from "./bins.ts";

function bins(
  cells: readonly string[],
  binCount: number | null = null,
  groups?: readonly string[],
  maxGroups = 20,
) {
  const table = tableFromCells(
    ["value", "group"],
    cells.map((cell, row) => [cell, groups?.[row] ?? ""]),
  );
  const [column, group] = table.columns;
  if (column?.type === "text" || !column) throw new Error("The first column is of numbers or dates.");
  return binsOf(table, { column, groupColumn: groups && group, binCount, maxGroups });
}

describe("[UX] values are counted in bins", () => {
  test("of round edges, the largest value included", () => {
    expect(bins(["0", "1.9", "2", "10"], 5)).toMatchObject({
      edges: [0, 2, 4, 6, 8, 10, 12],
      totals: [2, 1, 0, 0, 0, 1],
    });
  });

  test("of whole days for dates", () => {
    const counted = bins(["2026-01-01", "2026-01-02", "2026-01-02"], 2);

    expect(counted?.edges.every((edge) => edge % 86_400_000 === 0)).toBe(true);
    expect(counted?.totals).toEqual([1, 2]);
  });

  test("in groups, of which the rest share one; rows without a value are counted apart", () => {
    const counted = bins(["1", "1", "1", ""], 1, ["a", "b", "c", "a"], 2);

    expect(counted?.groups.map(({ label }) => label)).toEqual(["a", "2 others"]);
    expect(counted?.groups.map(({ counts }) => counts.reduce((a, b) => a + b))).toEqual([1, 2]);
    expect([counted?.valueCount, counted?.omittedRowCount]).toEqual([3, 1]);
  });

  test("one value alone has a bin", () => {
    expect(bins(["7"])?.totals).toEqual([1]);
  });

  test("no value is lost and none is counted twice, whatever the values", () => {
    const value = fc.oneof(
      fc.integer({ min: -1e6, max: 1e6 }),
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (values, count) => {
          const counted = bins(
            values.map((each) => each.toFixed(3)),
            count,
          );

          expect(counted?.totals.reduce((a, b) => a + b)).toBe(values.length);
          expect(counted?.edges.length).toBe((counted?.totals.length ?? 0) + 1);
        },
      ),
    );
  });
});
