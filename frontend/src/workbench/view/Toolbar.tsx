import { Select, Title } from "@mantine/core";

import { findActiveDashboard } from "../changes/dashboardChanges.ts";
import type { WorkbenchState } from "../state.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { AddModuleMenu } from "./AddModuleMenu.tsx";
import { DataMenu, type DataMenuProps } from "./DataMenu.tsx";
import classes from "./Toolbar.module.css";
import { UndoButtons } from "./UndoButtons.tsx";

type ToolbarProps = {
  workbench: Workbench;
  state: WorkbenchState;
  isReadOnly: boolean;
  onAdded: (moduleId: string) => void;
} & Pick<DataMenuProps, "onCsv" | "onSample" | "onRemove">;

export function Toolbar({ workbench, state, isReadOnly, onAdded, ...dataActions }: ToolbarProps) {
  const dashboard = findActiveDashboard(state);
  return (
    <div className={classes.toolbar}>
      <Title order={2} className={classes.title}>
        {dashboard.title}
      </Title>
      {!isReadOnly && state.dashboards.length > 1 && (
        <Select
          aria-label={words.dashboards}
          data={state.dashboards.map(({ id, title }) => ({ value: id, label: title }))}
          value={dashboard.id}
          onChange={(id) => id !== null && workbench.showDashboard(id)}
          allowDeselect={false}
        />
      )}
      {!isReadOnly && (
        <div className={classes.actions}>
          <UndoButtons workbench={workbench} />
          <DataMenu dataSets={state.dataSets} {...dataActions} />
          {/* An empty dashboard offers it as its one primary action. */}
          {dashboard.layout.length > 0 && <AddModuleMenu workbench={workbench} onAdded={onAdded} />}
        </div>
      )}
    </div>
  );
}
