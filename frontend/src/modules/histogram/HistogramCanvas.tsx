import { useCallback } from "react";
import uPlot from "uplot";

import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import classes from "../plot/Plot.module.css";
import { columnAxis, numberAxis } from "../plot/plotAxes.ts";
import { PLOT_FRAME } from "../plot/plotStyle.ts";
import { seriesStyle } from "../plot/seriesStyle.ts";
import { type ColourScheme, type PlotRecipe, useLatest, usePlot } from "../plot/usePlot.ts";
import type { Bins } from "./bins.ts";

/** Between the marks at the side: rows are counted whole. */
const WHOLE_ROWS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000, 1_000_000,
];

type HistogramCanvasProps = {
  bins: Bins;
  column: DataColumn;
  hidden: readonly string[];
  /** What the picture shows, for people who do not see it. */
  summary: string;
  /** The bin under the pointer. */
  onHover: (bin: number | null) => void;
};

/** Bars that stand on each other, one colour a group. */
export function HistogramCanvas({ bins, column, hidden, summary, ...props }: HistogramCanvasProps) {
  const onHover = useLatest(props.onHover);
  const build = useCallback(
    (element: HTMLElement, scheme: ColourScheme): PlotRecipe => {
      const { edges } = bins;
      const [first = 0, last = 1] = [edges[0], edges.at(-1)];
      const stacked = stack(bins, hidden);
      return {
        options: {
          ...PLOT_FRAME,
          scales: {
            x: { time: column.type === "date", range: () => [first, last] },
            y: { range: (_plot, _from, highest) => [0, Math.max(highest, 1) * 1.05] },
          },
          axes: [columnAxis(element, column), { ...numberAxis(element), incrs: WHOLE_ROWS }],
          series: [
            {},
            ...stacked.map(({ index }) => {
              const { colour } = seriesStyle(index, scheme);
              return {
                fill: colour,
                stroke: colour,
                width: 0,
                points: { show: false },
                // A bar begins at the edge whose x it has, and fills the room to the next.
                ...(uPlot.paths.bars ? { paths: uPlot.paths.bars({ align: 1, size: [1], gap: 1 }) } : {}),
              };
            }),
          ],
          cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
          hooks: {
            setCursor: [(plot) => onHover(binAt(plot, edges))],
          },
        },
        // The last edge has no bar of its own.
        data: [[...edges], ...stacked.map(({ heights }) => withoutLast(heights))] as uPlot.AlignedData,
      };
    },
    [bins, column, hidden, onHover],
  );
  const { holder } = usePlot(build);
  return <figure ref={holder} className={classes.canvas} aria-label={summary} />;
}

/** The tallest first, so that the others are drawn over it: each bar shows the part above the one before. */
function stack(bins: Bins, hidden: readonly string[]): { index: number; heights: readonly number[] }[] {
  const stacked: { index: number; heights: readonly number[] }[] = [];
  let below: readonly number[] = bins.totals.map(() => 0);
  for (const [index, { label, counts }] of bins.groups.entries()) {
    if (hidden.includes(label)) continue;
    const base = below;
    below = counts.map((count, bin) => count + (base[bin] ?? 0));
    stacked.push({ index, heights: below });
  }
  return stacked.toReversed();
}

function binAt(plot: uPlot, edges: readonly number[]): number | null {
  const { left = -1 } = plot.cursor;
  if (left < 0) return null;
  const value = plot.posToVal(left, "x");
  const next = edges.findIndex((edge) => edge > value);
  return next > 0 ? next - 1 : null;
}

function withoutLast(heights: readonly number[]): (number | null)[] {
  const bars: (number | null)[] = heights.slice();
  bars.push(null);
  return bars;
}
