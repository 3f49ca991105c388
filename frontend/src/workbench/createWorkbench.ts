import { builtInModules } from "../modules/builtInModules.ts";
import type { ModuleRegistry } from "../modules/ModuleRegistry.ts";
import { DataTables, type FetchText } from "./dataSets/DataTables.ts";
import { Workbench } from "./Workbench.ts";

export type CreateWorkbenchOptions = {
  createId: () => string;
  /** Milliseconds. */
  now: () => number;
  fetchText: FetchText;
  registry?: ModuleRegistry;
};

/** A workbench with one empty dashboard and the modules of this application. */
export function createWorkbench(options: CreateWorkbenchOptions): Workbench {
  const { createId, now, fetchText, registry = builtInModules() } = options;
  return new Workbench({ createId, now, registry, tables: new DataTables({ fetchText }) });
}
