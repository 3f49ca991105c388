import type { ModuleDefinition } from "../ModuleDefinition.ts";
import { tableSettingsAtoms } from "./tableSettingsAtoms.ts";
import { FIRST_PAGE, type TableSettings, type TableView, tableViewCodec } from "./tableState.ts";
import { tableSettingsCodec } from "./tableSettingsCodec.ts";
import { tableWords } from "./words.ts";

export const tableModule: ModuleDefinition<TableSettings, TableView> = {
  name: "table",
  defaultTitle: tableWords.name,
  description: tableWords.description,
  defaultSize: { w: 12, h: 8 },
  minimumSize: { w: 3, h: 4 },
  settingsCodec: tableSettingsCodec,
  viewCodec: tableViewCodec,
  fitting: { atoms: tableSettingsAtoms, dataSetIdOf: ({ dataSetId }) => dataSetId },
  hasSettings: true,
  start: ({ dataSetId }) => ({ settings: { dataSetId, steps: [] }, view: FIRST_PAGE }),
  load: async () => {
    const [{ TableView: View }, { TableSettingsForm: Settings }] = await Promise.all([
      import("./TableView.tsx"),
      import("./TableSettingsForm.tsx"),
    ]);
    return { View, Settings };
  },
};
