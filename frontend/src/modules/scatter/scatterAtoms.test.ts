import { beforeEach, describe, expect, test } from "vitest";

import { FixableState } from "../../moduleState/FixableState.ts";
import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { DataTables } from "../../workbench/dataSets/DataTables.ts";
import { tableFromCells } from "../../workbench/dataSets/tableFromCells.ts";
import { readShippedFile } from "../../workbench/testing/shippedFiles.ts";
import { chooseAxes } from "./chooseAxes.ts";
import { scatterAtoms } from "./scatterAtoms.ts";
import { openPointColumns } from "../points/pointColumns.ts";
import { type ScatterSettings, scatterSettingsCodec } from "./scatterState.ts";

let cars: DataTable;

beforeEach(async () => {
  cars = await new DataTables({ fetchText: readShippedFile }).load({ kind: "shipped", file: "cars.json" });
});

function shown(settings: ScatterSettings) {
  const fixable = new FixableState(scatterAtoms);
  fixable.provide({ kind: "ready", table: cars });
  fixable.open(settings, "persistence");
  return fixable.shown;
}

describe("[B9] the settings of a scatter plot", () => {
  test("left open, are chosen for the data, and that is no adjustment", () => {
    expect(shown(openPointColumns("d"))).toEqual({
      state: {
        dataSetId: "d",
        xColumn: "Miles_per_Gallon",
        yColumn: "Displacement",
        groupColumn: "Origin",
        sizeColumn: null,
      },
      adjusted: [],
    });
  });

  test("of data with one measure, show it over the days", () => {
    const wells = tableFromCells(
      ["rate", "day"],
      [
        ["12.5", "2026-02-01"],
        ["13.1", "2026-02-02"],
      ],
    );

    expect(chooseAxes(wells)).toMatchObject({ xColumn: "day", yColumn: "rate" });
  });

  test("that name what is gone or is no number are listed, with what is shown instead", () => {
    const settings = {
      dataSetId: "d",
      xColumn: "Horsepower",
      yColumn: "Name",
      groupColumn: "Maker",
      sizeColumn: "Origin",
    };

    expect(shown(settings).adjusted).toEqual([
      { field: "yColumn", chosen: "Name", shown: "Displacement" },
      { field: "groupColumn", chosen: "Maker", shown: null },
      { field: "sizeColumn", chosen: "Origin", shown: null },
    ]);
  });

  test("come back from their text as they were", () => {
    const settings = { ...openPointColumns("d"), xColumn: "Horsepower", sizeColumn: "Weight_in_lbs" };

    expect(scatterSettingsCodec.fromText(scatterSettingsCodec.toText(settings))).toEqual({
      kind: "read",
      state: settings,
    });
  });
});
