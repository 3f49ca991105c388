import { MultiSelect, Select, Stack } from "@mantine/core";

import type { DataTable } from "../../workbench/dataSets/DataTable.ts";
import { DataSetField } from "../dataSetField/DataSetField.tsx";
import { useReadyTable } from "../dataSetField/useReadyTable.ts";
import type { ModuleSettingsProps } from "../ModuleDefinition.ts";
import { isAxisColumn } from "../plot/columnKinds.ts";
import { plotWords } from "../plot/words.ts";

import { AGGREGATIONS, type LineChartSettings, withDataSet } from "./lineChartState.ts";
import { lineChartWords as words } from "./words.ts";

export function LineChartSettingsForm({
  settings,
  onSettingsChange,
}: ModuleSettingsProps<LineChartSettings>) {
  const table = useReadyTable(settings.dataSetId);
  return (
    <Stack gap="md">
      <DataSetField
        dataSetId={settings.dataSetId}
        onChoose={(dataSetId) => onSettingsChange(withDataSet(settings, dataSetId))}
      />
      {table && <ColumnFields settings={settings} onSettingsChange={onSettingsChange} table={table} />}
    </Stack>
  );
}

type ColumnFieldsProps = ModuleSettingsProps<LineChartSettings> & { table: DataTable };

function ColumnFields({ settings, onSettingsChange, table }: ColumnFieldsProps) {
  const { xColumn, yColumns, groupColumn } = settings;
  // What was left open, or did not fit, is settled by the first choice: otherwise one choice could change the other columns.
  const change = (changed: Partial<LineChartSettings>) => onSettingsChange({ ...settings, ...changed });
  const numbers = table.columns.filter(({ type }) => type === "number").map(({ name }) => name);
  return (
    <>
      <Select
        label={words.xColumn}
        description={words.xColumnHint}
        data={table.columns.filter(isAxisColumn).map(({ name }) => name)}
        value={xColumn}
        onChange={(name) => change({ xColumn: name })}
        allowDeselect={false}
      />
      <MultiSelect
        label={words.yColumns}
        description={words.yColumnsHint}
        data={numbers}
        value={[...yColumns]}
        onChange={(names) => names.length > 0 && change({ yColumns: names })}
        searchable
      />
      <Select
        label={words.groupColumn}
        placeholder={plotWords.noGroup}
        data={table.columns
          .filter(({ name }) => name !== xColumn && !yColumns.includes(name))
          .map(({ name }) => name)}
        value={groupColumn}
        onChange={(name) => change({ groupColumn: name })}
        clearable
      />
      <Select
        label={words.aggregation}
        data={AGGREGATIONS.map((aggregation) => ({
          value: aggregation,
          label: words.aggregationName(aggregation),
        }))}
        value={settings.aggregation}
        onChange={(aggregation) => aggregation && change({ aggregation })}
        allowDeselect={false}
      />
    </>
  );
}
