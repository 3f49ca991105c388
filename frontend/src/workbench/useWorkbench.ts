import { useSyncExternalStore } from "react";

import type { WorkbenchState } from "./state.ts";
import type { Workbench } from "./Workbench.ts";

/** The present state of *workbench*; the component renders again when it changes. */
export function useWorkbench(workbench: Workbench): WorkbenchState {
  return useSyncExternalStore(workbench.subscribe, () => workbench.state);
}
