import type { JsonValue } from "../documents/json.ts";
import type { ContentPart } from "../session/SessionSource.ts";
import type {
  DashboardContent,
  DataSetContent,
  LayoutItemContent,
  ModuleInstanceContent,
  WorkbenchContent,
} from "./workbenchContent.ts";
import { workbenchWords } from "./words.ts";

type Place = { dashboard_id: string; x: number; y: number; w: number; h: number };
type Dashboard = Omit<DashboardContent, "layout">;

/** What is of which kind, and the order in which they lie in the content. */
const MODULE = "module ";
const PLACES = "places ";
const DASHBOARD = "dashboard ";
const DATA_SET = "data set ";

/** A module that lost its place to a removal is put here: under everything, in a size that every module can be seen in. */
const NEW_PLACE = { w: 6, h: 4 };

/**
 * The parts of a workbench that are merged as a whole: each module, each dashboard's title, each data set. [B4]
 *
 * Where a module lies is a part of its own, or moving one would collide with every edit of those that it pushed away.
 */
export function takeApart(content: WorkbenchContent): ContentPart[] {
  const { dashboards, module_instances: modules, data_sets: dataSets } = content;
  return [
    ...modules.map((module) => ({ key: MODULE + module.id, label: module.title, value: { ...module } })),
    ...modules.map(({ id, title }) => ({
      key: PLACES + id,
      label: title,
      value: placesOf(id, dashboards),
      isQuiet: true,
    })),
    ...dashboards.map(({ id, title }) => ({
      key: DASHBOARD + id,
      label: workbenchWords.dashboardPart(title),
      value: { id, title },
    })),
    ...dataSets.map((dataSet) => ({
      key: DATA_SET + dataSet.id,
      label: workbenchWords.dataSetPart(dataSet.name),
      value: { ...dataSet },
    })),
  ];
}

/**
 * A workbench of *parts*. Order, the dashboard that is shown, and what no part holds are as in *around*.
 *
 * Nothing that is there becomes invisible: a module whose dashboard or place is gone gets another one.
 */
export function putTogether(
  parts: ReadonlyMap<string, JsonValue>,
  around: WorkbenchContent,
): WorkbenchContent {
  const modules = ordered(valuesOf<ModuleInstanceContent>(parts, MODULE), around.module_instances);
  const kept = ordered(valuesOf<Dashboard>(parts, DASHBOARD), around.dashboards);
  const dashboards = kept.length > 0 ? kept : around.dashboards;
  return {
    ...around,
    active_dashboard_id: activeOf(dashboards, around),
    dashboards: withLayouts(dashboards, modules, parts, around),
    module_instances: modules,
    data_sets: ordered(valuesOf<DataSetContent>(parts, DATA_SET), around.data_sets),
  };
}

function withLayouts(
  dashboards: readonly Dashboard[],
  modules: readonly ModuleInstanceContent[],
  parts: ReadonlyMap<string, JsonValue>,
  around: WorkbenchContent,
): DashboardContent[] {
  const known = new Set(dashboards.map(({ id }) => id));
  const ids = new Set(modules.map(({ id }) => id));
  const layouts = new Map<string, LayoutItemContent[]>();
  for (const { id, layout } of around.dashboards) {
    layouts.set(
      id,
      layout.filter(({ module_id: moduleId }) => !isModule(around, moduleId)),
    );
  }
  for (const id of ids) {
    const places = ((parts.get(PLACES + id) ?? []) as Place[]).filter((place) =>
      known.has(place.dashboard_id),
    );
    const before = placesOf(id, around.dashboards);
    const isNowhereOnPurpose = before.length === 0 && isModule(around, id);
    const first = dashboards[0];
    if (places.length === 0 && !isNowhereOnPurpose && first !== undefined) {
      const again = before.filter((place) => known.has(place.dashboard_id));
      places.push(...(again.length > 0 ? again : [placeBelow(first.id, layouts.get(first.id) ?? [])]));
    }
    for (const { dashboard_id: dashboardId, ...place } of places) {
      layouts.set(dashboardId, [...(layouts.get(dashboardId) ?? []), { module_id: id, ...place }]);
    }
  }
  return dashboards.map(({ id, title }) => ({
    id,
    title,
    layout: orderedLike(
      layouts.get(id) ?? [],
      around.dashboards.find((each) => each.id === id)?.layout ?? [],
    ),
  }));
}

function placesOf(moduleId: string, dashboards: readonly DashboardContent[]): Place[] {
  return dashboards.flatMap(({ id, layout }) =>
    layout
      .filter(({ module_id: other }) => other === moduleId)
      .map(({ x, y, w, h }) => ({ dashboard_id: id, x, y, w, h })),
  );
}

function placeBelow(dashboardId: string, layout: readonly LayoutItemContent[]): Place {
  return {
    dashboard_id: dashboardId,
    x: 0,
    y: Math.max(0, ...layout.map(({ y, h }) => y + h)),
    ...NEW_PLACE,
  };
}

function isModule({ module_instances: modules }: WorkbenchContent, id: string): boolean {
  return modules.some((module) => module.id === id);
}

function activeOf(dashboards: readonly Dashboard[], around: WorkbenchContent): string {
  const { active_dashboard_id: active } = around;
  return dashboards.some(({ id }) => id === active) ? active : (dashboards[0]?.id ?? active);
}

function valuesOf<Value>(parts: ReadonlyMap<string, JsonValue>, kind: string): Value[] {
  return [...parts].filter(([key]) => key.startsWith(kind)).map(([, value]) => value as Value);
}

/** First in the order that they have in *model*, then what is not there. */
function ordered<Item extends { id: string }>(
  items: readonly Item[],
  model: readonly { id: string }[],
): Item[] {
  const position = new Map(model.map(({ id }, index) => [id, index]));
  return items.toSorted((one, other) => positionIn(position, one.id) - positionIn(position, other.id));
}

function orderedLike(items: LayoutItemContent[], model: readonly LayoutItemContent[]): LayoutItemContent[] {
  const position = new Map(model.map(({ module_id: id }, index) => [id, index]));
  return items.toSorted(
    (one, other) => positionIn(position, one.module_id) - positionIn(position, other.module_id),
  );
}

function positionIn(position: ReadonlyMap<string, number>, id: string): number {
  return position.get(id) ?? Number.MAX_SAFE_INTEGER;
}
