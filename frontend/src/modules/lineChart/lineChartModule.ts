import type { ModuleDefinition } from "../ModuleDefinition.ts";
import { chooseColumns } from "./chooseColumns.ts";
import { lineChartAtoms } from "./lineChartAtoms.ts";
import {
  type LineChartSettings,
  lineChartSettingsCodec,
  type LineChartView,
  lineChartViewCodec,
  WHOLE_CHART,
} from "./lineChartState.ts";
import { lineChartWords } from "./words.ts";

export const lineChartModule: ModuleDefinition<LineChartSettings, LineChartView> = {
  name: "line_chart",
  defaultTitle: lineChartWords.name,
  description: lineChartWords.description,
  defaultSize: { w: 8, h: 8 },
  minimumSize: { w: 3, h: 4 },
  settingsCodec: lineChartSettingsCodec,
  viewCodec: lineChartViewCodec,
  fitting: { atoms: lineChartAtoms, dataSetIdOf: ({ dataSetId }) => dataSetId },
  hasSettings: true,
  start: ({ dataSetId, table }) => ({
    settings: {
      dataSetId,
      ...(table ? chooseColumns(table) : { xColumn: null, yColumns: [], groupColumn: null }),
      aggregation: "mean",
    },
    view: WHOLE_CHART,
  }),
  load: async () => {
    const [{ LineChartView: View }, { LineChartSettingsForm: Settings }] = await Promise.all([
      import("./LineChartView.tsx"),
      import("./LineChartSettingsForm.tsx"),
    ]);
    return { View, Settings };
  },
};
