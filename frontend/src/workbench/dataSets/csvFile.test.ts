import { describe, expect, test } from "vitest";

import { readCsvFile } from "./csvFile.ts";
import { cellText } from "./DataTable.ts";
import { DataSetUnreadable } from "./DataSetUnreadable.ts";
import { DataTables } from "./DataTables.ts";
import { dataSetWords } from "./words.ts";

const csv = (...parts: BlobPart[]) => new File(parts, "mine.csv", { type: "text/csv" });
const bytes = (...values: number[]) => new Uint8Array(values);

async function problemOf(reading: Promise<unknown>): Promise<unknown> {
  const error: unknown = await reading.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof DataSetUnreadable ? error.problem : error;
}

describe("[C4] a person's own CSV is kept whole, or refused with the reason", () => {
  test("its text is kept as it is", async () => {
    const source = await readCsvFile(csv('a;b\r\n1;"x;y"\r\n'));

    expect(source).toEqual({ kind: "csv", fileName: "mine.csv", text: 'a;b\r\n1;"x;y"\r\n' });
  });

  test("semicolons, quotes and a byte order mark are read", async () => {
    const source = await readCsvFile(csv(bytes(0xef, 0xbb, 0xbf), 'name;n\r\n"Å; B";2\r\n'));

    const table = await new DataTables({
      fetchText: () => Promise.reject(new Error("nothing to fetch")),
    }).load(source);

    expect(table.columns.map((column) => [column.name, column.type, cellText(column, 0)])).toEqual([
      ["name", "text", "Å; B"],
      ["n", "number", "2"],
    ]);
  });

  test.each<[string, BlobPart[], object]>([
    ["UTF-16", [bytes(0xff, 0xfe, 0x61, 0x00)], { kind: "notUtf8" }],
    ["Latin-1", ["a\n", bytes(0xe9)], { kind: "notUtf8" }],
    ["an empty file", [""], { kind: "noHeader", firstRow: [] }],
    ["a first line of numbers", ["1,2\n3,4\n"], { kind: "noHeader", firstRow: ["1", "2"] }],
    ["a header alone", ["a,b\n\n"], { kind: "noRows" }],
  ])("%s is refused", async (_name, parts, problem) => {
    expect(await problemOf(readCsvFile(csv(...parts)))).toEqual(problem);
  });

  test("the size that counts is that of the text in JSON, quotes and line ends escaped", async () => {
    const text = `a\n${'"x"\n'.repeat(10)}`;
    const sizeBytes = JSON.stringify(text).length;

    const accepted = await problemOf(readCsvFile(csv(text), { maxContentBytes: sizeBytes }));
    const refused = await problemOf(readCsvFile(csv(text), { maxContentBytes: sizeBytes - 1 }));

    expect(accepted).toBeNull();
    expect(refused).toEqual({ kind: "tooLarge", sizeBytes, limitBytes: sizeBytes - 1 });
  });

  test("both sizes are named to the person", async () => {
    const problem = await problemOf(readCsvFile(csv("a\n", "x".repeat(2_000_000))));

    expect(dataSetWords.problem(problem as never)).toMatch(/1\.91 MB.*1\.5 MB/);
  });
});
