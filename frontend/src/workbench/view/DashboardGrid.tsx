import { useMediaQuery } from "@mantine/hooks";
import { useMemo } from "react";
import { GridLayout, type Layout, useContainerWidth } from "react-grid-layout";

import { arrangeModules } from "../changes/dashboardChanges.ts";
import { GRID_POLICY, isSameLayout, layoutFromGrid, settledLayout } from "../layout/gridLayout.ts";
import type { Dashboard, ModuleInstance } from "../state.ts";
import type { Workbench } from "../Workbench.ts";
import classes from "./DashboardGrid.module.css";
import { ModuleFrame } from "./ModuleFrame.tsx";

type DashboardGridProps = {
  workbench: Workbench;
  dashboard: Dashboard;
  modules: readonly ModuleInstance[];
  isReadOnly: boolean;
  /** The module whose settings are open. */
  settingsModuleId: string | null;
  /** The module that a person added last: it is scrolled to. */
  addedModuleId: string | null;
  onOpenSettings: (moduleId: string) => void;
  onRemove: (moduleId: string) => void;
};

const ROW_HEIGHT_PX = 40;
const MARGIN_PX = 12;
/** Below this, columns would be too narrow to read: the modules stand one below the other. */
const SINGLE_COLUMN = "(max-width: 48em)";
const SMALLEST = { w: 2, h: 2 };

/** Modules at their places. Only a finished drag or resize changes the layout: showing it never does. */
export function DashboardGrid(props: DashboardGridProps) {
  const { workbench, dashboard, modules } = props;
  const { width, containerRef, mounted } = useContainerWidth();
  const isSingleColumn = useMediaQuery(SINGLE_COLUMN) ?? false;
  const layout = useMemo(() => settledLayout(dashboard.layout), [dashboard.layout]);
  const inReadingOrder = useMemo(
    () =>
      layout.toSorted((a, b) => a.y - b.y || a.x - b.x).flatMap((item) => findModule(modules, item.moduleId)),
    [layout, modules],
  );
  const frame = (module: ModuleInstance) => (
    <ModuleFrame
      workbench={workbench}
      dashboardId={dashboard.id}
      module={module}
      place={isSingleColumn ? null : (layout.find(({ moduleId }) => moduleId === module.id) ?? null)}
      isReadOnly={props.isReadOnly}
      isAdded={module.id === props.addedModuleId}
      isSettingsOpen={module.id === props.settingsModuleId}
      onOpenSettings={props.onOpenSettings}
      onRemove={props.onRemove}
    />
  );
  const keepArrangement = (items: Layout) => {
    const arranged = layoutFromGrid(items, dashboard.layout);
    if (!isSameLayout(arranged, layout)) workbench.apply(arrangeModules(dashboard.id, arranged));
  };

  if (isSingleColumn) {
    return (
      <div className={classes.column}>
        {inReadingOrder.map((module) => (
          <div key={module.id} style={{ height: columnHeight(layout, module.id) }}>
            {frame(module)}
          </div>
        ))}
      </div>
    );
  }
  return (
    <div ref={containerRef} className={classes.container}>
      {mounted && (
        <GridLayout
          className={classes.grid ?? ""}
          width={width}
          layout={layout.map((item) => gridItem(item, minimumOf(workbench, modules, item.moduleId)))}
          gridConfig={{
            cols: GRID_POLICY.columns,
            rowHeight: ROW_HEIGHT_PX,
            margin: [MARGIN_PX, MARGIN_PX],
            containerPadding: [16, 4],
            maxRows: Number.POSITIVE_INFINITY,
          }}
          dragConfig={{
            enabled: !props.isReadOnly,
            bounded: false,
            handle: "[data-drag-handle]",
            cancel: "button,input",
            threshold: 3,
          }}
          resizeConfig={{ enabled: !props.isReadOnly, handles: ["se"] }}
          onDragStop={keepArrangement}
          onResizeStop={keepArrangement}
        >
          {inReadingOrder.map((module) => (
            <div key={module.id}>{frame(module)}</div>
          ))}
        </GridLayout>
      )}
    </div>
  );
}

function findModule(modules: readonly ModuleInstance[], moduleId: string): ModuleInstance[] {
  return modules.filter(({ id }) => id === moduleId);
}

function minimumOf(workbench: Workbench, modules: readonly ModuleInstance[], moduleId: string) {
  const name = modules.find(({ id }) => id === moduleId)?.name ?? "";
  return workbench.registry.find(name)?.minimumSize ?? SMALLEST;
}

function gridItem(item: Dashboard["layout"][number], minimum: { w: number; h: number }) {
  const { moduleId, x, y, w, h } = item;
  return { i: moduleId, x, y, w, h, minW: minimum.w, minH: minimum.h, maxH: GRID_POLICY.maxRowsOfModule };
}

function columnHeight(layout: Dashboard["layout"], moduleId: string): number {
  const rows = layout.find((item) => item.moduleId === moduleId)?.h ?? SMALLEST.h;
  return rows * (ROW_HEIGHT_PX + MARGIN_PX) - MARGIN_PX;
}
