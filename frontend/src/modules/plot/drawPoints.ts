import type uPlot from "uplot";

import type { PointData } from "./pointData.ts";
import { seriesStyle } from "./seriesStyle.ts";
import type { ColourScheme } from "./usePlot.ts";

/** Points that lie over each other stay countable. */
const OPACITY = 0.6;
/** How near, in CSS pixels, the pointer must be to a point. */
const REACH_PX = 14;

type DrawnPoints = { data: PointData; hidden: readonly string[]; scheme: ColourScheme };

/** Draws every point of the groups that are not hidden, clipped to the plot. */
export function drawPoints(plot: uPlot, { data, hidden, scheme }: DrawnPoints): void {
  const { ctx, bbox } = plot;
  const ratio = bbox.width / plot.over.clientWidth || 1;
  const [toX, toY] = [positionOf(plot, "x", true), positionOf(plot, "y", true)];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.globalAlpha = OPACITY;
  for (const [index, { label, rows }] of data.groups.entries()) {
    if (hidden.includes(label)) continue;
    ctx.fillStyle = seriesStyle(index, scheme).colour;
    // One by one: filled together, points of one group that lie over each other would be one shape.
    for (const row of rows) {
      ctx.beginPath();
      ctx.arc(toX(data.x[row] ?? 0), toY(data.y[row] ?? 0), (data.radius[row] ?? 0) * ratio, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  ctx.restore();
}

/** The row whose point is nearest to a place of the drawing, in CSS pixels; null where none is within reach. */
export function nearestRow(
  plot: uPlot,
  { data, hidden }: Omit<DrawnPoints, "scheme">,
  place: { left: number; top: number },
): number | null {
  const [toX, toY] = [positionOf(plot, "x", false), positionOf(plot, "y", false)];
  let nearest: number | null = null;
  let distance = REACH_PX;
  for (const { label, rows } of data.groups) {
    if (hidden.includes(label)) continue;
    for (const row of rows) {
      const reach = Math.hypot(toX(data.x[row] ?? 0) - place.left, toY(data.y[row] ?? 0) - place.top);
      if (reach >= distance) continue;
      distance = reach;
      nearest = row;
    }
  }
  return nearest;
}

/** Both axes are linear, so two places tell all others: asking uPlot for each point takes ten times as long. */
function positionOf(plot: uPlot, scale: "x" | "y", inCanvasPixels: boolean): (value: number) => number {
  const { min = 0, max = 1 } = plot.scales[scale] ?? {};
  const [from, to] = [min ?? 0, max ?? 1];
  const start = plot.valToPos(from, scale, inCanvasPixels);
  const slope = (plot.valToPos(to, scale, inCanvasPixels) - start) / (to - from || 1);
  return (value) => start + (value - from) * slope;
}
