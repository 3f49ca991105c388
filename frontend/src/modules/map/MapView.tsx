import { useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";
import type uPlot from "uplot";

import { type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { TableGate } from "../dataSetField/TableGate.tsx";
import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { adjustmentWords } from "../plot/adjustmentWords.ts";
import { valueText } from "../plot/axisText.ts";
import { NothingToDraw } from "../plot/NothingToDraw.tsx";
import { type PointData, pointData, rangeOf } from "../plot/pointData.ts";
import { PointPlot } from "../plot/PointPlot.tsx";
import type { PointView } from "../plot/pointView.ts";
import { MAX_SERIES } from "../plot/seriesStyle.ts";
import { drawLand, type LandColours } from "./drawLand.ts";
import { worldLand } from "./land.ts";
import { type MapSettings, withDataSet } from "./mapState.ts";
import { mapWords as words } from "./words.ts";

type MapViewProps = ModuleViewProps<MapSettings, PointView>;

const LAND: Readonly<Record<"light" | "dark", LandColours>> = {
  light: { land: "#efece4", coast: "#b9b3a6" },
  dark: { land: "#302e2b", coast: "#5d5a55" },
};
/** At the poles a degree of longitude has no length; a map of them is stretched no further than this. */
const SMALLEST_LONGITUDE = 0.2;

export function MapView(props: MapViewProps) {
  const { settings, isReadOnly, onSettingsChange } = props;
  return (
    <TableGate
      dataSetId={settings.dataSetId}
      isReadOnly={isReadOnly}
      onChoose={(dataSetId) => onSettingsChange(withDataSet(dataSetId))}
    >
      {(table) => <PointMap {...props} table={table} />}
    </TableGate>
  );
}

function PointMap({
  title,
  settings,
  adjusted,
  view,
  onViewChange,
  table,
}: MapViewProps & { table: DataTable }) {
  const scheme = useComputedColorScheme("light");
  const { coordinates, groupColumn, sizeColumn } = settings;
  const xColumn = findColumn(table, settings.xColumn);
  const yColumn = findColumn(table, settings.yColumn);
  const data = useMemo(() => {
    const { xColumn: x, yColumn: y } = settings;
    if (x === null || y === null) return null;
    return pointData(table, { ...settings, xColumn: x, yColumn: y, maxGroups: MAX_SERIES });
  }, [settings, table]);
  const drawBelow = useMemo(
    () =>
      coordinates === "geographic"
        ? (plot: uPlot) => drawLand(plot, worldLand(), LAND[scheme])
        : () => undefined,
    [coordinates, scheme],
  );
  if (!data || !xColumn || !yColumn) return <NothingToDraw text={words.nothingToDraw} />;
  return (
    <PointPlot
      table={table}
      data={data}
      xColumn={xColumn}
      yColumn={yColumn}
      groupColumn={groupColumn}
      sizeColumn={sizeColumn}
      view={view}
      summary={summaryOf(title, data, { x: xColumn.name, y: yColumn.name })}
      legendName={words.groups}
      notices={[
        ...(adjusted.length > 0 ? [adjustmentWords(adjusted, table)] : []),
        ...(data.omittedRowCount > 0 ? [words.omittedRows(data.omittedRowCount)] : []),
      ]}
      unitRatio={coordinates === "geographic" ? latitudeRatio(data) : 1}
      drawBelow={drawBelow}
      onViewChange={onViewChange}
    />
  );
}

/** How many degrees of latitude are as long as one of longitude, in the middle of the points: shapes there are true. */
function latitudeRatio({ whole }: PointData): number {
  const middle = (whole.y.from + whole.y.to) / 2;
  return Math.max(Math.cos((middle * Math.PI) / 180), SMALLEST_LONGITUDE);
}

function summaryOf(title: string, data: PointData, names: { x: string; y: string }): string {
  const rows = data.groups.flatMap((group) => group.rows);
  const x = rangeOf(data.x, rows);
  const y = rangeOf(data.y, rows);
  return words.summary({
    title,
    points: data.pointCount,
    groups: data.groups.length,
    ...names,
    west: valueText(x?.from ?? 0),
    east: valueText(x?.to ?? 0),
    south: valueText(y?.from ?? 0),
    north: valueText(y?.to ?? 0),
  });
}
