const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|([+-])(\d{2}):(\d{2}))$/i;

const MINUTES_OF_DAY = 24 * 60;

/**
 * Whether *text* is a date-time of RFC 3339. `Date` alone reads 24:00 as well, and knows no leap second: the 60th second of the
 * last minute of a day in UTC, and of no other.
 */
export function isTimestamp(text: string): boolean {
  const match = DATE_TIME.exec(text);
  if (!match) return false;
  const [, day = "", ...rest] = match;
  const [hour, minute, second] = rest.slice(0, 3).map(Number) as [number, number, number];
  const [offsetHour, offsetMinute] = rest.slice(4).map((part) => Number(part ?? 0)) as [number, number];
  if (!isRealDay(day) || hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false;
  const offset = (rest[3] === "-" ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const minuteInUtc = (hour * 60 + minute - offset + MINUTES_OF_DAY) % MINUTES_OF_DAY;
  return second <= 59 || (second === 60 && minuteInUtc === MINUTES_OF_DAY - 1);
}

function isRealDay(day: string): boolean {
  return new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;
}
