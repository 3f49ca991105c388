import { takeApart } from "./contentParts.ts";
import type { WorkbenchContent } from "./workbenchContent.ts";

export type PartSize = { readonly key: string; readonly label: string; readonly sizeBytes: number };

/** The modules and data sets of *content* that take the most room, largest first, at most *count* of them. [B10] */
export function largestParts(content: WorkbenchContent, count: number): PartSize[] {
  const utf8 = new TextEncoder();
  return takeApart(content)
    .filter(({ isQuiet }) => isQuiet !== true)
    .map(({ key, label, value }) => ({
      key,
      label,
      sizeBytes: utf8.encode(JSON.stringify(value)).byteLength,
    }))
    .toSorted((one, other) => other.sizeBytes - one.sizeBytes)
    .slice(0, count);
}
