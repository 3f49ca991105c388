import { beforeEach, describe, expect, test } from "vitest";

import { FixableState, type ShownState } from "../../moduleState/FixableState.ts";
import type { StateSource } from "../../moduleState/persistableFixableAtom.ts";
import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { DataTables } from "../../workbench/dataSets/DataTables.ts";
import { readShippedFile } from "../../workbench/testing/shippedFiles.ts";
import { adjustmentWords } from "../plot/adjustmentWords.ts";
import { lineChartAtoms } from "./lineChartAtoms.ts";
import type { LineChartSettings } from "./lineChartState.ts";

const OPEN: LineChartSettings = {
  dataSetId: "d",
  xColumn: null,
  yColumns: [],
  groupColumn: null,
  aggregation: "sum",
};

let stocks: DataTable;

beforeEach(async () => {
  stocks = await new DataTables({ fetchText: readShippedFile }).load({ kind: "shipped", file: "stocks.csv" });
});

function shown(
  settings: LineChartSettings,
  source: StateSource = "persistence",
): ShownState<LineChartSettings> {
  const fixable = new FixableState(lineChartAtoms);
  fixable.provide({ kind: "ready", table: stocks });
  fixable.open(settings, source);
  return fixable.shown;
}

describe("[B9] settings are fitted to the data for showing", () => {
  test("columns that were left open are chosen, and that is no adjustment", () => {
    expect(shown(OPEN)).toEqual({
      state: { ...OPEN, xColumn: "date", yColumns: ["price"], groupColumn: "symbol" },
      adjusted: [],
    });
  });

  test("columns that fit are shown as they are", () => {
    const settings = { ...OPEN, xColumn: "date", yColumns: ["price"], groupColumn: "symbol" };

    expect(shown(settings)).toEqual({ state: settings, adjusted: [] });
  });

  test("a column that the data does not have is listed, and another one shown", () => {
    const settings = { ...OPEN, xColumn: "date", yColumns: ["price", "volume"], groupColumn: "sector" };

    expect(shown(settings)).toEqual({
      state: { ...settings, yColumns: ["price"], groupColumn: null },
      adjusted: [
        { field: "yColumns", chosen: ["price", "volume"], shown: ["price"] },
        { field: "groupColumn", chosen: "sector", shown: null },
      ],
    });
  });

  test("where none of the lines is there, the usual one is drawn", () => {
    expect(shown({ ...OPEN, xColumn: "date", yColumns: ["volume"] }).state.yColumns).toEqual(["price"]);
  });

  test("text is not an axis", () => {
    expect(shown({ ...OPEN, xColumn: "symbol", yColumns: ["price"] }).state.xColumn).toBe("date");
  });

  test("no grouping is kept once columns are chosen", () => {
    expect(shown({ ...OPEN, xColumn: "date", yColumns: ["price"] }).state.groupColumn).toBeNull();
  });

  test.each<["loading"] | ["failed"]>([["loading"], ["failed"]])("not while the table is %s", (kind) => {
    const settings = { ...OPEN, xColumn: "gone", yColumns: ["gone"] };
    const fixable = new FixableState(lineChartAtoms);
    fixable.provide(kind === "loading" ? { kind } : { kind, problem: { kind: "notFetched", status: null } });

    fixable.open(settings, "persistence");

    expect(fixable.shown).toEqual({ state: settings, adjusted: [] });
  });
});

describe("[B9] the chart says why it shows other columns", () => {
  test.each<[string, Partial<LineChartSettings>, string]>([
    [
      "that are not there",
      { xColumn: "date", yColumns: ["price", "volume"], groupColumn: "sector" },
      "Not in this data set: volume, sector. Other columns are shown until you choose.",
    ],
    [
      "that cannot be drawn",
      { xColumn: "symbol", yColumns: ["price"] },
      "Not numbers that can be drawn: symbol. Other columns are shown until you choose.",
    ],
  ])("%s", (_name, chosen, words) => {
    const { adjusted } = shown({ ...OPEN, ...chosen });

    expect(adjustmentWords(adjusted, stocks)).toBe(words);
  });
});
