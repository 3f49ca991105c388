import { Select } from "@mantine/core";

import type { ModuleSettingsProps } from "../ModuleDefinition.ts";
import { PointColumnFields } from "../points/PointColumnFields.tsx";
import { isCoordinate } from "./choosePlaces.ts";
import { COORDINATES, type MapSettings, openMap } from "./mapState.ts";
import { mapWords as words } from "./words.ts";

export function MapSettingsForm({ settings, onSettingsChange }: ModuleSettingsProps<MapSettings>) {
  const isGeographic = settings.coordinates === "geographic";
  const change = (changed: Partial<MapSettings>) => onSettingsChange({ ...settings, ...changed });
  return (
    <PointColumnFields
      settings={settings}
      isAxis={isCoordinate}
      labels={isGeographic ? { x: words.longitude, y: words.latitude } : { x: words.x, y: words.y }}
      onDataSetChoose={(dataSetId) => onSettingsChange(openMap(dataSetId))}
      onChange={change}
    >
      <Select
        label={words.coordinates}
        data={COORDINATES.map((each) => ({ value: each, label: words.coordinatesName(each) }))}
        value={settings.coordinates}
        onChange={(coordinates) => coordinates && change({ coordinates })}
        allowDeselect={false}
      />
    </PointColumnFields>
  );
}
