import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { placeText } from "../plot/axisText.ts";
import { correlationOf, rangeOf } from "../plot/pointData.ts";
import type { PointView } from "../plot/pointView.ts";
import { openPointColumns } from "../points/pointColumns.ts";
import { type DrawnPoints, TablePoints } from "../points/TablePoints.tsx";
import type { ScatterSettings } from "./scatterState.ts";
import { scatterWords as words } from "./words.ts";

export function ScatterView(props: ModuleViewProps<ScatterSettings, PointView>) {
  return (
    <TablePoints
      module={props}
      words={words}
      summaryOf={summaryOf}
      onDataSetChoose={(dataSetId) => props.onSettingsChange(openPointColumns(dataSetId))}
    />
  );
}

function summaryOf({ title, data, xColumn, yColumn }: DrawnPoints): string {
  const rows = data.groups.flatMap((group) => group.rows);
  const ends = (column: typeof xColumn, values: Float64Array) => {
    const range = rangeOf(values, rows);
    return [placeText(column, range?.from ?? 0), placeText(column, range?.to ?? 0)] as const;
  };
  return words.summary({
    title,
    x: xColumn.name,
    y: yColumn.name,
    points: data.pointCount,
    groups: data.groups.length,
    xRange: ends(xColumn, data.x),
    yRange: ends(yColumn, data.y),
    correlation: correlationOf(data),
  });
}
