import type { ModuleDefinition } from "../ModuleDefinition.ts";
import { type PointView, pointViewCodec, WHOLE_PLANE } from "../plot/pointView.ts";
import { choosePlaces } from "./choosePlaces.ts";
import { mapAtoms } from "./mapAtoms.ts";
import { type MapSettings, mapSettingsCodec } from "./mapState.ts";
import { mapWords } from "./words.ts";

export const mapModule: ModuleDefinition<MapSettings, PointView> = {
  name: "map",
  defaultTitle: mapWords.name,
  description: mapWords.description,
  defaultSize: { w: 8, h: 10 },
  minimumSize: { w: 3, h: 5 },
  settingsCodec: mapSettingsCodec,
  viewCodec: pointViewCodec,
  fitting: { atoms: mapAtoms, dataSetIdOf: ({ dataSetId }) => dataSetId },
  hasSettings: true,
  start: ({ dataSetId, table }) => ({
    settings: {
      dataSetId,
      ...(table
        ? choosePlaces(table)
        : { coordinates: "geographic", xColumn: null, yColumn: null, groupColumn: null }),
      sizeColumn: null,
    },
    view: WHOLE_PLANE,
  }),
  load: async () => {
    const [{ MapView: View }, { MapSettingsForm: Settings }] = await Promise.all([
      import("./MapView.tsx"),
      import("./MapSettingsForm.tsx"),
    ]);
    return { View, Settings };
  },
};
