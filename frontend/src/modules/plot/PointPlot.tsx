import { Text } from "@mantine/core";
import { type ReactNode, useState } from "react";

import { hoveredPointText } from "./hoveredPoint.ts";
import { PlaneButtons } from "./PlaneButtons.tsx";
import { visibleWindow } from "./planeWindow.ts";
import classes from "./Plot.module.css";
import { PlotLegend } from "./PlotLegend.tsx";
import { PointCanvas } from "./PointCanvas.tsx";
import type { PointData } from "./pointData.ts";
import type { PointView } from "./pointView.ts";
import type { DataColumn, DataTable } from "../../workbench/dataSets/DataTable.ts";
import type uPlot from "uplot";

type PointPlotProps = {
  table: DataTable;
  data: PointData;
  xColumn: DataColumn;
  yColumn: DataColumn;
  groupColumn: string | null;
  sizeColumn: string | null;
  view: PointView;
  summary: string;
  legendName: string;
  /** Lines above the drawing: what was adjusted, what is not drawn. */
  notices: readonly string[];
  unitRatio?: number | null;
  drawBelow?: (plot: uPlot) => void;
  onViewChange: (view: PointView) => void;
};

/** Points in a plane with their legend, the row under the pointer, and buttons to zoom. */
export function PointPlot(props: PointPlotProps): ReactNode {
  const { table, data, xColumn, yColumn, groupColumn, sizeColumn, view, onViewChange } = props;
  const [hoveredRow, setHoveredRow] = useState<number | null>(null);
  const window = visibleWindow(view.window, data.whole);
  const changeWindow = (next: PointView["window"]) => onViewChange({ ...view, window: next });
  return (
    <div className={classes.chart}>
      {props.notices.map((text) => (
        <Text key={text} size="xs" c="dimmed" className={classes.notice}>
          {text}
        </Text>
      ))}
      <PointCanvas
        data={data}
        xColumn={xColumn}
        yColumn={yColumn}
        window={window}
        hidden={view.hiddenGroups}
        summary={props.summary}
        unitRatio={props.unitRatio ?? null}
        {...(props.drawBelow ? { drawBelow: props.drawBelow } : {})}
        onWindowChange={changeWindow}
        onHover={setHoveredRow}
      />
      {hoveredRow !== null && (
        <Text size="xs" className={classes.place}>
          {hoveredPointText(table, hoveredRow, [groupColumn, xColumn.name, yColumn.name, sizeColumn])}
        </Text>
      )}
      <div className={classes.footer}>
        {groupColumn === null ? (
          <span className={classes.legend} />
        ) : (
          <PlotLegend
            name={props.legendName}
            mark="area"
            entries={data.groups.map(({ label }) => ({ label, value: null }))}
            hidden={view.hiddenGroups}
            onHiddenChange={(hiddenGroups) => onViewChange({ ...view, hiddenGroups })}
          />
        )}
        <PlaneButtons window={window} whole={data.whole} onWindowChange={changeWindow} />
      </div>
    </div>
  );
}
