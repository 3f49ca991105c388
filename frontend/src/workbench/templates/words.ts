/** Names and texts of the ready-made dashboards. They become content, which the person then owns. */
export const templateWords = {
  overview: "Overview",
  notes: "Notes",
  where: "Where the earth shook",
  howStrong: "How strong",
  strongest: "The strongest",
  earthquakes: {
    id: "earthquakes",
    name: "A week of earthquakes",
    description: "A map sized by magnitude, a histogram, the strongest in a table",
    note: "One week in February 2018.\n\nThe map shows where; drag over a part to see it larger.",
  },
  penguins: {
    id: "penguins",
    name: "Three species of penguins",
    description: "Measurements compared in colours, and means by island",
    scatter: "Body mass by flipper length",
    histogram: "Beak length",
    table: "Mean body mass",
  },
  weather: {
    id: "weather",
    name: "Four years of weather",
    description: "Daily temperatures of Seattle, and what each kind of weather is like",
    lines: "Warmest and coldest of the day",
    histogram: "How warm, by weather",
    table: "What each weather is like",
  },
  gapminder: {
    id: "gapminder",
    name: "Fifty years of countries",
    description: "Fertility against life expectancy, sized by population",
    scatter: "Life expectancy by fertility",
    lines: "Life expectancy over time",
  },
} as const;
