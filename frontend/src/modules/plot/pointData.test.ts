import { describe, expect, test } from "vitest";

import { tableFromCells } from "../../workbench/dataSets/tableFromCells.ts";
import { correlationOf, pointData, type PointDataOptions } from "./pointData.ts";

const TABLE = tableFromCells(
  ["x", "y", "kind", "size"],
  [
    ["1", "10", "a", "0"],
    ["2", "20", "b", "25"],
    ["3", "30", "a", "100"],
    ["", "40", "a", "1"],
    ["5", "50", "", ""],
  ],
);

const OPTIONS: PointDataOptions = {
  xColumn: "x",
  yColumn: "y",
  groupColumn: null,
  sizeColumn: null,
  maxGroups: 20,
};

function points(changed: Partial<PointDataOptions> = {}) {
  const data = pointData(TABLE, { ...OPTIONS, ...changed });
  if (!data) throw new Error("Some rows have a place.");
  return data;
}

describe("[UX] rows become points", () => {
  test("a row without a place is left out and counted, and the window shows all others", () => {
    const { groups, pointCount, omittedRowCount, whole } = points();

    expect(groups).toEqual([{ label: "", rows: [0, 1, 2, 4] }]);
    expect([pointCount, omittedRowCount]).toEqual([4, 1]);
    expect([whole.x.from, whole.x.to].map((value) => value.toFixed(2))).toEqual(["0.84", "5.16"]);
  });

  test("groups come in the order of the table; an empty cell is a group too", () => {
    expect(points({ groupColumn: "kind" }).groups).toEqual([
      { label: "a", rows: [0, 2] },
      { label: "b", rows: [1] },
      { label: "(empty)", rows: [4] },
    ]);
  });

  test("no point is lost where there are more groups than colours", () => {
    expect(points({ groupColumn: "kind", maxGroups: 2 }).groups).toEqual([
      { label: "a", rows: [0, 2] },
      { label: "2 others", rows: [1, 4] },
    ]);
  });

  test("four times the value is twice the radius above the smallest", () => {
    const [smallest = 0, quarter = 0, largest = 0] = points({ sizeColumn: "size" }).radius;

    expect((largest - smallest) / (quarter - smallest)).toBeCloseTo(2);
  });

  test("where no row has a place there is nothing to draw", () => {
    expect(pointData(TABLE, { ...OPTIONS, xColumn: "kind" })).toBeNull();
  });

  test("the correlation of points on a line is 1, and a column that does not vary has none", () => {
    expect(correlationOf(points())).toBeCloseTo(1);
    const flat = tableFromCells(
      ["x", "y"],
      [
        ["1", "7"],
        ["2", "7"],
      ],
    );
    const data = pointData(flat, OPTIONS);
    expect(data && correlationOf(data)).toBeNull();
  });
});
