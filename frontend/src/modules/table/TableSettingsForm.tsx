import { MultiSelect, Stack } from "@mantine/core";

import { DataSetField } from "../dataSetField/DataSetField.tsx";
import { useReadyTable } from "../dataSetField/useReadyTable.ts";
import type { ModuleSettingsProps } from "../ModuleDefinition.ts";
import type { TableSettings } from "./tableState.ts";
import { tableWords as words } from "./words.ts";

export function TableSettingsForm({ settings, onSettingsChange }: ModuleSettingsProps<TableSettings>) {
  const table = useReadyTable(settings.dataSetId);
  return (
    <Stack gap="md">
      <DataSetField
        dataSetId={settings.dataSetId}
        onChoose={(dataSetId) => onSettingsChange({ dataSetId, columns: null })}
      />
      {table && (
        <MultiSelect
          label={words.columns}
          description={words.columnsHint}
          data={table.columns.map(({ name }) => name)}
          value={[...(settings.columns ?? [])]}
          onChange={(names) => onSettingsChange({ ...settings, columns: names.length === 0 ? null : names })}
          searchable
          clearable
        />
      )}
    </Stack>
  );
}
