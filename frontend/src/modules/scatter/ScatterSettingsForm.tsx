import { Stack } from "@mantine/core";

import { ColumnSelect } from "../dataSetField/ColumnSelect.tsx";
import { DataSetField } from "../dataSetField/DataSetField.tsx";
import { useReadyTable } from "../dataSetField/useReadyTable.ts";
import type { ModuleSettingsProps } from "../ModuleDefinition.ts";
import { isAxisColumn } from "../plot/columnKinds.ts";
import { plotWords } from "../plot/words.ts";
import { type ScatterSettings, withDataSet } from "./scatterState.ts";
import { scatterWords as words } from "./words.ts";

export function ScatterSettingsForm({ settings, onSettingsChange }: ModuleSettingsProps<ScatterSettings>) {
  const table = useReadyTable(settings.dataSetId);
  const axes = table?.columns.filter(isAxisColumn) ?? [];
  const change = (changed: Partial<ScatterSettings>) => onSettingsChange({ ...settings, ...changed });
  return (
    <Stack gap="md">
      <DataSetField
        dataSetId={settings.dataSetId}
        onChoose={(dataSetId) => onSettingsChange(withDataSet(dataSetId))}
      />
      {table && (
        <>
          <ColumnSelect
            label={words.xColumn}
            description={words.axisHint}
            columns={axes}
            value={settings.xColumn}
            noneMeans={null}
            onChange={(xColumn) => change({ xColumn })}
          />
          <ColumnSelect
            label={words.yColumn}
            description={words.axisHint}
            columns={axes}
            value={settings.yColumn}
            noneMeans={null}
            onChange={(yColumn) => change({ yColumn })}
          />
          <ColumnSelect
            label={words.groupColumn}
            columns={table.columns}
            value={settings.groupColumn}
            noneMeans={plotWords.noGroup}
            onChange={(groupColumn) => change({ groupColumn })}
          />
          <ColumnSelect
            label={words.sizeColumn}
            columns={table.columns.filter(({ type }) => type === "number")}
            value={settings.sizeColumn}
            noneMeans={words.sameSize}
            onChange={(sizeColumn) => change({ sizeColumn })}
          />
        </>
      )}
    </Stack>
  );
}
