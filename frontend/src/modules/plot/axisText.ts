import { type DataColumn, dateText } from "../../workbench/dataSets/DataTable.ts";

const PLAIN = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
const WITHOUT_GROUPING = new Intl.NumberFormat("en", { maximumSignificantDigits: 6, useGrouping: false });
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 4 });

/** From here on, `12.3K` is read faster than `12,345`. */
const COMPACT_FROM = 100_000;

export function valueText(value: number): string {
  return Math.abs(value) >= COMPACT_FROM ? COMPACT.format(value) : PLAIN.format(value);
}

/** A place on the x axis. Whole numbers without a thousands separator, because most are years. */
export function placeText(column: DataColumn, value: number): string {
  if (column.type === "date") return dateText(value, column.hasTime);
  return Math.abs(value) < 10_000 ? WITHOUT_GROUPING.format(value) : valueText(value);
}
