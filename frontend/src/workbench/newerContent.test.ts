import { describe, expect, test } from "vitest";

import { aWorkbench } from "./testing/shippedFiles.ts";
import { isFromNewerVersion, readNewerContent } from "./newerContent.ts";

const { registry } = aWorkbench();

/** As a later version may store it: with members, modules and parts that this one does not know. */
function ofVersion2() {
  return {
    schema: "workbench/2",
    theme: "sunset",
    active_dashboard_id: "d1",
    dashboards: [
      {
        id: "d1",
        title: "Wells",
        colour: "red",
        layout: [
          { module_id: "m1", x: 0, y: 0, w: 6, h: 4, depth: 2 },
          { module_id: "m2", x: 6, y: 0, w: 6, h: 4 },
        ],
      },
    ],
    module_instances: [
      {
        id: "m1",
        name: "notes",
        title: "Notes",
        serialized_state: { settings: '{"text":"Hello"}', view: "{}", extra: 1 },
      },
      { id: "m2", name: "hologram", title: "Hologram", serialized_state: { settings: "{}", view: "{}" } },
    ],
    data_sets: [{ id: "s1", name: "Stocks", source: { kind: "shipped", file: "stocks.csv", pinned: true } }],
  };
}

test.each([
  ["workbench/2", true],
  ["workbench/10", true],
  ["workbench/1", false],
  ["workbench/0", false],
  ["workbench/2.1", false],
  ["workbench/", false],
  ["notes/2", false],
  [2, false],
  [undefined, false],
])("[C7] %s is of a newer version: %s", (schema, expected) => {
  expect(isFromNewerVersion(schema === undefined ? {} : { schema })).toBe(expected);
});

describe("[C7] content of a newer version", () => {
  test("is shown as far as this version understands it", () => {
    const state = readNewerContent(ofVersion2(), registry);

    expect(state?.dashboards).toMatchObject([
      { title: "Wells", layout: [{ moduleId: "m1" }, { moduleId: "m2" }] },
    ]);
    expect(state?.moduleInstances.map(({ title, kind }) => [title, kind])).toEqual([
      ["Notes", "open"],
      ["Hologram", "cannotBeOpened"],
    ]);
    expect(state?.dataSets).toMatchObject([{ name: "Stocks" }]);
  });

  test("is not shown where the parts that this version knows have another form", () => {
    const rebuilt = { ...ofVersion2(), dashboards: { d1: { title: "Wells" } } };

    expect(readNewerContent(rebuilt, registry)).toBeNull();
  });

  test("is not shown where it does not hold together", () => {
    expect(readNewerContent({ ...ofVersion2(), active_dashboard_id: "gone" }, registry)).toBeNull();
  });
});
