import { Select, Stack } from "@mantine/core";

import { ColumnSelect } from "../dataSetField/ColumnSelect.tsx";
import { DataSetField } from "../dataSetField/DataSetField.tsx";
import { useReadyTable } from "../dataSetField/useReadyTable.ts";
import type { ModuleSettingsProps } from "../ModuleDefinition.ts";
import { plotWords } from "../plot/words.ts";
import { isCoordinate } from "./choosePlaces.ts";
import { COORDINATES, type MapSettings, withDataSet } from "./mapState.ts";
import { mapWords as words } from "./words.ts";

export function MapSettingsForm({ settings, onSettingsChange }: ModuleSettingsProps<MapSettings>) {
  const table = useReadyTable(settings.dataSetId);
  const numbers = table?.columns.filter(isCoordinate) ?? [];
  const isGeographic = settings.coordinates === "geographic";
  const change = (changed: Partial<MapSettings>) => onSettingsChange({ ...settings, ...changed });
  return (
    <Stack gap="md">
      <DataSetField
        dataSetId={settings.dataSetId}
        onChoose={(dataSetId) => onSettingsChange(withDataSet(dataSetId))}
      />
      {table && (
        <>
          <Select
            label={words.coordinates}
            data={COORDINATES.map((each) => ({ value: each, label: words.coordinatesName(each) }))}
            value={settings.coordinates}
            onChange={(coordinates) => coordinates && change({ coordinates })}
            allowDeselect={false}
          />
          <ColumnSelect
            label={isGeographic ? words.longitude : words.x}
            columns={numbers}
            value={settings.xColumn}
            noneMeans={null}
            onChange={(xColumn) => change({ xColumn })}
          />
          <ColumnSelect
            label={isGeographic ? words.latitude : words.y}
            columns={numbers}
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
            columns={numbers}
            value={settings.sizeColumn}
            noneMeans={words.sameSize}
            onChange={(sizeColumn) => change({ sizeColumn })}
          />
        </>
      )}
    </Stack>
  );
}
