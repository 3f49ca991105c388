import type { JsonObject } from "../documents/json.ts";
import type { StateReading } from "../moduleState/StateCodec.ts";
import { validateJtd } from "../moduleState/validateJtd.ts";
import type { ModuleRegistry } from "../modules/ModuleRegistry.ts";
import { assertNever } from "../errors/assertNever.ts";
import type { DataSetSource } from "./dataSets/DataSet.ts";
import type { CannotOpenReason, ModuleInstance, WorkbenchState } from "./state.ts";
import {
  type DataSetSourceContent,
  type ModuleInstanceContent,
  WORKBENCH_SCHEMA,
  type WorkbenchContent,
  workbenchContentSchema,
} from "./workbenchContent.ts";

/** Why content is not a workbench that this version knows; `paths` are the places in it that do not fit. */
export type ContentUnreadable =
  { kind: "otherSchema"; schema: string } | { kind: "doesNotFit"; paths: readonly string[] };

export type WorkbenchReading = { kind: "read"; state: WorkbenchState } | ContentUnreadable;

/**
 * Reads stored content. The outer shape is all or nothing, so that nothing unknown is dropped in silence; each module is read
 * by itself, and one that cannot be read keeps its bytes. [B9] [C7]
 */
export function restoreWorkbench(content: JsonObject, registry: ModuleRegistry): WorkbenchReading {
  const { schema } = content;
  if (typeof schema === "string" && schema !== WORKBENCH_SCHEMA) return { kind: "otherSchema", schema };
  const errors = validateJtd(workbenchContentSchema, content);
  if (errors.length > 0)
    return { kind: "doesNotFit", paths: errors.map((error) => error.instancePath.join("/")) };
  const valid = content as WorkbenchContent;
  const broken = brokenReferences(valid);
  if (broken.length > 0) return { kind: "doesNotFit", paths: broken };
  return { kind: "read", state: readContent(valid, registry) };
}

export function readContent(content: WorkbenchContent, registry: ModuleRegistry): WorkbenchState {
  return {
    activeDashboardId: content.active_dashboard_id,
    dashboards: content.dashboards.map(({ id, title, layout }) => ({
      id,
      title,
      layout: layout.map(({ module_id: moduleId, x, y, w, h }) => ({ moduleId, x, y, w, h })),
    })),
    moduleInstances: content.module_instances.map((stored) => readModule(stored, registry)),
    dataSets: content.data_sets.map(({ id, name, source }) => ({ id, name, source: readSource(source) })),
  };
}

function readModule(stored: ModuleInstanceContent, registry: ModuleRegistry): ModuleInstance {
  const { id, name, title, serialized_state: serializedState } = stored;
  const cannotBeOpened = (reason: CannotOpenReason): ModuleInstance => ({
    kind: "cannotBeOpened",
    id,
    name,
    title,
    serializedState,
    reason,
  });
  const definition = registry.find(name);
  if (!definition) return cannotBeOpened({ kind: "unknownModule" });
  const settings: StateReading<unknown> = definition.settingsCodec.fromText(serializedState.settings);
  if (settings.kind === "unreadable")
    return cannotBeOpened({ kind: "unreadableState", part: "settings", problem: settings.problem });
  const view: StateReading<unknown> = definition.viewCodec.fromText(serializedState.view);
  if (view.kind === "unreadable")
    return cannotBeOpened({ kind: "unreadableState", part: "view", problem: view.problem });
  const migratedFrom = Math.min(settings.migratedFrom ?? Infinity, view.migratedFrom ?? Infinity);
  return {
    kind: "open",
    id,
    name,
    title,
    serializedState,
    settings: settings.state,
    view: view.state,
    settingsSource: "persistence",
    ...(migratedFrom === Infinity ? {} : { migratedFrom }),
  };
}

function readSource(source: DataSetSourceContent): DataSetSource {
  switch (source.kind) {
    case "shipped":
      return { kind: "shipped", file: source.file };
    case "csv":
      return { kind: "csv", fileName: source.file_name, text: source.text };
    default:
      return assertNever(source);
  }
}

/** What the schema cannot say: ids are distinct, and the active dashboard exists. */
export function brokenReferences(content: WorkbenchContent): string[] {
  const broken = [
    ...repeatedIds("dashboards", content.dashboards),
    ...repeatedIds("module_instances", content.module_instances),
    ...repeatedIds("data_sets", content.data_sets),
  ];
  const isActiveKnown = content.dashboards.some(({ id }) => id === content.active_dashboard_id);
  return isActiveKnown ? broken : ["active_dashboard_id", ...broken];
}

function repeatedIds(part: string, items: readonly { id: string }[]): string[] {
  const ids = items.map(({ id }) => id);
  return ids.flatMap((id, index) => (ids.indexOf(id) === index ? [] : [`${part}/${index}/id`]));
}
