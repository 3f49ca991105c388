import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { JsonObject } from "../documents/json.ts";
import { lineChartModule } from "../modules/lineChart/lineChartModule.ts";
import { notesModule } from "../modules/notes/notesModule.ts";
import { tableModule } from "../modules/table/tableModule.ts";
import {
  addDashboard,
  arrangeModules,
  findActiveDashboard,
  moveModule,
  renameDashboard,
  resizeModule,
} from "./changes/dashboardChanges.ts";
import { removeDataSet, renameDataSet } from "./changes/dataSetChanges.ts";
import { removeModule, renameModule } from "./changes/moduleChanges.ts";
import { findForRemoval, putBackModule } from "./changes/removedModule.ts";
import { aWorkbench } from "./testing/shippedFiles.ts";
import type { OpenModule } from "./state.ts";
import type { Workbench } from "./Workbench.ts";
import type { WorkbenchContent } from "./workbenchContent.ts";

const textOf = (workbench: Workbench) => JSON.stringify(workbench.serialize());

function openModule(workbench: Workbench, id: string): OpenModule {
  const module = workbench.state.moduleInstances.find((each) => each.id === id);
  if (module?.kind !== "open") throw new Error(`“${id}” is not open.`);
  return module;
}

/** A chart, a table and notes over two data sets. */
function aFilledWorkbench(): { workbench: Workbench; chart: string; table: string; notes: string } {
  const workbench = aWorkbench();
  const stocks = workbench.addShipped("stocks.csv");
  const chart = workbench.addModule(lineChartModule, stocks);
  const table = workbench.addModule(tableModule, workbench.addShipped("cars.json"));
  const notes = workbench.addModule(notesModule);
  workbench.setModuleSettings(openModule(workbench, notes), { text: "Ünïcode 🐕\n" });
  return { workbench, chart, table, notes };
}

function changed(workbench: Workbench, change: (content: WorkbenchContent) => void): JsonObject {
  const content = structuredClone(workbench.serialize());
  change(content);
  return content;
}

describe("[B9] what is restored is what was saved", () => {
  test("a restored workbench serialises to the same bytes", () => {
    const { workbench } = aFilledWorkbench();
    const other = aWorkbench();

    const outcome = other.restore(JSON.parse(textOf(workbench)) as JsonObject);

    expect(outcome).toEqual({ kind: "restored" });
    expect(textOf(other)).toBe(textOf(workbench));
  });

  test("so it is after any sequence of changes", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(2), fc.string()), { maxLength: 25 }), (steps) => {
        const { workbench, ...ids } = aFilledWorkbench();
        for (const [kind, which, text] of steps) {
          makeChange(workbench, kind, Object.values(ids)[which] ?? "", text);
        }
        const other = aWorkbench();

        const outcome = other.restore(JSON.parse(textOf(workbench)) as JsonObject);

        expect(outcome).toEqual({ kind: "restored" });
        expect(textOf(other)).toBe(textOf(workbench));
      }),
      { numRuns: 60 },
    );
  });

  test("a state that another version spelled otherwise keeps its bytes until a person changes it", () => {
    const { workbench, notes } = aFilledWorkbench();
    const spelled = changed(workbench, (content) => {
      const module = content.module_instances.find(({ id }) => id === notes);
      if (module) module.serialized_state.settings = '{ "text" : "with spaces" }';
    });

    workbench.restore(spelled);

    expect(textOf(workbench)).toBe(JSON.stringify(spelled));
    expect(openModule(workbench, notes).settings).toEqual({ text: "with spaces" });
  });

  test.each<[string, (content: WorkbenchContent) => void, object]>([
    [
      "whose kind is not known",
      ({ module_instances: [module] }) => Object.assign(module ?? {}, { name: "globe" }),
      { kind: "unknownModule" },
    ],
    [
      "whose settings are damaged",
      ({ module_instances: [module] }) =>
        Object.assign(module?.serialized_state ?? {}, { settings: '{"data_set' }),
      { kind: "unreadableState", part: "settings", problem: { kind: "notJson" } },
    ],
    [
      "whose view does not fit",
      ({ module_instances: [module] }) =>
        Object.assign(module?.serialized_state ?? {}, { view: '{"x_range":"all"}' }),
      { kind: "unreadableState", part: "view" },
    ],
  ])("a module %s keeps its bytes, says why, and its neighbours open", (_name, damage, reason) => {
    const { workbench } = aFilledWorkbench();
    const damaged = changed(workbench, damage);

    const outcome = workbench.restore(damaged);

    const [broken, ...others] = workbench.state.moduleInstances;
    expect(outcome).toEqual({ kind: "restored" });
    expect(broken).toMatchObject({ kind: "cannotBeOpened", reason });
    expect(others.map(({ kind }) => kind)).toEqual(["open", "open"]);
    expect(textOf(workbench)).toBe(JSON.stringify(damaged));
  });

  test("a module that cannot be opened can be moved and renamed, and keeps its state", () => {
    const { workbench, chart } = aFilledWorkbench();
    const damaged = changed(workbench, ({ module_instances: [module] }) => {
      Object.assign(module ?? {}, { name: "globe" });
    });
    workbench.restore(damaged);
    const before = workbench.serialize().module_instances[0]?.serialized_state;

    workbench.apply(renameModule(chart, "Globe of 2031"));
    workbench.apply(moveModule(workbench.state.activeDashboardId, chart, "down"));

    const after = workbench.serialize().module_instances[0];
    expect(after).toMatchObject({ name: "globe", title: "Globe of 2031" });
    expect(after?.serialized_state).toEqual(before);
  });
});

describe("[B9] settings are shown as they fit the data, and kept as they were chosen", () => {
  /** A chart of two columns that the data set does not have, opened again. */
  async function aChartOfLostColumns(): Promise<{
    workbench: Workbench;
    chart: string;
    content: JsonObject;
  }> {
    const { workbench, chart } = aFilledWorkbench();
    const content = changed(workbench, ({ module_instances: modules }) => {
      const stored = modules.find(({ id }) => id === chart)?.serialized_state;
      const settings = JSON.parse(stored?.settings ?? "{}") as JsonObject;
      const text = JSON.stringify({ ...settings, x_column: "day", y_columns: ["volume"] });
      Object.assign(stored ?? {}, { settings: text });
    });
    workbench.restore(content);
    await workbench.tables.load({ kind: "shipped", file: "stocks.csv" });
    return { workbench, chart, content };
  }

  test("opening lists what was adjusted, and changes no byte", async () => {
    const { workbench, chart, content } = await aChartOfLostColumns();

    const { state, adjusted } = workbench.fittedSettings(openModule(workbench, chart));

    expect(state).toMatchObject({ xColumn: "date", yColumns: ["price"] });
    expect(adjusted.map(({ field, chosen }) => [field, chosen])).toEqual([
      ["xColumn", "day"],
      ["yColumns", ["volume"]],
    ]);
    expect(textOf(workbench)).toBe(JSON.stringify(content));
  });

  test("a choice settles what is shown, and nothing is adjusted any more", async () => {
    const { workbench, chart } = await aChartOfLostColumns();
    const module = openModule(workbench, chart);
    const { state } = workbench.fittedSettings(module);

    workbench.setModuleSettings(module, { ...(state as object), aggregation: "sum" });

    const after = openModule(workbench, chart);
    expect(workbench.fittedSettings(after)).toMatchObject({ state: { aggregation: "sum" }, adjusted: [] });
    expect(JSON.parse(after.serializedState.settings)).toMatchObject({
      x_column: "date",
      y_columns: ["price"],
    });
  });

  test("what is shown is the same object until something changes", async () => {
    const { workbench, chart } = await aChartOfLostColumns();
    const module = openModule(workbench, chart);

    expect(workbench.fittedSettings(module)).toBe(workbench.fittedSettings(module));
  });

  test("a module that names nothing that can go is shown as it is", () => {
    const { workbench, notes } = aFilledWorkbench();
    const module = openModule(workbench, notes);

    expect(workbench.fittedSettings(module)).toEqual({ state: module.settings, adjusted: [] });
  });
});

describe("[C7] content that is not a workbench of this version changes nothing", () => {
  test.each<[string, (content: WorkbenchContent) => void, RegExp]>([
    ["another schema", (content) => Object.assign(content, { schema: "workbench/2" }), /workbench\/2/],
    ["a part that nobody named", (content) => Object.assign(content, { themes: [] }), /themes/],
    ["a part that is missing", (content) => Reflect.deleteProperty(content, "data_sets"), /form/],
    [
      "two modules of one id",
      (content) => content.module_instances.push(...content.module_instances),
      /module_inst/,
    ],
    [
      "no active dashboard",
      (content) => Object.assign(content, { active_dashboard_id: "x" }),
      /active_dashboard/,
    ],
    [
      "a fraction of a column",
      (content) => Object.assign(content.dashboards[0]?.layout[0] ?? {}, { x: 0.5 }),
      /x/,
    ],
  ])("%s", (_name, damage, words) => {
    const { workbench } = aFilledWorkbench();
    const before = workbench.state;

    const outcome = workbench.restore(changed(workbench, damage));

    expect(outcome).toEqual({ kind: "unreadable", reason: expect.stringMatching(words) as string });
    expect(workbench.state).toBe(before);
  });
});

describe("[B1] only a change is reported", () => {
  test.each<[string, (workbench: Workbench, module: string) => void]>([
    ["the title that it has", (workbench, id) => workbench.apply(renameModule(id, "Line chart"))],
    ["a blank title", (workbench, id) => workbench.apply(renameModule(id, "  "))],
    [
      "settings that are equal",
      (workbench, id) => {
        const module = openModule(workbench, id);
        workbench.setModuleSettings(module, structuredClone(module.settings));
      },
    ],
    [
      "the arrangement that it has",
      (workbench) => {
        const { id, layout } = findActiveDashboard(workbench.state);
        workbench.apply(arrangeModules(id, structuredClone(layout)));
      },
    ],
    [
      "a move beyond the edge",
      (workbench, id) => workbench.apply(moveModule(workbench.state.activeDashboardId, id, "left")),
    ],
    ["a module that is not there", (workbench) => workbench.apply(removeModule("nobody"))],
    ["a data set that is there", (workbench) => void workbench.addShipped("stocks.csv")],
  ])("nothing for %s", (_name, act) => {
    const { workbench, chart } = aFilledWorkbench();
    const reports: string[] = [];
    workbench.subscribe(() => reports.push("changed"));

    act(workbench, chart);

    expect(reports).toEqual([]);
  });

  test("every keystroke in notes is a change of its own", () => {
    const { workbench, notes } = aFilledWorkbench();
    const texts: string[] = [];
    workbench.subscribe(() => texts.push(openModule(workbench, notes).serializedState.settings));

    for (const text of ["a", "ab", "abc"])
      workbench.setModuleSettings(openModule(workbench, notes), { text });

    expect(texts).toEqual(['{"text":"a"}', '{"text":"ab"}', '{"text":"abc"}']);
  });

  test("who has ended the subscription hears nothing", () => {
    const { workbench, notes } = aFilledWorkbench();
    const reports: string[] = [];
    workbench.subscribe(() => reports.push("changed"))();

    workbench.apply(renameModule(notes, "Other"));

    expect(reports).toEqual([]);
  });
});

test("[UX] a module that was removed comes back as it was, byte for byte", () => {
  const { workbench, table } = aFilledWorkbench();
  const before = textOf(workbench);
  const removed = findForRemoval(workbench.state, table);
  if (!removed) throw new Error("The table is there.");

  workbench.apply(removeModule(table));
  const between = textOf(workbench);
  workbench.apply(putBackModule(removed));

  expect(between).not.toContain(table);
  expect(textOf(workbench)).toBe(before);
});

test("[C1] half a surrogate pair in a title does not reach the content", () => {
  const { workbench, notes } = aFilledWorkbench();

  workbench.apply(renameModule(notes, "a\uD800b"));

  expect(openModule(workbench, notes).title).toBe("a\uFFFDb");
});

function makeChange(workbench: Workbench, kind: number, module: string, text: string): void {
  const { activeDashboardId: dashboard, dataSets, moduleInstances } = workbench.state;
  const instance = moduleInstances.find(({ id }) => id === module);
  switch (kind) {
    case 0:
      return workbench.apply(renameModule(module, text));
    case 1:
      return workbench.apply(moveModule(dashboard, module, "down"));
    case 2:
      return workbench.apply(moveModule(dashboard, module, "right"));
    case 3:
      return workbench.apply(resizeModule(dashboard, module, { w: text.length, h: 3 }));
    case 4:
      return workbench.apply(removeModule(module));
    case 5:
      return workbench.apply(
        addDashboard({ id: `d-${workbench.state.dashboards.length}`, title: text, layout: [] }),
      );
    case 6:
      return workbench.apply(renameDashboard(dashboard, text));
    case 7:
      return workbench.apply(removeDataSet(dataSets[0]?.id ?? ""));
    case 8:
      return workbench.apply(renameDataSet(dataSets[0]?.id ?? "", text));
    default:
      if (instance?.name === "notes") workbench.setModuleSettings(openModule(workbench, module), { text });
  }
}
