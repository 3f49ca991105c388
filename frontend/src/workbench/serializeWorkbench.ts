import { assertNever } from "../errors/assertNever.ts";
import type { DataSet, DataSetSource } from "./dataSets/DataSet.ts";
import type { Dashboard, ModuleInstance, WorkbenchState } from "./state.ts";
import {
  type DashboardContent,
  type DataSetContent,
  type DataSetSourceContent,
  type ModuleInstanceContent,
  WORKBENCH_SCHEMA,
  type WorkbenchContent,
} from "./workbenchContent.ts";

/** The content to save. The same state always gives the same content, with its keys in the same order. */
export function serializeWorkbench(state: WorkbenchState): WorkbenchContent {
  return {
    schema: WORKBENCH_SCHEMA,
    active_dashboard_id: state.activeDashboardId,
    dashboards: state.dashboards.map(serializeDashboard),
    module_instances: state.moduleInstances.map(serializeModule),
    data_sets: state.dataSets.map(serializeDataSet),
  };
}

function serializeDashboard({ id, title, layout }: Dashboard): DashboardContent {
  return {
    id,
    title,
    layout: layout.map(({ moduleId, x, y, w, h }) => ({ module_id: moduleId, x, y, w, h })),
  };
}

function serializeModule({ id, name, title, serializedState }: ModuleInstance): ModuleInstanceContent {
  return {
    id,
    name,
    title,
    serialized_state: { settings: serializedState.settings, view: serializedState.view },
  };
}

function serializeDataSet({ id, name, source }: DataSet): DataSetContent {
  return { id, name, source: serializeSource(source) };
}

function serializeSource(source: DataSetSource): DataSetSourceContent {
  switch (source.kind) {
    case "shipped":
      return { kind: "shipped", file: source.file };
    case "csv":
      return { kind: "csv", file_name: source.fileName, text: source.text };
    default:
      return assertNever(source);
  }
}
