import { describe, expect, test } from "vitest";

import { DataTables } from "../../workbench/dataSets/DataTables.ts";
import { readShippedFile } from "../../workbench/testing/shippedFiles.ts";
import { chooseColumns } from "./chooseColumns.ts";

const load = (file: string) => new DataTables({ fetchText: readShippedFile }).load({ kind: "shipped", file });

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
