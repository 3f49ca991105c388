import type { LayoutItem, ModuleInstance, WorkbenchChange, WorkbenchState } from "../state.ts";

/** A module that is about to go, with everything that is needed to put it back. */
export type RemovedModule = {
  readonly module: ModuleInstance;
  readonly index: number;
  readonly places: readonly {
    readonly dashboardId: string;
    readonly index: number;
    readonly item: LayoutItem;
  }[];
};

/** Null where the workbench has no such module. */
export function findForRemoval(state: WorkbenchState, moduleId: string): RemovedModule | null {
  const index = state.moduleInstances.findIndex(({ id }) => id === moduleId);
  const module = state.moduleInstances[index];
  if (!module) return null;
  const places = state.dashboards.flatMap((dashboard) =>
    dashboard.layout.flatMap((item, place) =>
      item.moduleId === moduleId ? [{ dashboardId: dashboard.id, index: place, item }] : [],
    ),
  );
  return { module, index, places };
}

/** Undoes a removal. Where nothing else has changed since, the content is the same as before it, byte for byte. */
export function putBackModule({ module, index, places }: RemovedModule): WorkbenchChange {
  return (state) => {
    if (state.moduleInstances.some(({ id }) => id === module.id)) return state;
    return {
      ...state,
      moduleInstances: state.moduleInstances.toSpliced(index, 0, module),
      dashboards: state.dashboards.map((dashboard) => {
        const place = places.find(({ dashboardId }) => dashboardId === dashboard.id);
        return place
          ? { ...dashboard, layout: dashboard.layout.toSpliced(place.index, 0, place.item) }
          : dashboard;
      }),
    };
  };
}
