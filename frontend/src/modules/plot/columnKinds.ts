import type { DataColumn, DataTable } from "../../workbench/dataSets/DataTable.ts";

/** More groups than this would be more colours than anybody can tell apart. */
const MAX_GROUPS = 20;
/** A number with fewer values is more likely a code than a measurement. */
const MIN_MEASURED_VALUES = 10;

/** Whether a column can be an axis: numbers, or dates as milliseconds. */
export function isAxisColumn(column: DataColumn): boolean {
  return column.type !== "text";
}

export function isCalendarPart(column: DataColumn): boolean {
  return /^(?:year|month|week|day|hour)$/i.test(column.name);
}

/** Numbers that look measured, the most likely ones first; other numbers after them. */
export function measuredColumns(table: DataTable): readonly DataColumn[] {
  const numbers = table.columns.filter((column) => column.type === "number" && !isCalendarPart(column));
  const isMeasured = (column: DataColumn) => distinctCount(column) >= MIN_MEASURED_VALUES;
  return [...numbers.filter(isMeasured), ...numbers.filter((column) => !isMeasured(column))];
}

/** Text with a few values, by which rows can be told apart in colours; a column that is mostly empty tells little apart. */
export function isGroup(column: DataColumn): boolean {
  if (column.type !== "text") return false;
  const groups = distinctCount(column);
  const isMostlyFilled = column.values.filter((value) => value !== "").length * 2 >= column.values.length;
  return groups > 1 && groups <= MAX_GROUPS && isMostlyFilled;
}

export function distinctCount(column: DataColumn): number {
  return new Set<string | number>(column.values).size;
}
