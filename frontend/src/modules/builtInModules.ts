import { histogramModule } from "./histogram/histogramModule.ts";
import { lineChartModule } from "./lineChart/lineChartModule.ts";
import { mapModule } from "./map/mapModule.ts";
import { ModuleRegistry } from "./ModuleRegistry.ts";
import { notesModule } from "./notes/notesModule.ts";
import { scatterModule } from "./scatter/scatterModule.ts";
import { tableModule } from "./table/tableModule.ts";

export function builtInModules(): ModuleRegistry {
  return new ModuleRegistry()
    .registerModule(lineChartModule)
    .registerModule(scatterModule)
    .registerModule(histogramModule)
    .registerModule(mapModule)
    .registerModule(tableModule)
    .registerModule(notesModule);
}
