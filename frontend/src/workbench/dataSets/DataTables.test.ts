import { describe, expect, test } from "vitest";

import { readShippedFile } from "../testing/shippedFiles.ts";
import { dataSetCatalogue } from "./catalogue.ts";
import type { DataSetSource } from "./DataSet.ts";
import { DataSetUnreadable } from "./DataSetUnreadable.ts";
import { DataTables } from "./DataTables.ts";

const stocks: DataSetSource = { kind: "shipped", file: "stocks.csv" };

/** Fetches the real file, and remembers what was fetched. */
function rememberingFetch() {
  const fetched: string[] = [];
  const fetchText = (url: string) => {
    fetched.push(url);
    return readShippedFile(url);
  };
  return { fetched, fetchText };
}

describe("[B9] data sets are loaded once, and failures can be tried again", () => {
  test("two modules that ask at once share one fetch and one table", async () => {
    const { fetched, fetchText } = rememberingFetch();
    const tables = new DataTables({ fetchText });

    const [first, second] = await Promise.all([tables.load(stocks), tables.load({ ...stocks })]);

    expect(first).toBe(second);
    expect(fetched).toHaveLength(1);
  });

  test("the state goes from loading to ready, and is reported", async () => {
    const tables = new DataTables({ fetchText: readShippedFile });
    const reported: string[] = [];
    tables.subscribe(() => reported.push(tables.peek(stocks).kind));

    await tables.load(stocks);

    expect(reported).toEqual(["loading", "ready"]);
  });

  test("a failure stays until it is tried again", async () => {
    let isOnline = false;
    const fetchText = (url: string) =>
      isOnline
        ? readShippedFile(url)
        : Promise.reject(new DataSetUnreadable({ kind: "notFetched", status: null }));
    const tables = new DataTables({ fetchText });
    await expect(tables.load(stocks)).rejects.toBeInstanceOf(DataSetUnreadable);
    const failed = tables.peek(stocks);
    isOnline = true;

    tables.retry(stocks);
    const table = await tables.load(stocks);

    expect(failed).toEqual({ kind: "failed", problem: { kind: "notFetched", status: null } });
    expect(table.rowCount).toBe(560);
  });

  test("a file that this version does not ship is named", async () => {
    const tables = new DataTables({ fetchText: readShippedFile });

    await expect(tables.load({ kind: "shipped", file: "mars.csv" })).rejects.toMatchObject({
      problem: { kind: "unknownFile", file: "mars.csv" },
    });
  });

  test.each<[string, number, string[]]>([
    ["stocks.csv", 560, ["text symbol", "date date", "number price"]],
    ["global-temp.csv", 144, ["number year", "number temp"]],
    ["co2-concentration.csv", 741, ["date Date", "number CO2", "number adjusted CO2"]],
  ])("%s has the rows and types of the real file", async (file, rowCount, columns) => {
    const table = await new DataTables({ fetchText: readShippedFile }).load({ kind: "shipped", file });

    expect(table.rowCount).toBe(rowCount);
    expect(table.columns.map(({ type, name }) => `${type} ${name}`)).toEqual(columns);
  });

  test.each(dataSetCatalogue)("$file is read in full", async ({ file }) => {
    const table = await new DataTables({ fetchText: readShippedFile }).load({ kind: "shipped", file });

    expect(table.rowCount).toBeGreaterThan(100);
    expect(table.overlongRowCount).toBe(0);
    expect(table.columns.filter(({ type }) => type === "number")).not.toEqual([]);
  });
});
