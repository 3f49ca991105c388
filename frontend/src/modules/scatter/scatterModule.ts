import type { ModuleDefinition } from "../ModuleDefinition.ts";
import { type PointView, pointViewCodec, WHOLE_PLANE } from "../plot/pointView.ts";
import { chooseAxes } from "./chooseAxes.ts";
import { scatterAtoms } from "./scatterAtoms.ts";
import { type ScatterSettings, scatterSettingsCodec } from "./scatterState.ts";
import { scatterWords } from "./words.ts";

export const scatterModule: ModuleDefinition<ScatterSettings, PointView> = {
  name: "scatter_plot",
  defaultTitle: scatterWords.name,
  description: scatterWords.description,
  defaultSize: { w: 6, h: 9 },
  minimumSize: { w: 3, h: 5 },
  settingsCodec: scatterSettingsCodec,
  viewCodec: pointViewCodec,
  fitting: { atoms: scatterAtoms, dataSetIdOf: ({ dataSetId }) => dataSetId },
  hasSettings: true,
  start: ({ dataSetId, table }) => ({
    settings: {
      dataSetId,
      ...(table ? chooseAxes(table) : { xColumn: null, yColumn: null, groupColumn: null }),
      sizeColumn: null,
    },
    view: WHOLE_PLANE,
  }),
  load: async () => {
    const [{ ScatterView: View }, { ScatterSettingsForm: Settings }] = await Promise.all([
      import("./ScatterView.tsx"),
      import("./ScatterSettingsForm.tsx"),
    ]);
    return { View, Settings };
  },
};
