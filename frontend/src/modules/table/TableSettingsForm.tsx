import { Stack } from "@mantine/core";

import { DataSetField } from "../dataSetField/DataSetField.tsx";
import { useReadyTable } from "../dataSetField/useReadyTable.ts";
import type { ModuleSettingsProps } from "../ModuleDefinition.ts";
import { StepList } from "./steps/StepList.tsx";
import type { TableSettings } from "./tableState.ts";

export function TableSettingsForm({ settings, onSettingsChange }: ModuleSettingsProps<TableSettings>) {
  const table = useReadyTable(settings.dataSetId);
  return (
    <Stack gap="md">
      <DataSetField
        dataSetId={settings.dataSetId}
        onChoose={(dataSetId) => onSettingsChange({ dataSetId, steps: [] })}
      />
      {table && (
        <StepList
          table={table}
          steps={settings.steps}
          onChange={(steps) => onSettingsChange({ ...settings, steps })}
        />
      )}
    </Stack>
  );
}
