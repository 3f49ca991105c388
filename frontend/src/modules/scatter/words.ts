export const scatterWords = {
  name: "Scatter plot",
  description: "One point a row, by two numbers",
  xColumn: "Horizontal axis",
  yColumn: "Vertical axis",
  axisHint: "A column of numbers or dates",
  startingTitle: (x: string, y: string) => `${y} by ${x}`,
  nothingToDraw:
    "This data set has no two columns of numbers or dates, so there are no points to draw. A table can show it.",
  omittedRows: (count: number) =>
    count === 1
      ? "1 row has an empty cell and no point."
      : `${count.toLocaleString("en")} rows have an empty cell and no point.`,
  summary: (facts: {
    title: string;
    x: string;
    y: string;
    points: number;
    groups: number;
    xRange: readonly [string, string];
    yRange: readonly [string, string];
    correlation: number | null;
  }) =>
    [
      `${facts.title}: scatter plot of ${facts.y} by ${facts.x}, ${facts.points.toLocaleString("en")} points`,
      facts.groups > 1 ? ` in ${facts.groups} groups` : "",
      `; ${facts.x} from ${facts.xRange[0]} to ${facts.xRange[1]}`,
      `, ${facts.y} from ${facts.yRange[0]} to ${facts.yRange[1]}`,
      facts.correlation === null ? "." : `; correlation ${facts.correlation.toFixed(2)}.`,
    ].join(""),
} as const;
