import type { Aggregation } from "./lineChartState.ts";

const AGGREGATION_NAMES: Readonly<Record<Aggregation, string>> = {
  mean: "Mean",
  sum: "Sum",
  minimum: "Minimum",
  maximum: "Maximum",
  count: "Number of rows",
};

function capitalized(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

export const lineChartWords = {
  name: "Line chart",
  description: "Values over time or along another number",
  startingTitle: (x: string, y: readonly string[]) => capitalized(`${y.join(", ")} by ${x}`),
  xColumn: "Horizontal axis",
  xColumnHint: "A column of dates or numbers",
  yColumns: "Lines",
  yColumnsHint: "One or more columns of numbers",
  groupColumn: "One line for each",
  aggregation: "Rows with the same horizontal value",
  aggregationName: (aggregation: Aggregation) => AGGREGATION_NAMES[aggregation],
  nothingToDraw:
    "This data set has no two columns of numbers or dates, so there is no line to draw. A table can show it.",
  omitted: (shown: number, omitted: number) => `${shown} of ${shown + omitted} lines shown`,
  legend: "Lines",
  summary: (facts: {
    title: string;
    x: string;
    y: readonly string[];
    lines: number;
    from: string;
    to: string;
    lowest: string;
    highest: string;
  }) =>
    `${facts.title}: line chart of ${facts.y.join(", ")} by ${facts.x}, ` +
    `${facts.lines} ${facts.lines === 1 ? "line" : "lines"}, from ${facts.from} to ${facts.to}; ` +
    `values from ${facts.lowest} to ${facts.highest}.`,
} as const;
