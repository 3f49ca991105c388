import type { GridSize } from "../../modules/ModuleDefinition.ts";
import { type Direction, isSameLayout, movedLayout, resizedLayout } from "../layout/gridLayout.ts";
import type { Dashboard, LayoutItem, WorkbenchChange, WorkbenchState } from "../state.ts";
import { wellFormed } from "../wellFormed.ts";

export function addDashboard(dashboard: Dashboard): WorkbenchChange {
  return (state) => ({
    ...state,
    dashboards: [...state.dashboards, dashboard],
    activeDashboardId: dashboard.id,
  });
}

/** Takes away the dashboard with the modules that lie on no other. The last one stays: a workbench always has one. */
export function removeDashboard(dashboardId: string): WorkbenchChange {
  return (state) => {
    const index = state.dashboards.findIndex(({ id }) => id === dashboardId);
    const dashboards = state.dashboards.filter(({ id }) => id !== dashboardId);
    const [first] = dashboards;
    const removed = state.dashboards[index];
    if (!removed || !first) return state;
    const lies = (moduleId: string, { layout }: Dashboard) =>
      layout.some((item) => item.moduleId === moduleId);
    const isOnlyThere = (moduleId: string) =>
      lies(moduleId, removed) && !dashboards.some((dashboard) => lies(moduleId, dashboard));
    const neighbour = dashboards[Math.max(index - 1, 0)] ?? first;
    return {
      ...state,
      dashboards,
      activeDashboardId: state.activeDashboardId === dashboardId ? neighbour.id : state.activeDashboardId,
      moduleInstances: state.moduleInstances.filter(({ id }) => !isOnlyThere(id)),
    };
  };
}

export function activateDashboard(dashboardId: string): WorkbenchChange {
  return (state) => {
    const isKnown = state.dashboards.some(({ id }) => id === dashboardId);
    return isKnown && state.activeDashboardId !== dashboardId
      ? { ...state, activeDashboardId: dashboardId }
      : state;
  };
}

/** *title* is kept where it is not blank. */
export function renameDashboard(dashboardId: string, title: string): WorkbenchChange {
  const newTitle = wellFormed(title.trim());
  return changeDashboard(dashboardId, (dashboard) =>
    newTitle === "" || newTitle === dashboard.title ? dashboard : { ...dashboard, title: newTitle },
  );
}

export function arrangeModules(dashboardId: string, layout: readonly LayoutItem[]): WorkbenchChange {
  return changeLayout(dashboardId, () => layout);
}

export function moveModule(dashboardId: string, moduleId: string, direction: Direction): WorkbenchChange {
  return changeLayout(dashboardId, (layout) => movedLayout(layout, moduleId, direction));
}

export function resizeModule(dashboardId: string, moduleId: string, size: GridSize): WorkbenchChange {
  return changeLayout(dashboardId, (layout) => resizedLayout(layout, moduleId, size));
}

export function findActiveDashboard(state: WorkbenchState): Dashboard {
  const active = state.dashboards.find(({ id }) => id === state.activeDashboardId);
  if (!active) throw new Error("A workbench always has an active dashboard.");
  return active;
}

function changeLayout(
  dashboardId: string,
  change: (layout: readonly LayoutItem[]) => readonly LayoutItem[],
): WorkbenchChange {
  return changeDashboard(dashboardId, (dashboard) => {
    const layout = change(dashboard.layout);
    return isSameLayout(layout, dashboard.layout) ? dashboard : { ...dashboard, layout };
  });
}

function changeDashboard(dashboardId: string, change: (dashboard: Dashboard) => Dashboard): WorkbenchChange {
  return (state) => {
    const dashboards = state.dashboards.map((each) => (each.id === dashboardId ? change(each) : each));
    const isChanged = dashboards.some((dashboard, index) => dashboard !== state.dashboards[index]);
    return isChanged ? { ...state, dashboards } : state;
  };
}
