/** A part of the x axis, or all of it. */
export type AxisRange = { readonly from: number; readonly to: number };

/** Below this part of the whole axis there is nothing left to see. */
const SMALLEST_PART = 1 / 10_000;

/** *wanted* where it shows any of the data; null (all of it) where the data lies elsewhere, as after a change of data set. */
export function visibleRange(wanted: AxisRange | null, whole: AxisRange): AxisRange | null {
  return wanted && wanted.from < wanted.to && wanted.from < whole.to && wanted.to > whole.from
    ? wanted
    : null;
}

/** Zooms around the middle; a *factor* below 1 shows less. Null when that is the whole axis again. */
export function zoomed(range: AxisRange | null, whole: AxisRange, factor: number): AxisRange | null {
  const { from, to } = range ?? whole;
  const smallest = (whole.to - whole.from) * SMALLEST_PART;
  const width = Math.max((to - from) * factor, smallest);
  if (width >= whole.to - whole.from) return null;
  return shiftedInto({ from: (from + to - width) / 2, to: (from + to + width) / 2 }, whole);
}

/** Moves by a part of the range's own width; stops at the ends of the data. */
export function panned(range: AxisRange | null, whole: AxisRange, part: number): AxisRange | null {
  if (!range) return null;
  const step = (range.to - range.from) * part;
  return shiftedInto({ from: range.from + step, to: range.to + step }, whole);
}

function shiftedInto(range: AxisRange, whole: AxisRange): AxisRange {
  const width = range.to - range.from;
  const from = Math.min(Math.max(range.from, whole.from), whole.to - width);
  return { from, to: from + width };
}
