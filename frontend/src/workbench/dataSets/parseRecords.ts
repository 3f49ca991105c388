import type { DataTable } from "./DataTable.ts";
import { DataSetUnreadable } from "./DataSetUnreadable.ts";
import { tableFromCells } from "./tableFromCells.ts";

/**
 * Reads a JSON array of flat objects; the columns are their keys, in the order in which they first occur. A GeoJSON collection
 * of points (RFC 7946) gives its properties, with longitude and latitude after them.
 *
 * @throws DataSetUnreadable `notRecords` where it is something else, `noRows` where the array is empty.
 */
export function parseRecords(text: string): DataTable {
  const records = readArray(text);
  if (records.length === 0) throw new DataSetUnreadable({ kind: "noRows" });
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return tableFromCells(
    keys,
    records.map((record) => keys.map((key) => cellOf(record[key]))),
  );
}

function readArray(text: string): Record<string, unknown>[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new DataSetUnreadable({ kind: "notRecords" }, { cause: error });
  }
  const records =
    isRecord(parsed) && Array.isArray(parsed["features"]) ? pointRecords(parsed["features"]) : parsed;
  if (!Array.isArray(records) || !records.every(isRecord))
    throw new DataSetUnreadable({ kind: "notRecords" });
  return records;
}

function pointRecords(features: readonly unknown[]): unknown[] {
  return features.map((feature) => {
    if (!isRecord(feature) || !isRecord(feature["geometry"])) return null;
    const { coordinates } = feature["geometry"];
    if (!Array.isArray(coordinates)) return null;
    const properties = isRecord(feature["properties"]) ? feature["properties"] : {};
    return Object.assign({}, properties, { longitude: coordinates[0], latitude: coordinates[1] });
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
