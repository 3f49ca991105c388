import { lineChartModule } from "./lineChart/lineChartModule.ts";
import { ModuleRegistry } from "./ModuleRegistry.ts";
import { notesModule } from "./notes/notesModule.ts";
import { tableModule } from "./table/tableModule.ts";

export function builtInModules(): ModuleRegistry {
  return new ModuleRegistry()
    .registerModule(lineChartModule)
    .registerModule(tableModule)
    .registerModule(notesModule);
}
