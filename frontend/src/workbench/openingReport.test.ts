import { expect, test } from "vitest";

import { openingReportWords } from "./openingReportWords.ts";
import type { ModuleReport } from "./openingReport.ts";

const AS_SAVED: ModuleReport = {
  id: "m1",
  title: "Prices",
  name: "line_chart",
  cannotBeOpened: null,
  adjusted: [],
  migratedFrom: null,
};

test("[B9] the line names each module by what happened to it", () => {
  const line = openingReportWords.summary([
    { ...AS_SAVED, adjusted: [{ field: "xColumn", chosen: "day", shown: "date" }] },
    { ...AS_SAVED, title: "Our globe", cannotBeOpened: { kind: "unknownModule" } },
    { ...AS_SAVED, title: "Table", migratedFrom: 1 },
  ]);

  expect(line).toBe(
    "Shown otherwise than it was saved, to fit the data: “Prices”. Cannot be opened: “Our globe”. " +
      "Stored by an earlier version: “Table”. What was saved is kept as it was.",
  );
});

test("[B9] an adjustment says what was chosen and what is shown", () => {
  const adjusted = [
    { field: "xColumn", chosen: "day", shown: "date" },
    { field: "yColumns", chosen: ["high", "low"], shown: [] },
    { field: "binCount", chosen: 7, shown: null },
  ];

  expect(openingReportWords.findings({ ...AS_SAVED, adjusted })).toEqual([
    "Horizontal axis: chosen “day”, shown “date”.",
    "Lines: chosen “high”, “low”, shown none.",
    "binCount: chosen 7, shown none.",
  ]);
});

test("[B9] a state of another form is named by its places, keys that nobody knows included", () => {
  const errors = [
    { instancePath: ["steps", "0", "kind"], schemaPath: [] },
    { instancePath: ["theme"], schemaPath: [] },
    { instancePath: ["theme"], schemaPath: ["properties"] },
  ];
  const problem = { kind: "doesNotFit", errors } as const;
  const cannotBeOpened = { kind: "unreadableState", part: "settings", problem } as const;

  expect(openingReportWords.findings({ ...AS_SAVED, cannotBeOpened })).toEqual([
    "Its settings cannot be read: parts do not have the expected form.",
    "Not as expected, and kept: steps/0/kind",
    "Not as expected, and kept: theme",
  ]);
});

test("[B9] a migration names the version that was stored", () => {
  expect(openingReportWords.findings({ ...AS_SAVED, migratedFrom: 1 })).toEqual([
    "Its state was stored in version 1 of its form, and is read in the present one.",
  ]);
});
