import { MAX_CONTENT_SIZE_BYTES } from "../../documents/limits.ts";
import type { DataSetSource } from "./DataSet.ts";
import { DataSetUnreadable } from "./DataSetUnreadable.ts";
import { wellFormed } from "../wellFormed.ts";
import { parseDelimited } from "./parseDelimited.ts";

export type CsvPolicy = {
  /** Size of the text as JSON in the content, in bytes. */
  readonly maxContentBytes: number;
};

/** The limit of a whole session [C4]: a file above it could be looked at and never saved. */
export const CSV_POLICY: CsvPolicy = Object.freeze({ maxContentBytes: MAX_CONTENT_SIZE_BYTES });

export type CsvSource = Extract<DataSetSource, { kind: "csv" }>;

/**
 * Reads a person's own CSV, TSV or semicolon-separated file whole.
 *
 * @throws DataSetUnreadable `tooLarge`, `notUtf8`, `noHeader` or `noRows`.
 */
export async function readCsvFile(file: File, policy: CsvPolicy = CSV_POLICY): Promise<CsvSource> {
  const limitBytes = policy.maxContentBytes;
  // Escaping only ever makes text longer, so a file above the limit need not be read.
  if (file.size > limitBytes)
    throw new DataSetUnreadable({ kind: "tooLarge", sizeBytes: file.size, limitBytes });
  const text = decodeUtf8(await file.arrayBuffer());
  const sizeBytes = new TextEncoder().encode(JSON.stringify(text)).length;
  if (sizeBytes > limitBytes) throw new DataSetUnreadable({ kind: "tooLarge", sizeBytes, limitBytes });
  await parseDelimited(text);
  return { kind: "csv", fileName: wellFormed(file.name), text };
}

function decodeUtf8(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DataSetUnreadable({ kind: "notUtf8" }, { cause: error });
  }
}
