import { Select, Stack } from "@mantine/core";

import { ColumnSelect } from "../dataSetField/ColumnSelect.tsx";
import { DataSetField } from "../dataSetField/DataSetField.tsx";
import { useReadyTable } from "../dataSetField/useReadyTable.ts";
import type { ModuleSettingsProps } from "../ModuleDefinition.ts";
import { isAxisColumn } from "../plot/columnKinds.ts";
import { plotWords } from "../plot/words.ts";
import { type HistogramSettings, withDataSet } from "./histogramState.ts";
import { histogramWords as words } from "./words.ts";

const BIN_COUNTS = [5, 10, 20, 30, 50, 100] as const;

export function HistogramSettingsForm({
  settings,
  onSettingsChange,
}: ModuleSettingsProps<HistogramSettings>) {
  const table = useReadyTable(settings.dataSetId);
  const change = (changed: Partial<HistogramSettings>) => onSettingsChange({ ...settings, ...changed });
  return (
    <Stack gap="md">
      <DataSetField
        dataSetId={settings.dataSetId}
        onChoose={(dataSetId) => onSettingsChange(withDataSet(settings, dataSetId))}
      />
      {table && (
        <>
          <ColumnSelect
            label={words.column}
            description={words.columnHint}
            columns={table.columns.filter(isAxisColumn)}
            value={settings.column}
            noneMeans={null}
            onChange={(column) => change({ column })}
          />
          <ColumnSelect
            label={words.groupColumn}
            columns={table.columns.filter(({ name }) => name !== settings.column)}
            value={settings.groupColumn}
            noneMeans={plotWords.noGroup}
            onChange={(groupColumn) => change({ groupColumn })}
          />
          <Select
            label={words.binCount}
            placeholder={words.automatic}
            data={BIN_COUNTS.map((count) => ({ value: String(count), label: words.about(count) }))}
            value={settings.binCount === null ? null : String(settings.binCount)}
            onChange={(count) => change({ binCount: count === null ? null : Number(count) })}
            clearable
          />
        </>
      )}
    </Stack>
  );
}
