import { Button, Group, Text, Title } from "@mantine/core";
import { useMemo, useState } from "react";

import type { JsonObject } from "../../documents/json.ts";
import { type StoredStep, stepFromStored, stepToStored } from "../../modules/table/steps/storedStep.ts";
import type { TableStep } from "../../modules/table/steps/TableStep.ts";
import type { StudioSession } from "../../studio/StudioSession.ts";
import type { OpenStudio, StudioState } from "../../studio/StudioState.ts";
import { DataSetsContext } from "../../workbench/dataSets/DataSetsContext.ts";
import { DataTables } from "../../workbench/dataSets/DataTables.ts";
import { UndoButtons } from "../../workbench/view/UndoButtons.tsx";
import { useUndoKeys } from "../../workbench/view/useUndoKeys.ts";
import { Icon } from "../brand/icons.tsx";
import { downloadFile } from "../device/download.ts";
import { useServices } from "../Services.ts";
import { words } from "../words.ts";
import type { RecoveryHandlers } from "./recoveryButtons.ts";
import type { StudioDataSet } from "./studioDataSets.ts";
import { StudioLink } from "./StudioLink.tsx";
import { StudioNotices } from "./StudioNotices.tsx";
import classes from "./StudioPage.module.css";
import { StudioSaveState } from "./StudioSaveState.tsx";
import { TransformedTable } from "./TransformedTable.tsx";
import { studioWords } from "./words.ts";

type OpenStudioViewProps = {
  session: StudioSession;
  state: StudioState;
  open: OpenStudio;
  dataSet: StudioDataSet;
  handlers: RecoveryHandlers & { download: () => void };
};

/** The list of transformations of an open session, what it makes of the data set, and whether it is saved. */
export function OpenStudioView({ session, state, open, dataSet, handlers }: OpenStudioViewProps) {
  const { clock } = useServices();
  const { canUndo, canRedo, work } = open;
  const undoable = useMemo(
    () => ({ canUndo, canRedo, undo: () => session.undo(), redo: () => session.redo() }),
    [session, canUndo, canRedo],
  );
  useUndoKeys(undoable);
  const access = useDataSetsAccess(dataSet);
  const { transformations } = work;
  const steps = useMemo(() => transformations.map(stepOf), [transformations]);
  return (
    <main className={classes.page}>
      <StudioNotices
        open={open}
        isKept={state.isKept}
        damaged={state.damaged}
        now={clock()}
        handlers={handlers}
        onKeepMine={() => session.keepMine()}
        onTakeTheirs={() => session.takeTheirs()}
        onStay={() => session.stay()}
        onDownloadDamaged={({ bytes }) => downloadFile(studioWords.damagedFileName, new Blob([bytes]))}
        onDismissDamaged={({ asideId }) => void session.dismissDamaged(asideId)}
      />
      <div className={classes.top}>
        <div>
          <StudioLink text={studioWords.title} />
          <Title order={1}>{dataSet.name}</Title>
          <Text size="sm" c="dimmed">
            {dataSet.description}
          </Text>
        </div>
        <Group gap="sm">
          <StudioSaveState
            save={open.save}
            keeping={state}
            clock={clock}
            onTryNow={session.tryNow}
            onSignIn={handlers.signIn}
          />
          <UndoButtons work={undoable} />
          <Button variant="default" leftSection={<Icon name="download" />} onClick={handlers.download}>
            {words.bench.download}
          </Button>
        </Group>
      </div>
      <DataSetsContext value={access}>
        <TransformedTable
          dataSetId={dataSet.key}
          title={dataSet.name}
          steps={steps}
          position={work.position}
          onChange={(changed) => session.change(changed.map((step): JsonObject => stepToStored(step)))}
          onMove={(position) => session.moveTo(position)}
        />
      </DataSetsContext>
    </main>
  );
}

/** The one data set of the page, for the parts that it shares with the workbench. */
function useDataSetsAccess({ key, name, file }: StudioDataSet) {
  const { workbenchParts } = useServices();
  const [tables] = useState(() => new DataTables({ fetchText: workbenchParts.fetchText }));
  return useMemo(
    () => ({
      dataSets: [{ id: key, name, source: { kind: "shipped", file } as const }],
      tables,
      addShipped: () => key,
    }),
    [key, name, file, tables],
  );
}

/** Stored transformations were checked when they were opened. */
function stepOf(stored: JsonObject): TableStep {
  return stepFromStored(stored as StoredStep);
}
