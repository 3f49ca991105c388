import type { Dashboard, WorkbenchState } from "../state.ts";
import type { Workbench } from "../Workbench.ts";
import { AddModuleMenu } from "./AddModuleMenu.tsx";
import { DashboardTabs } from "./DashboardTabs.tsx";
import { DataMenu, type DataMenuProps } from "./DataMenu.tsx";
import classes from "./Toolbar.module.css";
import { UndoButtons } from "./UndoButtons.tsx";

type ToolbarProps = {
  workbench: Workbench;
  state: WorkbenchState;
  /** The one that is shown. */
  dashboard: Dashboard;
  isReadOnly: boolean;
  onAdded: (moduleId: string) => void;
  onShowDashboard: (dashboardId: string) => void;
} & Pick<DataMenuProps, "onCsv" | "onSample" | "onRemove">;

export function Toolbar(props: ToolbarProps) {
  const { workbench, state, dashboard, isReadOnly, onAdded, onShowDashboard, ...dataActions } = props;
  return (
    <div className={classes.toolbar}>
      <DashboardTabs
        workbench={workbench}
        dashboards={state.dashboards}
        shown={dashboard}
        isReadOnly={isReadOnly}
        onShow={onShowDashboard}
      />
      {!isReadOnly && (
        <div className={classes.actions}>
          <UndoButtons work={workbench} />
          <DataMenu dataSets={state.dataSets} {...dataActions} />
          {/* An empty dashboard offers it as its one primary action. */}
          {dashboard.layout.length > 0 && <AddModuleMenu workbench={workbench} onAdded={onAdded} />}
        </div>
      )}
    </div>
  );
}
