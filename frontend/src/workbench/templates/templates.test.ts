import { describe, expect, test } from "vitest";

import { settledLayout } from "../layout/gridLayout.ts";
import { countingIds, readShippedFile } from "../testing/shippedFiles.ts";
import { templates } from "./templates.ts";
import { workbenchFromTemplate } from "./workbenchFromTemplate.ts";

const options = () => ({ createId: countingIds(), now: () => 0, fetchText: readShippedFile });

describe.each(templates)("[UX] the template “$name”", (template) => {
  test("names only columns that its data has, so that nothing is adjusted", async () => {
    const workbench = workbenchFromTemplate(template, options());
    const source = workbench.state.dataSets[0]?.source;
    if (!source) throw new Error("A template has a data set.");
    const again = workbenchFromTemplate(template, options());

    again.restore(workbench.serialize());
    await again.tables.load(again.state.dataSets[0]?.source ?? source);
    const fitted = again.state.moduleInstances.map((module) =>
      module.kind === "open" ? again.fittedSettings(module).adjusted : module.reason,
    );

    expect(fitted.flat()).toEqual([]);
    expect(again.state.moduleInstances.length).toBeGreaterThan(1);
  });

  test("lies as it is saved: without gaps and overlaps", () => {
    const { dashboards } = workbenchFromTemplate(template, options()).state;

    for (const { layout } of dashboards) expect(settledLayout(layout)).toEqual(layout);
  });

  test("shows its first dashboard, and cannot be undone to nothing", () => {
    const workbench = workbenchFromTemplate(template, options());

    expect(workbench.state.activeDashboardId).toBe(workbench.state.dashboards[0]?.id);
    expect(workbench.state.dashboards.map(({ title }) => title)).toEqual(
      template.dashboards.map(({ title }) => title),
    );
    expect(workbench.canUndo).toBe(false);
  });
});
