const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const ISO =
  /^(\d{4})([-/])(\d{1,2})(?:\2(\d{1,2}))?(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const MONTH_FIRST = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})$/;
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const DAY_FIRST = /^(\d{1,2})\.? ([A-Za-z]{3,9})\.?,? (\d{4})$/;

export type ParsedDate = { milliseconds: number; hasTime: boolean };

/**
 * Reads `2012-01-31`, `2012/01/31 06:55`, `2012-01`, `2012-01-31T06:55:00Z`, `Jan 31 2012`, `31 January 2012`
 * or `31.01.2012`, of which the day comes first wherever dates have dots.
 * A text without a zone is taken as UTC: `Date.parse` would read some of these in local time, and the same file would
 * give another chart in another country. `01/02/2012` is not read, because it is two dates.
 *
 * @returns null when it is none of these, or no day of the calendar.
 */
export function parseDateText(text: string): ParsedDate | null {
  return readIso(text) ?? readNamedMonth(text) ?? readDotted(text);
}

function readIso(text: string): ParsedDate | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, year, , month, day = "1", hour, minute = "0", second = "0", fraction = "0", zone] = match;
  const midnight = utcDay(Number(year), Number(month), Number(day));
  if (midnight === null) return null;
  if (hour === undefined) return { milliseconds: midnight, hasTime: false };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second) - zoneOffsetSeconds(zone);
  return {
    milliseconds: midnight + seconds * 1000 + Math.floor(Number(`0.${fraction}`) * 1000),
    hasTime: true,
  };
}

function readNamedMonth(text: string): ParsedDate | null {
  const monthFirst = MONTH_FIRST.exec(text);
  const dayFirst = DAY_FIRST.exec(text);
  const [name, day, year] = monthFirst
    ? [monthFirst[1], monthFirst[2], monthFirst[3]]
    : [dayFirst?.[2], dayFirst?.[1], dayFirst?.[3]];
  if (name === undefined) return null;
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return null;
  const milliseconds = utcDay(Number(year), month, Number(day));
  return milliseconds === null ? null : { milliseconds, hasTime: false };
}

function readDotted(text: string): ParsedDate | null {
  const [, day, month, year] = DOTTED.exec(text) ?? [];
  if (year === undefined) return null;
  const milliseconds = utcDay(Number(year), Number(month), Number(day));
  return milliseconds === null ? null : { milliseconds, hasTime: false };
}

/** `Date.UTC` turns 31 February into 2 March; this refuses it. */
function utcDay(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

function zoneOffsetSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60);
}
