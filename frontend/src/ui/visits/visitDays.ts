import type { DayOfVisits } from "../../backendApi/VisitsClient.ts";

export type DayBar = { readonly day: string; readonly visits: number };

const DAY_MS = 86_400_000;

/**
 * One bar for each of the last *count* days, the day of *now* the last one; days on which nobody came are bars without a height.
 *
 * @param now milliseconds since 1970; days are those of UTC, as the service counts them.
 */
export function visitDays(days: readonly DayOfVisits[], now: number, count: number): readonly DayBar[] {
  const visitsOf = new Map(days.map(({ day, visits }) => [day, visits]));
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(now - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    return { day, visits: visitsOf.get(day) ?? 0 };
  });
}
