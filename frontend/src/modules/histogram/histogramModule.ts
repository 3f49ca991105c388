import type { ModuleDefinition } from "../ModuleDefinition.ts";
import { chooseColumn } from "./chooseColumn.ts";
import { histogramAtoms } from "./histogramAtoms.ts";
import {
  type HistogramSettings,
  histogramSettingsCodec,
  type HistogramView,
  histogramViewCodec,
} from "./histogramState.ts";
import { histogramWords } from "./words.ts";

export const histogramModule: ModuleDefinition<HistogramSettings, HistogramView> = {
  name: "histogram",
  defaultTitle: histogramWords.name,
  description: histogramWords.description,
  defaultSize: { w: 6, h: 7 },
  minimumSize: { w: 3, h: 4 },
  settingsCodec: histogramSettingsCodec,
  viewCodec: histogramViewCodec,
  fitting: { atoms: histogramAtoms, dataSetIdOf: ({ dataSetId }) => dataSetId },
  hasSettings: true,
  start: ({ dataSetId, table }) => ({
    settings: { dataSetId, column: table && chooseColumn(table), groupColumn: null, binCount: null },
    view: { hiddenGroups: [] },
  }),
  load: async () => {
    const [{ HistogramView: View }, { HistogramSettingsForm: Settings }] = await Promise.all([
      import("./HistogramView.tsx"),
      import("./HistogramSettingsForm.tsx"),
    ]);
    return { View, Settings };
  },
};
