import { useCallback, useEffect, useLayoutEffect, useRef } from "react";
import type uPlot from "uplot";

import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import { drawPoints, nearestRow } from "./drawPoints.ts";
import classes from "./Plot.module.css";
import { type PlaneWindow, withEqualUnits } from "./planeWindow.ts";
import { heightBelow, tickTexts } from "./plotAxes.ts";
import { axisStyle, labelWidth, PLOT_FRAME } from "./plotStyle.ts";
import type { PointData } from "./pointData.ts";
import { type ColourScheme, type PlotRecipe, useLatest, usePlot } from "./usePlot.ts";

type PointCanvasProps = {
  data: PointData;
  xColumn: DataColumn;
  yColumn: DataColumn;
  /** What is shown; all of it where null. */
  window: PlaneWindow | null;
  hidden: readonly string[];
  /** What the picture shows, for people who do not see it. */
  summary: string;
  /** For maps: how many units of y are as long as one of x. Null: each axis fills the drawing. */
  unitRatio?: number | null;
  /** Drawn below the points; keeps its identity while it draws the same. */
  drawBelow?: (plot: uPlot) => void;
  /** A person dragged over a part, or double-clicked for all of it (null). Never called otherwise. */
  onWindowChange: (window: PlaneWindow | null) => void;
  /** The row under the pointer. */
  onHover: (row: number | null) => void;
};

const NOTHING = () => undefined;

/** Points in a plane. uPlot draws the axes and reports the pointer; the points are drawn by `drawPoints`. */
export function PointCanvas(props: PointCanvasProps) {
  const { data, xColumn, yColumn, hidden, summary, unitRatio = null, drawBelow = NOTHING } = props;
  const window = props.window ?? data.whole;
  const shown = useRef({ hidden, window });
  useLayoutEffect(() => {
    shown.current = { hidden, window };
  });
  const onHover = useLatest(props.onHover);
  const onWindowChange = useLatest(props.onWindowChange);
  const build = useCallback(
    (element: HTMLElement, scheme: ColourScheme): PlotRecipe => ({
      options: {
        ...PLOT_FRAME,
        scales: {
          x: { time: xColumn.type === "date", auto: false },
          y: { time: yColumn.type === "date", auto: false },
        },
        axes: [axisOf(element, xColumn, "x"), axisOf(element, yColumn, "y")],
        series: [{}, { scale: "y", paths: () => null, points: { show: false } }],
        cursor: {
          drag: { x: true, y: true, setScale: false },
          points: { show: false },
          bind: {
            dblclick: () => () => {
              onWindowChange(null);
              return null;
            },
          },
        },
        hooks: {
          drawClear: [drawBelow],
          draw: [(plot) => drawPoints(plot, { data, hidden: shown.current.hidden, scheme })],
          // Afterwards: while uPlot tells of the size it is not done with it, and would tell of it again.
          setSize: [(plot) => queueMicrotask(() => showWindow(plot, shown.current.window, unitRatio))],
          setCursor: [
            (plot) => {
              const { left = -1, top = -1 } = plot.cursor;
              const isOutside = left < 0 || top < 0;
              onHover(
                isOutside ? null : nearestRow(plot, { data, hidden: shown.current.hidden }, { left, top }),
              );
            },
          ],
          setSelect: [(plot) => reportSelection(plot, onWindowChange)],
        },
      },
      // Only for uPlot to have something: every point is drawn by the hook.
      data: [
        [data.whole.x.from, data.whole.x.to],
        [data.whole.y.from, data.whole.y.to],
      ],
    }),
    [data, xColumn, yColumn, unitRatio, drawBelow, onHover, onWindowChange],
  );
  const { holder, plot } = usePlot(build);

  useEffect(() => {
    if (plot) showWindow(plot, window, unitRatio);
  }, [plot, window, unitRatio]);
  useEffect(() => {
    shown.current.hidden = hidden;
    plot?.redraw(false);
  }, [plot, hidden]);

  return <figure ref={holder} className={classes.canvas} aria-label={summary} />;
}

function showWindow(plot: uPlot, window: PlaneWindow, unitRatio: number | null): void {
  const { x, y } = unitRatio === null ? window : withEqualUnits(window, plot.bbox, unitRatio);
  plot.batch(() => {
    plot.setScale("x", { min: x.from, max: x.to });
    plot.setScale("y", { min: y.from, max: y.to });
  });
}

function reportSelection(plot: uPlot, onWindowChange: (window: PlaneWindow) => void): void {
  const { left, top, width, height } = plot.select;
  if (width < 4 || height < 4) return;
  const window = {
    x: { from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") },
    // Places of a page grow downwards.
    y: { from: plot.posToVal(top + height, "y"), to: plot.posToVal(top, "y") },
  };
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onWindowChange(window);
}

function axisOf(element: HTMLElement, column: DataColumn, side: "x" | "y"): uPlot.Axis {
  const style = axisStyle(element);
  return {
    ...style,
    label: column.name,
    labelFont: style.font ?? "",
    labelSize: 20,
    values: tickTexts(column),
    size: side === "x" ? heightBelow(column) : (_plot, labels) => labelWidth(labels),
  };
}
