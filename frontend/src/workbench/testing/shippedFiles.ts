import { readFile } from "node:fs/promises";
import { basename } from "node:path";

import { createWorkbench } from "../createWorkbench.ts";
import type { FetchText } from "../dataSets/DataTables.ts";
import type { Workbench } from "../Workbench.ts";

/** For tests: reads the real files of the catalogue from the package that they come from. */
export const readShippedFile: FetchText = (url) =>
  readFile(`node_modules/vega-datasets/data/${basename(url.split("?")[0] ?? "")}`, "utf8");

/** For tests: `id-1`, `id-2` … */
export function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `id-${count}`;
  };
}

/** For tests: an empty workbench over the real files. */
export function aWorkbench(): Workbench {
  return createWorkbench({ createId: countingIds(), now: () => 0, fetchText: readShippedFile });
}
