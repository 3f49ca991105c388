import { describe, expect, test } from "vitest";

import { mergeParts } from "../documents/mergeParts.ts";
import type { ContentPart } from "../session/SessionSource.ts";
import { putTogether, takeApart } from "./contentParts.ts";
import { aWorkbench } from "./testing/shippedFiles.ts";
import type { WorkbenchContent } from "./workbenchContent.ts";

function module(id: string, text = "") {
  return { id, name: "notes", title: `Notes ${id}`, serialized_state: { settings: text, view: "{}" } };
}

function place(id: string, y: number) {
  return { module_id: id, x: 0, y, w: 6, h: 4 };
}

/** Two modules on the first dashboard, one on the second, an item without a module, and a module without a place. */
function aContent(): WorkbenchContent {
  return {
    schema: "workbench/1",
    active_dashboard_id: "d2",
    dashboards: [
      { id: "d1", title: "First", layout: [place("m2", 4), place("gone", 8), place("m1", 0)] },
      { id: "d2", title: "Second", layout: [place("m3", 0)] },
    ],
    module_instances: [module("m3"), module("m1"), module("m2"), module("nowhere")],
    data_sets: [{ id: "s1", name: "Stocks", source: { kind: "shipped", file: "stocks.csv" } }],
  };
}

const byKey = (parts: readonly ContentPart[]) => new Map(parts.map(({ key, value }) => [key, value]));

/** Merges as the core does, with *change* made on the server since. */
function merged(here: (content: WorkbenchContent) => void, there: (content: WorkbenchContent) => void) {
  const [base, mine, theirs] = [aContent(), aContent(), aContent()];
  here(mine);
  there(theirs);
  const merge = mergeParts({
    base: byKey(takeApart(base)),
    mine: byKey(takeApart(mine)),
    theirs: byKey(takeApart(theirs)),
  });
  return {
    content: putTogether(merge.merged, mine),
    asked: merge.differences.filter(({ side }) => side === null).map(({ key }) => key),
  };
}

test("[B4] the parts of a content, put together, are that content", () => {
  const content = aContent();

  expect(putTogether(byKey(takeApart(content)), content)).toEqual(content);
});

describe("[B4] changes in different modules are merged without a question", () => {
  test("two modules are edited", () => {
    const { content, asked } = merged(
      (mine) => (mine.module_instances[0] = module("m3", "mine")),
      (theirs) => (theirs.module_instances[1] = module("m1", "theirs")),
    );

    expect(asked).toEqual([]);
    expect(content.module_instances.map((each) => each.serialized_state.settings)).toEqual([
      "mine",
      "theirs",
      "",
      "",
    ]);
  });

  test("both sides add one", () => {
    const { content, asked } = merged(
      (mine) => {
        mine.module_instances.push(module("new-here"));
        mine.dashboards[0]?.layout.push(place("new-here", 12));
      },
      (theirs) => {
        theirs.module_instances.push(module("new-there"));
        theirs.dashboards[0]?.layout.push(place("new-there", 12));
      },
    );

    expect(asked).toEqual([]);
    expect(content.module_instances.map(({ id }) => id)).toContain("new-there");
    expect(content.dashboards[0]?.layout).toEqual([
      ...aContent().dashboards[0]!.layout,
      place("new-here", 12),
      place("new-there", 12),
    ]);
  });

  test("one side moves what the other edits", () => {
    const { content, asked } = merged(
      (mine) => (mine.dashboards[1]!.layout = [place("m3", 7)]),
      (theirs) => (theirs.module_instances[0] = module("m3", "theirs")),
    );

    expect(asked).toEqual([]);
    expect(content.dashboards[1]?.layout).toEqual([place("m3", 7)]);
    expect(content.module_instances[0]).toEqual(module("m3", "theirs"));
  });
});

test("[B4] a module that is edited here and removed there with its dashboard stays visible where it is kept", () => {
  const { content, asked } = merged(
    (mine) => (mine.module_instances[0] = module("m3", "mine")),
    (theirs) => {
      theirs.module_instances.shift();
      theirs.dashboards.pop();
      theirs.active_dashboard_id = "d1";
    },
  );

  expect(asked).toEqual(["module m3"]);
  expect(content.active_dashboard_id).toBe("d1");
  expect(content.dashboards.map(({ id }) => id)).toEqual(["d1"]);
  expect(content.dashboards[0]?.layout.map((item) => item.module_id)).toContain("m3");
});

test("[B4] a workbench is never left without a dashboard", () => {
  const { content } = merged(
    (mine) => (mine.dashboards = mine.dashboards.slice(0, 1)),
    (theirs) => (theirs.dashboards = theirs.dashboards.slice(1)),
  );

  expect(content.dashboards).not.toEqual([]);
});

test("[C7] content that this workbench cannot read is not taken apart", () => {
  expect(aWorkbench().takeApart({ schema: "workbench/2" })).toBeNull();
});
