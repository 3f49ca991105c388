export const histogramWords = {
  name: "Histogram",
  description: "How often values occur",
  column: "Values of",
  columnHint: "A column of numbers or dates",
  groupColumn: "One colour for each",
  binCount: "Number of bars",
  automatic: "Automatic",
  about: (count: number) => `About ${count}`,
  groups: "Groups",
  startingTitle: (column: string) => `How often each ${column}`,
  nothingToDraw:
    "This data set has no column of numbers or dates, so there is nothing to count. A table can show it.",
  count: "Number of rows",
  bin: (from: string, to: string, count: number) => `${from} to ${to}: ${count.toLocaleString("en")}`,
  omittedRows: (count: number) =>
    count === 1 ? "1 row has no value." : `${count.toLocaleString("en")} rows have no value.`,
  summary: (facts: {
    title: string;
    column: string;
    values: number;
    bins: number;
    from: string;
    to: string;
    mostFrom: string;
    mostTo: string;
    most: number;
  }) =>
    `${facts.title}: histogram of ${facts.column}, ${facts.values.toLocaleString("en")} values in ${facts.bins} bars ` +
    `from ${facts.from} to ${facts.to}; most, ${facts.most.toLocaleString("en")}, from ${facts.mostFrom} to ${facts.mostTo}.`,
} as const;
