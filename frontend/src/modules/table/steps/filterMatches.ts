import { assertNever } from "../../../errors/assertNever.ts";
import { parseDateText } from "../../../workbench/dataSets/parseDateText.ts";
import { cellText, type DataColumn } from "../../../workbench/dataSets/DataTable.ts";
import type { TableStep } from "./TableStep.ts";

type Filter = Extract<TableStep, { kind: "filter" }>;

/** Whether a row passes. Numbers and dates are compared as such, text whatever its case; an empty cell compares to nothing. */
export function filterMatches(column: DataColumn, filter: Filter): (row: number) => boolean {
  const wanted = filter.value.trim().toLowerCase();
  const compare = comparison(column, filter.value);
  const isEmpty = (row: number) => cellText(column, row) === "";
  const compares = (passes: (order: number) => boolean) => (row: number) => {
    const order = compare(row);
    return !Number.isNaN(order) && passes(order);
  };
  switch (filter.operator) {
    case "empty":
      return isEmpty;
    case "not_empty":
      return (row) => !isEmpty(row);
    case "contains":
      return (row) => cellText(column, row).toLowerCase().includes(wanted);
    case "equals":
      return compares((order) => order === 0);
    case "differs":
      return (row) => compare(row) !== 0;
    case "greater":
      return compares((order) => order > 0);
    case "at_least":
      return compares((order) => order >= 0);
    case "less":
      return compares((order) => order < 0);
    case "at_most":
      return compares((order) => order <= 0);
    default:
      return assertNever(filter.operator);
  }
}

/** Below, equal or above the value, as -, 0 or +; `NaN` where the cell is empty or the value is none of the column's kind. */
function comparison(column: DataColumn, value: string): (row: number) => number {
  if (column.type === "text") {
    const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    return (row) => {
      const text = column.values[row] ?? "";
      return text === "" ? Number.NaN : collator.compare(text, value.trim());
    };
  }
  const wanted = column.type === "date" ? dateOf(value) : numberOf(value);
  return (row) => (column.values[row] ?? Number.NaN) - wanted;
}

function numberOf(value: string): number {
  return value.trim() === "" ? Number.NaN : Number(value);
}

function dateOf(value: string): number {
  return parseDateText(value.trim())?.milliseconds ?? Number.NaN;
}
