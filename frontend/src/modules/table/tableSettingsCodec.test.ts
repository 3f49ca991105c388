import { expect, test } from "vitest";

import type { TableStep } from "./steps/TableStep.ts";
import { tableSettingsCodec } from "./tableSettingsCodec.ts";

const EVERY_KIND: readonly TableStep[] = [
  { kind: "filter", column: "a", operator: "at_least", value: "3" },
  { kind: "sort", column: "a", direction: "descending" },
  { kind: "derive", name: "c", leftColumn: "a", operator: "divide", rightColumn: null, rightNumber: 0.5 },
  { kind: "show", columns: ["c", "a"] },
  { kind: "hide", columns: [] },
  { kind: "group", columns: ["a"], aggregation: "mean", valueColumns: ["c"] },
];

test("[B9] every kind of step comes back as it was", () => {
  const settings = { dataSetId: "d", steps: EVERY_KIND };

  const text = tableSettingsCodec.toText(settings);

  expect(tableSettingsCodec.fromText(text)).toEqual({ kind: "read", state: settings });
  expect(JSON.parse(text)).toMatchObject({ schema_version: 2 });
});

test.each([
  ['{"data_set_id":"d","columns":null}', []],
  ['{"data_set_id":"d","columns":["b","a"]}', [{ kind: "show", columns: ["b", "a"] }]],
])("[B9] what the first version stored is read: %s", (text, steps) => {
  expect(tableSettingsCodec.fromText(text)).toEqual({
    kind: "read",
    state: { dataSetId: "d", steps },
    migratedFrom: 1,
  });
});

test("[B9] a kind of step that this version does not know cannot be opened", () => {
  const text = '{"schema_version":2,"data_set_id":"d","steps":[{"kind":"pivot","columns":["a"]}]}';

  expect(tableSettingsCodec.fromText(text)).toMatchObject({
    kind: "unreadable",
    problem: { kind: "doesNotFit" },
  });
});
