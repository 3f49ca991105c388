import type { ModuleSettingsProps } from "../ModuleDefinition.ts";
import { isAxisColumn } from "../plot/columnKinds.ts";
import { PointColumnFields } from "../points/PointColumnFields.tsx";
import { openPointColumns } from "../points/pointColumns.ts";
import type { ScatterSettings } from "./scatterState.ts";
import { scatterWords as words } from "./words.ts";

export function ScatterSettingsForm({ settings, onSettingsChange }: ModuleSettingsProps<ScatterSettings>) {
  return (
    <PointColumnFields
      settings={settings}
      isAxis={isAxisColumn}
      labels={{ x: words.xColumn, y: words.yColumn }}
      hint={words.axisHint}
      onDataSetChoose={(dataSetId) => onSettingsChange(openPointColumns(dataSetId))}
      onChange={(changed) => onSettingsChange({ ...settings, ...changed })}
    />
  );
}
