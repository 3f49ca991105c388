import { useCallback, useEffect } from "react";
import type uPlot from "uplot";

import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import classes from "../plot/Plot.module.css";
import { columnAxis, numberAxis } from "../plot/plotAxes.ts";
import { PLOT_FRAME } from "../plot/plotStyle.ts";
import { seriesStyle } from "../plot/seriesStyle.ts";
import { type ColourScheme, useLatest, usePlot } from "../plot/usePlot.ts";
import type { AxisRange } from "../plot/zoomRange.ts";
import type { LineData } from "./lineSeries.ts";

type ChartCanvasProps = {
  data: LineData;
  xColumn: DataColumn;
  whole: AxisRange;
  range: AxisRange | null;
  hiddenSeries: readonly string[];
  /** What the picture shows, for people who do not see it. */
  summary: string;
  /** A person dragged over a part of the chart, or double-clicked for all of it (null). Never called otherwise. */
  onRangeChange: (range: AxisRange | null) => void;
  /** The position in `data.x` under the pointer. */
  onHover: (position: number | null) => void;
};

/** The drawing of the chart. uPlot keeps its own state; this gives it new data and ranges, and listens to the pointer. */
export function ChartCanvas(props: ChartCanvasProps) {
  const { data, xColumn, whole, range, hiddenSeries, summary } = props;
  const onRangeChange = useLatest(props.onRangeChange);
  const onHover = useLatest(props.onHover);
  const build = useCallback(
    (element: HTMLElement, scheme: ColourScheme) => ({
      options: chartOptions({ element, data, xColumn, scheme, onRangeChange, onHover }),
      data: [data.x, ...data.series.map(({ values }) => values)] as uPlot.AlignedData,
    }),
    [data, xColumn, onRangeChange, onHover],
  );
  const { holder, plot } = usePlot(build);

  useEffect(() => {
    const { from, to } = range ?? whole;
    plot?.setScale("x", { min: from, max: to });
  }, [plot, range, whole]);

  useEffect(() => {
    for (const [index, { label }] of data.series.entries()) {
      plot?.setSeries(index + 1, { show: !hiddenSeries.includes(label) });
    }
  }, [plot, hiddenSeries, data]);

  return <figure ref={holder} className={classes.canvas} aria-label={summary} />;
}

type ChartOptions = Pick<ChartCanvasProps, "data" | "xColumn" | "onRangeChange" | "onHover"> & {
  element: HTMLElement;
  scheme: ColourScheme;
};

function chartOptions(options: ChartOptions): Omit<uPlot.Options, "width" | "height"> {
  const { element, data, xColumn, scheme, onRangeChange, onHover } = options;
  return {
    ...PLOT_FRAME,
    scales: { x: { time: xColumn.type === "date" } },
    axes: [columnAxis(element, xColumn), numberAxis(element)],
    series: [{}, ...data.series.map((series, index) => seriesOptions(series.label, index, scheme))],
    cursor: {
      // The range belongs to the module's view, so uPlot only reports what was dragged over.
      drag: { x: true, y: false, setScale: false },
      points: { size: 7 },
      bind: {
        dblclick: () => () => {
          onRangeChange(null);
          return null;
        },
      },
    },
    hooks: {
      setSelect: [(plot) => reportSelection(plot, onRangeChange)],
      setCursor: [(plot) => onHover(plot.cursor.idx ?? null)],
    },
  };
}

function reportSelection(plot: uPlot, onRangeChange: (range: AxisRange) => void): void {
  const { left, width } = plot.select;
  if (width < 2) return;
  const range = { from: plot.posToVal(left, "x"), to: plot.posToVal(left + width, "x") };
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  onRangeChange(range);
}

function seriesOptions(label: string, index: number, scheme: ColourScheme): uPlot.Series {
  const { colour, dash } = seriesStyle(index, scheme);
  return { label, stroke: colour, width: 1.6, dash: [...dash], spanGaps: true, points: { show: false } };
}
