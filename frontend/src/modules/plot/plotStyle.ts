import uPlot from "uplot";

/** What every plot has. */
export const PLOT_FRAME = {
  ms: 1,
  // Dates are kept in UTC, as `parseDateText` reads them; local time would move them by some hours.
  tzDate: (milliseconds) => uPlot.tzDate(new Date(milliseconds), "Etc/UTC"),
  // At the right there is room for half of the last text below: "28 Sept".
  padding: [12, 26, 0, 0],
  legend: { show: false },
} satisfies Partial<uPlot.Options>;

/** The size to draw in; never so small that the axes have no room. */
export function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: Math.max(element.clientWidth, 50), height: Math.max(element.clientHeight, 50) };
}

/** Axes in the colours and the font of *element*. */
export function axisStyle(element: HTMLElement): uPlot.Axis {
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

/** Room for the longest of the labels, which stand beside the axis. */
export function labelWidth(labels: readonly string[] | null): number {
  const lines = (labels ?? []).flatMap((label) => label.split("\n"));
  return 18 + 7 * Math.max(2, ...lines.map(({ length }) => length));
}
