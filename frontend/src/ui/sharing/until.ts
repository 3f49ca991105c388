import { assertNever } from "../../errors/assertNever.ts";

/** How long a link is to work, as a person chooses it. `date` is "2026-11-28", that day included; "" is not chosen yet. */
export type Until = { kind: "days"; days: number } | { kind: "date"; date: string } | { kind: "never" };

export const DAYS_TO_CHOOSE = [1, 7, 30] as const;

const DAY_MS = 24 * 60 * 60 * 1000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Milliseconds since 1970, or null for never; undefined where no moment to come is chosen. */
export function expiresAtOf(until: Until, now: number): number | null | undefined {
  switch (until.kind) {
    case "never":
      return null;
    case "days":
      return now + until.days * DAY_MS;
    case "date": {
      const end = endOfDay(until.date);
      return end !== null && end > now ? end : undefined;
    }
    default:
      return assertNever(until);
  }
}

/** What a link that works until *expiresAt* was given. */
export function untilOf(expiresAt: number | null): Until {
  return expiresAt === null ? { kind: "never" } : { kind: "date", date: dateOf(expiresAt) };
}

/** "2026-11-28", where the person is. */
export function dateOf(moment: number): string {
  const date = new Date(moment);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${String(date.getFullYear()).padStart(4, "0")}-${month}-${day}`;
}

function endOfDay(text: string): number | null {
  const [, year, month, day] = DATE.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  return new Date(year, month - 1, day + 1).getTime() - 1;
}
