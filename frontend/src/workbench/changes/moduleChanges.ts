import type { GridSize } from "../../modules/ModuleDefinition.ts";
import { placedLayout } from "../layout/gridLayout.ts";
import type { ModuleInstance, OpenModule, WorkbenchChange } from "../state.ts";
import { wellFormed } from "../wellFormed.ts";

/** Puts *module* at the first free place of the dashboard. */
export function addModule(dashboardId: string, module: OpenModule, size: GridSize): WorkbenchChange {
  return (state) => ({
    ...state,
    moduleInstances: [...state.moduleInstances, module],
    dashboards: state.dashboards.map((dashboard) =>
      dashboard.id === dashboardId
        ? { ...dashboard, layout: placedLayout(dashboard.layout, module.id, size) }
        : dashboard,
    ),
  });
}

/** Takes the module away from every dashboard, with its state. */
export function removeModule(moduleId: string): WorkbenchChange {
  return (state) => {
    if (!state.moduleInstances.some(({ id }) => id === moduleId)) return state;
    return {
      ...state,
      moduleInstances: state.moduleInstances.filter(({ id }) => id !== moduleId),
      dashboards: state.dashboards.map((dashboard) => ({
        ...dashboard,
        layout: dashboard.layout.filter((item) => item.moduleId !== moduleId),
      })),
    };
  };
}

/** *title* is kept where it is not blank. A module that cannot be opened can be renamed: its state stays as it is. */
export function renameModule(moduleId: string, title: string): WorkbenchChange {
  const newTitle = wellFormed(title.trim());
  return changeModule(moduleId, (module) =>
    newTitle === "" || newTitle === module.title ? module : { ...module, title: newTitle },
  );
}

/** *text* is what the module's codec makes of *settings*. */
export function changeSettings(moduleId: string, settings: unknown, text: string): WorkbenchChange {
  return changeOpenModule(moduleId, (module) =>
    module.serializedState.settings === text
      ? module
      : {
          ...module,
          settings,
          settingsSource: "user",
          serializedState: { ...module.serializedState, settings: text },
        },
  );
}

/** *text* is what the module's codec makes of *view*. */
export function changeView(moduleId: string, view: unknown, text: string): WorkbenchChange {
  return changeOpenModule(moduleId, (module) =>
    module.serializedState.view === text
      ? module
      : { ...module, view, serializedState: { ...module.serializedState, view: text } },
  );
}

function changeOpenModule(moduleId: string, change: (module: OpenModule) => OpenModule): WorkbenchChange {
  return changeModule(moduleId, (module) => (module.kind === "open" ? change(module) : module));
}

function changeModule(moduleId: string, change: (module: ModuleInstance) => ModuleInstance): WorkbenchChange {
  return (state) => {
    const before = state.moduleInstances.find(({ id }) => id === moduleId);
    const after = before && change(before);
    if (!after || after === before) return state;
    return {
      ...state,
      moduleInstances: state.moduleInstances.map((module) => (module === before ? after : module)),
    };
  };
}
