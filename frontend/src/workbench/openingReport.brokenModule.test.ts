import { atom } from "jotai/vanilla";
import { expect, test } from "vitest";

import { persistableFixableAtom } from "../moduleState/persistableFixableAtom.ts";
import type { ModuleDefinition } from "../modules/ModuleDefinition.ts";
import { ModuleRegistry } from "../modules/ModuleRegistry.ts";
import { notesModule } from "../modules/notes/notesModule.ts";
import type { NotesSettings, NotesView } from "../modules/notes/notesState.ts";
import { createWorkbench } from "./createWorkbench.ts";
import type { TableState } from "./dataSets/DataTables.ts";
import { openingReport } from "./openingReport.ts";
import { countingIds, readShippedFile } from "./testing/shippedFiles.ts";

const textAtom = persistableFixableAtom({
  initialValue: "",
  isValidFunction: () => {
    throw new TypeError("made by the test");
  },
  fixupFunction: ({ value }) => value,
});

/** Notes whose text is never found to fit: the function that should say so fails. */
const broken: ModuleDefinition<NotesSettings, NotesView> = {
  ...notesModule,
  name: "broken",
  fitting: {
    atoms: {
      contextAtom: atom<TableState>({ kind: "loading" }),
      fields: { text: textAtom },
      serialize: (get) => ({ text: get(textAtom).value }),
      deserialize: ({ text }, set) => set(textAtom, text),
    },
    dataSetIdOf: () => null,
  },
};

test("[B9] a module that fails in fitting its settings is reported, and takes nothing else with it", () => {
  const registry = new ModuleRegistry().registerModule(broken).registerModule(notesModule);
  const workbench = createWorkbench({
    createId: countingIds(),
    now: () => 0,
    fetchText: readShippedFile,
    registry,
  });
  const id = workbench.addModule(broken);
  workbench.addModule(notesModule);

  const problem = { kind: "failed" };
  expect(openingReport(workbench)).toMatchObject([
    { id, cannotBeOpened: { kind: "unreadableState", part: "settings", problem } },
  ]);
});
