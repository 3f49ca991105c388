import { useCallback, useMemo, useState } from "react";

import { findActiveDashboard } from "../changes/dashboardChanges.ts";
import { putBackDataSet, removeDataSet } from "../changes/dataSetChanges.ts";
import { removeModule } from "../changes/moduleChanges.ts";
import { findForRemoval, putBackModule } from "../changes/removedModule.ts";
import { DataSetsContext } from "../dataSets/DataSetsContext.ts";
import { useWorkbench } from "../useWorkbench.ts";
import type { Workbench } from "../Workbench.ts";
import { workbenchWords as words } from "../words.ts";
import { addCsvWithTable, addSampleWithTable } from "./addDataWithTable.ts";
import { DashboardGrid } from "./DashboardGrid.tsx";
import { EmptyDashboard } from "./EmptyDashboard.tsx";
import { FileDropZone } from "./FileDropZone.tsx";
import { type Notice, NoticeBar } from "./NoticeBar.tsx";
import { OpeningReport } from "./OpeningReport.tsx";
import { SettingsPanel } from "./SettingsPanel.tsx";
import { useUndoKeys } from "./useUndoKeys.ts";
import { Toolbar } from "./Toolbar.tsx";
import classes from "./WorkbenchView.module.css";

type WorkbenchViewProps = {
  workbench: Workbench;
  /** A snapshot: people may zoom, sort and filter, and none of it changes the content. */
  readOnly?: boolean;
};

/**
 * The active dashboard of *workbench* with everything to change it. Fills the height of its container.
 * What is open and what was just done belong to the session that is shown: give it another `key` for another session.
 */
export function WorkbenchView({ workbench, readOnly = false }: WorkbenchViewProps) {
  const state = useWorkbench(workbench);
  const [settingsModuleId, setSettingsModuleId] = useState<string | null>(null);
  // Somebody who looks at a snapshot may look at all of it, and which dashboard is active stays as it was saved.
  const [lookedAtId, setLookedAtId] = useState<string | null>(null);
  const [notice, setNotice] = useState<Notice | null>(null);
  const [addedModuleId, setAddedModuleId] = useState<string | null>(null);
  useUndoKeys(readOnly ? null : workbench);
  const addCsv = (files: readonly File[]) =>
    void addCsvWithTable(files, {
      workbench,
      onAdded: setAddedModuleId,
      onProblem: (text) => setNotice({ kind: "problem", text }),
    });
  const { dataSets } = state;
  const access = useMemo(
    () => ({ dataSets, tables: workbench.tables, addShipped: (file: string) => workbench.addShipped(file) }),
    [dataSets, workbench],
  );
  const dashboard = state.dashboards.find(({ id }) => id === lookedAtId) ?? findActiveDashboard(state);
  const shown = state.moduleInstances.filter(({ id }) =>
    dashboard.layout.some(({ moduleId }) => moduleId === id),
  );
  const settingsModule = readOnly ? undefined : shown.find(({ id }) => id === settingsModuleId);

  const showAdded = (moduleId: string) => {
    setAddedModuleId(moduleId);
    setSettingsModuleId(moduleId);
  };
  const toggleSettings = useCallback(
    (moduleId: string) => setSettingsModuleId((open) => (open === moduleId ? null : moduleId)),
    [],
  );
  const remove = useCallback(
    (moduleId: string) => {
      const removed = findForRemoval(workbench.state, moduleId);
      if (!removed) return;
      workbench.apply(removeModule(moduleId));
      const undo = () => workbench.apply(putBackModule(removed));
      setNotice({ kind: "undoable", text: words.removed(removed.module.title), undo });
    },
    [workbench],
  );
  const removeData = (dataSetId: string) => {
    const index = dataSets.findIndex(({ id }) => id === dataSetId);
    const dataSet = dataSets[index];
    if (!dataSet) return;
    workbench.apply(removeDataSet(dataSetId));
    const undo = () => workbench.apply(putBackDataSet(dataSet, index));
    setNotice({ kind: "undoable", text: words.removed(dataSet.name), undo });
  };

  return (
    <DataSetsContext value={access}>
      <FileDropZone className={classes.workbench} isEnabled={!readOnly} onFiles={addCsv}>
        <Toolbar
          workbench={workbench}
          state={state}
          dashboard={dashboard}
          onShowDashboard={(id) => (readOnly ? setLookedAtId(id) : workbench.showDashboard(id))}
          isReadOnly={readOnly}
          onAdded={showAdded}
          onCsv={addCsv}
          onSample={(file) => setAddedModuleId(addSampleWithTable(workbench, file))}
          onRemove={removeData}
        />
        <OpeningReport workbench={workbench} />
        <NoticeBar notice={notice} onDismiss={() => setNotice(null)} />
        <div className={classes.body}>
          <div className={classes.dashboard}>
            {shown.length === 0 ? (
              <EmptyDashboard workbench={workbench} isReadOnly={readOnly} onAdded={showAdded} />
            ) : (
              <DashboardGrid
                workbench={workbench}
                dashboard={dashboard}
                modules={shown}
                isReadOnly={readOnly}
                settingsModuleId={settingsModule?.id ?? null}
                addedModuleId={addedModuleId}
                onOpenSettings={toggleSettings}
                onRemove={remove}
              />
            )}
          </div>
          {settingsModule?.kind === "open" && workbench.registry.find(settingsModule.name)?.hasSettings && (
            <SettingsPanel
              key={settingsModule.id}
              workbench={workbench}
              module={settingsModule}
              onClose={() => setSettingsModuleId(null)}
            />
          )}
        </div>
      </FileDropZone>
    </DataSetsContext>
  );
}
