/** Every English string about who opened a snapshot. */
export const visitWords = {
  title: (title: string) => `Visits of “${title}”`,
  nobody: "Nobody has opened it yet. Your own visits are not counted.",
  totals: (visits: number, visitors: number) =>
    `Opened ${visits === 1 ? "once" : `${visits.toLocaleString("en")} times`} by ${visitors.toLocaleString("en")} ${visitors === 1 ? "person" : "people"}`,
  chart: (from: string, to: string, most: number, mostDay: string) =>
    `Visits a day from ${from} to ${to}; most, ${most}, on ${mostDay}.`,
  dayOf: (day: string, visits: number) => `${day}: ${visits}`,
  visitor: "Person",
  visits: "Visits",
  last: "Last visit",
} as const;
