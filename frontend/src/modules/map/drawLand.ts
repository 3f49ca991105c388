import type uPlot from "uplot";

import type { Land } from "./land.ts";

export type LandColours = { readonly land: string; readonly coast: string };

/** Draws land below everything else, clipped to the plot. */
export function drawLand(plot: uPlot, land: Land, colours: LandColours): void {
  const { ctx, bbox } = plot;
  const place = ([longitude = 0, latitude = 0]: readonly number[]) =>
    [plot.valToPos(longitude, "x", true), plot.valToPos(latitude, "y", true)] as const;
  const trace = (path: readonly (readonly number[])[]) => {
    for (const [index, point] of path.entries()) {
      const [x, y] = place(point);
      if (index === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    }
  };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = colours.land;
  ctx.strokeStyle = colours.coast;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const coast of land.coasts) trace(coast);
  ctx.fill();
  ctx.stroke();
  ctx.beginPath();
  ctx.globalAlpha = 0.5;
  for (const border of land.borders) trace(border);
  ctx.stroke();
  ctx.restore();
}
