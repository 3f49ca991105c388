import { describe, expect, test } from "vitest";

import { FixableState } from "../../moduleState/FixableState.ts";
import { DataTables } from "../../workbench/dataSets/DataTables.ts";
import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { tableFromCells } from "../../workbench/dataSets/tableFromCells.ts";
import { readShippedFile } from "../../workbench/testing/shippedFiles.ts";
import { mapAtoms } from "./mapAtoms.ts";
import { type MapSettings, mapSettingsCodec, openMap } from "./mapState.ts";

function shown(table: DataTable, settings: MapSettings) {
  const fixable = new FixableState(mapAtoms);
  fixable.provide({ kind: "ready", table });
  fixable.open(settings, "persistence");
  return fixable.shown;
}

const shipped = (file: string) =>
  new DataTables({ fetchText: readShippedFile }).load({ kind: "shipped", file });

describe("[B9] the settings of a map", () => {
  test.each([
    ["airports.csv", "longitude", "latitude"],
    ["earthquakes.json", "longitude", "latitude"],
  ])("left open, name the coordinates of %s", async (file, xColumn, yColumn) => {
    expect(shown(await shipped(file), openMap("d"))).toMatchObject({
      state: { coordinates: "geographic", xColumn, yColumn },
      adjusted: [],
    });
  });

  test("left open, tell projected coordinates by their names", () => {
    const wells = tableFromCells(["well", "Easting", "Northing"], [["A-1", "456000", "6780000"]]);

    expect(shown(wells, openMap("d")).state).toMatchObject({
      coordinates: "projected",
      xColumn: "Easting",
      yColumn: "Northing",
    });
  });

  test("keep what was chosen, also against the names", () => {
    const wells = tableFromCells(["lon", "lat", "x"], [["1", "2", "3"]]);
    const settings: MapSettings = {
      ...openMap("d"),
      coordinates: "projected",
      xColumn: "x",
      yColumn: "lat",
    };

    expect(shown(wells, settings)).toEqual({ state: settings, adjusted: [] });
  });

  test("list a column that is gone", async () => {
    const settings = { ...openMap("d"), xColumn: "longitude", yColumn: "breadth" };

    expect(shown(await shipped("airports.csv"), settings).adjusted).toEqual([
      { field: "yColumn", chosen: "breadth", shown: "latitude" },
    ]);
  });

  test("come back from their text as they were", () => {
    const settings = { ...openMap("d"), coordinates: "projected", xColumn: "x", yColumn: "y" } as const;

    expect(mapSettingsCodec.fromText(mapSettingsCodec.toText(settings))).toEqual({
      kind: "read",
      state: settings,
    });
  });
});
