import { expect, test } from "vitest";

import { notesModule } from "../../modules/notes/notesModule.ts";
import { tableModule } from "../../modules/table/tableModule.ts";
import { moveModule, resizeModule } from "../../workbench/changes/dashboardChanges.ts";
import { removeModule, renameModule } from "../../workbench/changes/moduleChanges.ts";
import { aWorkbench } from "../../workbench/testing/shippedFiles.ts";
import type { Workbench } from "../../workbench/Workbench.ts";
import { compareVersions } from "./compareVersions.ts";

function aFilledWorkbench() {
  const workbench = aWorkbench();
  const notesId = workbench.addModule(notesModule);
  const tableId = workbench.addModule(tableModule, workbench.addShipped("stocks.csv"));
  return { workbench, notesId, tableId };
}

/** What *change* makes of a filled workbench, as a person reads it. */
function changesOf(change: (filled: ReturnType<typeof aFilledWorkbench>) => void) {
  const filled = aFilledWorkbench();
  const before = filled.workbench.serialize();
  change(filled);
  const changes = compareVersions(filled.workbench, before, filled.workbench.serialize());
  return changes?.map(({ kind, label }) => `${kind} ${label}`);
}

const activeId = ({ state }: Workbench) => state.activeDashboardId;

test.each<[string, Parameters<typeof changesOf>[0], string[]]>([
  ["nothing", () => undefined, []],
  [
    "text",
    ({ workbench, notesId }) => {
      const notes = workbench.state.moduleInstances.find(({ id }) => id === notesId);
      if (notes?.kind === "open") workbench.setModuleSettings(notes, { text: "New" });
    },
    ["changed Notes"],
  ],
  ["a new module", ({ workbench }) => workbench.addModule(notesModule), ["added Notes"]],
  [
    "a module that goes",
    ({ workbench, tableId }) => workbench.apply(removeModule(tableId)),
    ["removed Table"],
  ],
  [
    "a size",
    ({ workbench, notesId }) => workbench.apply(resizeModule(activeId(workbench), notesId, { w: 3, h: 8 })),
    ["moved Notes"],
  ],
  [
    "a title and a place",
    ({ workbench, notesId }) => {
      workbench.apply(renameModule(notesId, "Diary"));
      workbench.apply(moveModule(activeId(workbench), notesId, "right"));
    },
    ["changed Diary", "moved Diary"],
  ],
])("[S7] a version says what changed since the one before: %s", (_name, change, expected) => {
  expect(changesOf(change)).toEqual(expected);
});

test("[C7] content of another kind cannot be compared", () => {
  const { workbench } = aFilledWorkbench();

  expect(compareVersions(workbench, { schema: "other/1" }, workbench.serialize())).toBeNull();
});
