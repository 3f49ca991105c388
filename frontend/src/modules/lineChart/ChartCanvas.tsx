import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import { placeText, valueText } from "./axisText.ts";
import classes from "./LineChart.module.css";
import type { LineData } from "./lineSeries.ts";
import { seriesStyle } from "./seriesStyle.ts";
import type { AxisRange } from "./zoomRange.ts";

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

type ColourScheme = "light" | "dark";

/** The drawing of the chart. uPlot keeps its own state; this gives it new data, ranges and sizes, and listens to the pointer. */
export function ChartCanvas(props: ChartCanvasProps) {
  const { data, xColumn, whole, range, hiddenSeries, summary, onRangeChange, onHover } = props;
  const scheme = useComputedColorScheme("light");
  const holder = useRef<HTMLElement>(null);
  const [chart, setChart] = useState<uPlot | null>(null);
  const callbacks = useRef({ onRangeChange, onHover });
  useLayoutEffect(() => {
    callbacks.current = { onRangeChange, onHover };
  });

  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const plot = new uPlot(
      chartOptions({
        element,
        data,
        xColumn,
        scheme,
        onRangeChange: (next) => callbacks.current.onRangeChange(next),
        onHover: (position) => callbacks.current.onHover(position),
      }),
      [data.x, ...data.series.map(({ values }) => values)] as uPlot.AlignedData,
      element,
    );
    setChart(plot);
    const observer = new ResizeObserver(() => plot.setSize(sizeOf(element)));
    observer.observe(element);
    return () => {
      observer.disconnect();
      setChart(null);
      plot.destroy();
    };
  }, [data, xColumn, scheme]);

  useEffect(() => {
    const { from, to } = range ?? whole;
    chart?.setScale("x", { min: from, max: to });
  }, [chart, range, whole]);

  useEffect(() => {
    for (const [index, { label }] of data.series.entries()) {
      chart?.setSeries(index + 1, { show: !hiddenSeries.includes(label) });
    }
  }, [chart, hiddenSeries, data]);

  return <figure ref={holder} className={classes.canvas} aria-label={summary} />;
}

type ChartOptions = {
  element: HTMLElement;
  data: LineData;
  xColumn: DataColumn;
  scheme: ColourScheme;
  onRangeChange: (range: AxisRange | null) => void;
  onHover: (position: number | null) => void;
};

function chartOptions(options: ChartOptions): uPlot.Options {
  const { element, data, xColumn, scheme, onRangeChange, onHover } = options;
  return {
    ...sizeOf(element),
    ms: 1,
    // Dates are kept in UTC, as `parseDateText` reads them; local time would move them by some hours.
    tzDate: (milliseconds) => uPlot.tzDate(new Date(milliseconds), "Etc/UTC"),
    padding: [12, 14, 0, 0],
    legend: { show: false },
    scales: { x: { time: xColumn.type === "date" } },
    axes: [xAxis(element, xColumn), yAxis(element)],
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

function xAxis(element: HTMLElement, column: DataColumn): uPlot.Axis {
  // The axis of dates has a second line for the year.
  if (column.type === "date") return { ...axisStyle(element), size: 44 };
  return {
    ...axisStyle(element),
    size: 30,
    values: (_plot, splits) => splits.map((value) => placeText(column, value)),
  };
}

function yAxis(element: HTMLElement): uPlot.Axis {
  return {
    ...axisStyle(element),
    values: (_plot, splits) => splits.map(valueText),
    size: (_plot, values) => 18 + 7 * Math.max(2, ...(values ?? []).map(({ length }) => length)),
  };
}

function axisStyle(element: HTMLElement): uPlot.Axis {
  const style = getComputedStyle(element);
  // A canvas knows colours only: a custom property would give the text of another one.
  const line = style.borderTopColor;
  return {
    stroke: style.color,
    font: `12px ${style.fontFamily}`,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1, size: 5 },
  };
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: Math.max(element.clientWidth, 50), height: Math.max(element.clientHeight, 50) };
}
