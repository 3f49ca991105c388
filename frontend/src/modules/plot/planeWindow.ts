import { type AxisRange, panned, visibleRange, zoomed } from "./zoomRange.ts";

/** A part of a plane with two number axes, in their own units. */
export type PlaneWindow = { readonly x: AxisRange; readonly y: AxisRange };

/** Room around the outermost points, as a part of the whole. */
const MARGIN = 0.04;

/** *wanted* where it shows any of the plane; null (all of it) where the points lie elsewhere. */
export function visibleWindow(wanted: PlaneWindow | null, whole: PlaneWindow): PlaneWindow | null {
  const x = wanted && visibleRange(wanted.x, whole.x);
  const y = wanted && visibleRange(wanted.y, whole.y);
  return x && y ? { x, y } : null;
}

/** Zooms around the middle; a *factor* below 1 shows less. Null when that is the whole plane again. */
export function zoomedWindow(
  window: PlaneWindow | null,
  whole: PlaneWindow,
  factor: number,
): PlaneWindow | null {
  const x = zoomed(window?.x ?? null, whole.x, factor);
  const y = zoomed(window?.y ?? null, whole.y, factor);
  return x || y ? { x: x ?? whole.x, y: y ?? whole.y } : null;
}

/** Moves by parts of the window's own width and height; stops at the ends of the plane. */
export function pannedWindow(
  window: PlaneWindow | null,
  whole: PlaneWindow,
  parts: { x: number; y: number },
): PlaneWindow | null {
  if (!window) return null;
  return {
    x: panned(window.x, whole.x, parts.x) ?? whole.x,
    y: panned(window.y, whole.y, parts.y) ?? whole.y,
  };
}

/** The window around *ranges* of points; a single value gets some room too. */
export function withMargin(ranges: PlaneWindow): PlaneWindow {
  return { x: widened(ranges.x), y: widened(ranges.y) };
}

/**
 * The smallest window around *window* whose units have the same length on both axes, drawn in *size*.
 *
 * @param unitRatio how many units of y are as long as one of x: below 1 for degrees far from the equator.
 */
export function withEqualUnits(
  window: PlaneWindow,
  size: { width: number; height: number },
  unitRatio: number,
): PlaneWindow {
  const unitsPerPixel = Math.max(widthOf(window.x) / size.width, widthOf(window.y) / unitRatio / size.height);
  return {
    x: centred(window.x, unitsPerPixel * size.width),
    y: centred(window.y, unitsPerPixel * unitRatio * size.height),
  };
}

function widthOf({ from, to }: AxisRange): number {
  return to - from;
}

function widened(range: AxisRange): AxisRange {
  const width = widthOf(range) || Math.abs(range.from) || 1;
  return { from: range.from - width * MARGIN, to: range.to + width * MARGIN };
}

function centred({ from, to }: AxisRange, width: number): AxisRange {
  const middle = (from + to) / 2;
  return { from: middle - width / 2, to: middle + width / 2 };
}
