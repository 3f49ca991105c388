const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const CLOCK_WITH_SECONDS = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const FULL = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

/** "just now", "12 min ago", "3 h ago", then the day. Both in milliseconds since 1970. */
export function relativeTime(at: number, now: number): string {
  const age = now - at;
  if (age < MINUTE_MS) return "just now";
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min ago`;
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)} h ago`;
  return day(at, now);
}

/** "14:02" today, "20 Nov, 14:02" this year, "20 Nov 2025, 14:02" before. */
export function clockTime(at: number, now: number): string {
  const clock = CLOCK.format(at);
  return sameDay(at, now) ? clock : `${day(at, now)}, ${clock}`;
}

/** "14:02:11", for what is over within a minute. */
export function fullClockTime(at: number): string {
  return CLOCK_WITH_SECONDS.format(at);
}

/** "21 Nov", with the year unless it is this one. */
export function day(at: number, now: number): string {
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? DAY.format(at)
    : DAY_AND_YEAR.format(at);
}

/** "Saturday 21 November 2026 at 14:02:11", for a tooltip. */
export function fullTime(at: number): string {
  return FULL.format(at);
}

function sameDay(first: number, second: number): boolean {
  return new Date(first).toDateString() === new Date(second).toDateString();
}
