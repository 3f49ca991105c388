import { describe, expect, test } from "vitest";

import { DataTables } from "../../workbench/dataSets/DataTables.ts";
import { readShippedFile } from "../../workbench/testing/shippedFiles.ts";
import { chooseColumns, effectiveColumns } from "./chooseColumns.ts";
import type { LineChartSettings } from "./lineChartState.ts";

const load = (file: string) => new DataTables({ fetchText: readShippedFile }).load({ kind: "shipped", file });
const open: LineChartSettings = {
  dataSetId: "d",
  xColumn: null,
  yColumns: [],
  groupColumn: null,
  aggregation: "mean",
};

describe("[UX] the first chart of a data set makes sense", () => {
  test.each<[string, string, string, string | null]>([
    ["stocks.csv", "date", "price", "symbol"],
    ["seattle-weather.csv", "date", "precipitation", null],
    ["global-temp.csv", "year", "temp", null],
    ["gapminder.json", "year", "pop", null],
    ["us-employment.csv", "month", "nonfarm", null],
    ["unemployment-across-industries.json", "date", "count", "series"],
  ])("%s: %s by %s", async (file, x, y, group) => {
    expect(chooseColumns(await load(file))).toEqual({ xColumn: x, yColumns: [y], groupColumn: group });
  });
});

describe("[B9] settings are fitted to the data for showing, and are not changed", () => {
  test("a column that the data does not have is reported, and another one shown", async () => {
    const settings = { ...open, xColumn: "date", yColumns: ["price", "volume"], groupColumn: "sector" };

    const columns = effectiveColumns(settings, await load("stocks.csv"));

    expect(columns).toEqual({
      xColumn: "date",
      yColumns: ["price"],
      groupColumn: null,
      missing: ["volume", "sector"],
    });
  });

  test("text is not an axis", async () => {
    const settings = { ...open, xColumn: "symbol", yColumns: ["price"] };

    expect(effectiveColumns(settings, await load("stocks.csv")).xColumn).toBe("date");
  });

  test("no grouping is kept once columns are chosen", async () => {
    const settings = { ...open, xColumn: "date", yColumns: ["price"] };

    expect(effectiveColumns(settings, await load("stocks.csv")).groupColumn).toBeNull();
  });
});
