const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** A month that is February still is one. */
const MONTH = 28 * DAY;
const YEAR = 365 * DAY;

type DateText = (milliseconds: number) => string;

const inUtc = (options: Intl.DateTimeFormatOptions): DateText => {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", hourCycle: "h23", ...options });
  return (milliseconds) => format.format(milliseconds);
};

const year: DateText = (milliseconds) => String(new Date(milliseconds).getUTCFullYear());
const month = inUtc({ month: "short" });
const day = inUtc({ day: "numeric", month: "short" });
const clock = inUtc({ hour: "2-digit", minute: "2-digit" });
const clockWithSeconds = inUtc({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const dayOfYear: DateText = (milliseconds) => `${day(milliseconds)} ${year(milliseconds)}`;
const minuteOfDay: DateText = (milliseconds) => `${dayOfYear(milliseconds)} ${clock(milliseconds)}`;
const millisecond: DateText = (milliseconds) => new Date(milliseconds).toISOString().slice(-7, -1);

/** What a tick says where ticks are `from` or further apart, and what that is part of, which is said where it changes. */
const STEPS: readonly { from: number; own: DateText; part?: DateText }[] = [
  { from: YEAR, own: year },
  { from: MONTH, own: month, part: year },
  { from: DAY, own: day, part: year },
  { from: MINUTE, own: clock, part: dayOfYear },
  { from: SECOND, own: clockWithSeconds, part: dayOfYear },
  { from: 0, own: millisecond, part: minuteOfDay },
];

/**
 * Texts for *ticks* on an axis of dates, in milliseconds of UTC and *increment* apart. A second line says what the first is
 * part of, at the first tick and wherever it changes.
 */
export function dateTickTexts(ticks: readonly number[], increment: number): string[] {
  const step = STEPS.find(({ from }) => increment >= from);
  if (!step) return [];
  let before: string | undefined;
  return ticks.map((tick) => {
    const part = step.part?.(tick);
    const isSaid = part === before;
    before = part;
    return part === undefined || isSaid ? step.own(tick) : `${step.own(tick)}\n${part}`;
  });
}
