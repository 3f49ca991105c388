import { Text } from "@mantine/core";
import { useMemo, useState } from "react";

import { fittingSteps } from "../../modules/table/steps/applySteps.ts";
import { StepList } from "../../modules/table/steps/StepList.tsx";
import type { TableStep } from "../../modules/table/steps/TableStep.ts";
import { FIRST_PAGE } from "../../modules/table/tableState.ts";
import { TableView } from "../../modules/table/TableView.tsx";
import { useReadyTable } from "../../modules/dataSetField/useReadyTable.ts";
import { PositionBar } from "./PositionBar.tsx";
import classes from "./StudioPage.module.css";
import { studioWords } from "./words.ts";

type TransformedTableProps = {
  dataSetId: string;
  title: string;
  steps: readonly TableStep[];
  position: number;
  onChange: (steps: readonly TableStep[]) => void;
  onMove: (position: number) => void;
};

/** The list of transformations beside what the data set is after those up to the position. */
export function TransformedTable({ dataSetId, title, steps, position, ...on }: TransformedTableProps) {
  const table = useReadyTable(dataSetId);
  const [view, setView] = useState(FIRST_PAGE);
  const applied = useMemo(() => steps.slice(0, position), [steps, position]);
  const fitting = useMemo(() => (table ? fittingSteps(table, applied) : []), [table, applied]);
  const settings = useMemo(() => ({ dataSetId, steps: fitting }), [dataSetId, fitting]);
  const passedOver = table ? applied.length - fitting.length : 0;
  return (
    <div className={classes.columns}>
      <div className={classes.list}>
        {table && (
          <StepList table={table} steps={steps} position={position} heading="h2" onChange={on.onChange} />
        )}
      </div>
      <section className={classes.result} aria-label={studioWords.result}>
        <div className={classes.position}>
          <PositionBar steps={steps} position={position} onMove={on.onMove} />
          {passedOver > 0 && (
            <Text size="xs" c="dimmed">
              {studioWords.passedOver(passedOver)}
            </Text>
          )}
        </div>
        <TableView
          title={title}
          settings={settings}
          adjusted={[]}
          view={view}
          isReadOnly
          onSettingsChange={() => undefined}
          onViewChange={setView}
        />
      </section>
    </div>
  );
}
