import { describe, expect, test } from "vitest";

import { readShippedFile } from "../../workbench/testing/shippedFiles.ts";
import { DataTables } from "../../workbench/dataSets/DataTables.ts";
import { tableFromCells } from "../../workbench/dataSets/tableFromCells.ts";
import type { Aggregation } from "./lineChartState.ts";
import { lineData } from "./lineSeries.ts";

const sales = tableFromCells(
  ["year", "shop", "sold", "returned"],
  [
    ["2021", "North", "10", "1"],
    ["2020", "North", "4", "0"],
    ["2020", "North", "6", "2"],
    ["2020", "South", "1", ""],
    ["2022", "South", "", "3"],
    ["", "South", "99", "9"],
  ],
);
const options = {
  xColumn: "year",
  yColumns: ["sold"],
  groupColumn: null,
  aggregation: "mean",
  maxSeries: 20,
} as const;

describe("[UX] rows become lines", () => {
  test("x is ascending and distinct; rows without x are left out", () => {
    expect(lineData(sales, options).x).toEqual([2020, 2021, 2022]);
  });

  test.each<[Aggregation, (number | null)[]]>([
    ["mean", [11 / 3, 10, null]],
    ["sum", [11, 10, null]],
    ["minimum", [1, 10, null]],
    ["maximum", [6, 10, null]],
    ["count", [3, 1, null]],
  ])("rows of one x: %s", (aggregation, values) => {
    expect(lineData(sales, { ...options, aggregation }).series).toEqual([{ label: "sold", values }]);
  });

  test("one line for each group, with gaps where a group has no value", () => {
    const { series } = lineData(sales, { ...options, groupColumn: "shop", aggregation: "sum" });

    expect(series).toEqual([
      { label: "North", values: [10, 10, null] },
      { label: "South", values: [1, null, null] },
    ]);
  });

  test("several columns and groups are named by both", () => {
    const { series } = lineData(sales, { ...options, yColumns: ["sold", "returned"], groupColumn: "shop" });

    expect(series.map(({ label }) => label)).toEqual([
      "North · sold",
      "South · sold",
      "North · returned",
      "South · returned",
    ]);
  });

  test("lines beyond the limit are counted and not drawn", () => {
    const { series, omittedSeriesCount } = lineData(sales, { ...options, groupColumn: "shop", maxSeries: 1 });

    expect(series.map(({ label }) => label)).toEqual(["North"]);
    expect(omittedSeriesCount).toBe(1);
  });

  test("the real stocks give five lines over 123 months", async () => {
    const table = await new DataTables({ fetchText: readShippedFile }).load({
      kind: "shipped",
      file: "stocks.csv",
    });

    const { x, series } = lineData(table, {
      ...options,
      xColumn: "date",
      yColumns: ["price"],
      groupColumn: "symbol",
    });

    expect(series.map(({ label }) => label)).toEqual(["MSFT", "AMZN", "IBM", "GOOG", "AAPL"]);
    expect([x.length, x[0], x.at(-1)]).toEqual([123, Date.UTC(2000, 0, 1), Date.UTC(2010, 2, 1)]);
    expect(series[0]?.values[0]).toBe(39.81);
    expect(series[3]?.values[0]).toBeNull();
  });
});
