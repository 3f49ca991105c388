import { arrangeModules, renameDashboard } from "../changes/dashboardChanges.ts";
import { renameModule } from "../changes/moduleChanges.ts";
import { type CreateWorkbenchOptions, createWorkbench } from "../createWorkbench.ts";
import type { LayoutItem } from "../state.ts";
import type { Workbench } from "../Workbench.ts";
import type { TemplateDashboard, WorkbenchTemplate } from "./WorkbenchTemplate.ts";

/** A workbench as *template* describes it. Its data is loaded when somebody looks at it. */
export function workbenchFromTemplate(
  template: WorkbenchTemplate,
  options: CreateWorkbenchOptions,
): Workbench {
  const workbench = createWorkbench(options);
  const dataSetId = workbench.addShipped(template.file);
  const firstId = workbench.state.activeDashboardId;
  for (const [index, dashboard] of template.dashboards.entries()) {
    if (index === 0) workbench.apply(renameDashboard(firstId, dashboard.title));
    else workbench.addDashboard(dashboard.title);
    fillActiveDashboard(workbench, dashboard, dataSetId);
  }
  workbench.showDashboard(firstId);
  workbench.forgetHistory();
  return workbench;
}

function fillActiveDashboard(workbench: Workbench, { modules }: TemplateDashboard, dataSetId: string): void {
  const layout: LayoutItem[] = [];
  for (const { definition, title, place, settings } of modules) {
    const moduleId = workbench.addModule(definition, dataSetId);
    workbench.apply(renameModule(moduleId, title));
    const module = workbench.state.moduleInstances.find(({ id }) => id === moduleId);
    if (module?.kind === "open") {
      workbench.setModuleSettings(module, Object.assign({}, module.settings, settings));
    }
    layout.push({ moduleId, ...place });
  }
  workbench.apply(arrangeModules(workbench.state.activeDashboardId, layout));
}
