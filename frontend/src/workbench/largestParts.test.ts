import { expect, test } from "vitest";

import { largestParts } from "./largestParts.ts";
import type { WorkbenchContent } from "./workbenchContent.ts";

const module = (id: string, title: string, text: string) => ({
  id,
  name: "notes",
  title,
  serialized_state: { settings: JSON.stringify({ text }), view: "{}" },
});

const content: WorkbenchContent = {
  schema: "workbench/1",
  active_dashboard_id: "d1",
  dashboards: [{ id: "d1", title: "First", layout: [{ module_id: "m1", x: 0, y: 0, w: 6, h: 4 }] }],
  module_instances: [module("m1", "Short", "abc"), module("m2", "Long", "ø".repeat(500))],
  data_sets: [
    { id: "s1", name: "Own", source: { kind: "csv", file_name: "own.csv", text: "a,b\n".repeat(1000) } },
  ],
};

test("[B10] the modules and data sets that take the most room come first, in bytes of UTF-8", () => {
  const found = largestParts(content, 2);

  expect(found.map(({ label }) => label)).toEqual(["Data set “Own”", "Long"]);
  expect(found[0]?.sizeBytes).toBeGreaterThan(5000);
  expect(found[1]?.sizeBytes).toBeGreaterThan(1000);
});
