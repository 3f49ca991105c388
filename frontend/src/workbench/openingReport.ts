import type { ModuleInstance } from "./state.ts";
import type { Workbench } from "./Workbench.ts";
import { workbenchWords } from "./words.ts";

/** What of the opened session is not shown as it was saved [B9]; null where all of it is, as far as that is known by now. */
export function openingReport(workbench: Workbench): string | null {
  const { moduleInstances } = workbench.state;
  const adjusted = moduleInstances
    .filter((module) => isAdjusted(workbench, module))
    .map(({ title }) => title);
  const unopenable = moduleInstances.filter(({ kind }) => kind !== "open").map(({ title }) => title);
  if (adjusted.length + unopenable.length === 0) return null;
  return workbenchWords.openingReport({ adjusted, unopenable });
}

function isAdjusted(workbench: Workbench, module: ModuleInstance): boolean {
  return module.kind === "open" && workbench.fittedSettings(module).adjusted.length > 0;
}
