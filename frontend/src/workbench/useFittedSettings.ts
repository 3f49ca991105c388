import { useSyncExternalStore } from "react";

import type { FittedSettings } from "./SettingsFitter.ts";
import type { OpenModule } from "./state.ts";
import type { Workbench } from "./Workbench.ts";

/** The settings of *module* as they fit the data that is there; the component renders again when a table arrives. */
export function useFittedSettings(workbench: Workbench, module: OpenModule): FittedSettings {
  return useSyncExternalStore(workbench.tables.subscribe, () => workbench.fittedSettings(module));
}
