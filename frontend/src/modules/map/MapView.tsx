import { useComputedColorScheme } from "@mantine/core";
import { useMemo } from "react";
import type uPlot from "uplot";

import type { ModuleViewProps } from "../ModuleDefinition.ts";
import { valueText } from "../plot/axisText.ts";
import { type PointData, rangeOf } from "../plot/pointData.ts";
import type { PointView } from "../plot/pointView.ts";
import { type DrawnPoints, TablePoints } from "../points/TablePoints.tsx";
import { drawLand, type LandColours } from "./drawLand.ts";
import { worldLand } from "./land.ts";
import { type MapSettings, openMap } from "./mapState.ts";
import { mapWords as words } from "./words.ts";

const LAND: Readonly<Record<"light" | "dark", LandColours>> = {
  light: { land: "#efece4", coast: "#b9b3a6" },
  dark: { land: "#302e2b", coast: "#5d5a55" },
};
/** At the poles a degree of longitude has no length; a map of them is stretched no further than this. */
const SMALLEST_LONGITUDE = 0.2;

export function MapView(props: ModuleViewProps<MapSettings, PointView>) {
  const scheme = useComputedColorScheme("light");
  const isGeographic = props.settings.coordinates === "geographic";
  const drawBelow = useMemo(
    () => (isGeographic ? (plot: uPlot) => drawLand(plot, worldLand(), LAND[scheme]) : () => undefined),
    [isGeographic, scheme],
  );
  return (
    <TablePoints
      module={props}
      words={words}
      summaryOf={summaryOf}
      unitRatioOf={isGeographic ? latitudeRatio : () => 1}
      drawBelow={drawBelow}
      onDataSetChoose={(dataSetId) => props.onSettingsChange(openMap(dataSetId))}
    />
  );
}

/** How many degrees of latitude are as long as one of longitude, in the middle of the points: shapes there are true. */
function latitudeRatio({ whole }: PointData): number {
  const middle = (whole.y.from + whole.y.to) / 2;
  return Math.max(Math.cos((middle * Math.PI) / 180), SMALLEST_LONGITUDE);
}

function summaryOf({ title, data, xColumn, yColumn }: DrawnPoints): string {
  const rows = data.groups.flatMap((group) => group.rows);
  const x = rangeOf(data.x, rows);
  const y = rangeOf(data.y, rows);
  return words.summary({
    title,
    points: data.pointCount,
    groups: data.groups.length,
    x: xColumn.name,
    y: yColumn.name,
    west: valueText(x?.from ?? 0),
    east: valueText(x?.to ?? 0),
    south: valueText(y?.from ?? 0),
    north: valueText(y?.to ?? 0),
  });
}
