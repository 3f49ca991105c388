import { assertNever } from "../../../errors/assertNever.ts";
import { type DataTable, findColumn } from "../../../workbench/dataSets/DataTable.ts";
import { sortedRows } from "../tableRows.ts";
import { derivedColumn } from "./derivedColumn.ts";
import { filterMatches } from "./filterMatches.ts";
import { groupedTable } from "./groupedTable.ts";
import type { TableStep } from "./TableStep.ts";
import { withRows } from "./withRows.ts";

/** *table* after every one of *steps*, in order. Steps must fit, as `fittingSteps` gives them. */
export function applySteps(table: DataTable, steps: readonly TableStep[]): DataTable {
  return steps.reduce(applyStep, table);
}

/**
 * *steps* as they fit *table*: a step is tried on what the ones before it give; columns that are not there are left out of its
 * list, and a step that cannot do without one is passed over. A step that fits is the same object.
 */
export function fittingSteps(table: DataTable, steps: readonly TableStep[]): readonly TableStep[] {
  let current = table;
  return steps.flatMap((step) => {
    const fitted = fittedStep(current, step);
    if (!fitted) return [];
    current = applyStep(current, fitted);
    return [fitted];
  });
}

/** Every column that *step* names. */
export function columnsOfStep(step: TableStep): readonly string[] {
  switch (step.kind) {
    case "filter":
    case "sort":
      return [step.column];
    case "derive":
      return step.rightColumn === null ? [step.leftColumn] : [step.leftColumn, step.rightColumn];
    case "show":
    case "hide":
      return step.columns;
    case "group":
      return [...step.columns, ...step.valueColumns];
    default:
      return assertNever(step);
  }
}

function fittedStep(table: DataTable, step: TableStep): TableStep | null {
  const present = columnsOfStep(step).filter((name) => findColumn(table, name));
  switch (step.kind) {
    case "filter":
    case "sort":
      return present.length === 1 ? step : null;
    case "derive": {
      const isCalculable = present.every((name) => findColumn(table, name)?.type !== "text");
      return isCalculable && present.length === columnsOfStep(step).length ? step : null;
    }
    case "show":
    case "hide":
      if (present.length === step.columns.length) return step;
      return present.length === 0 ? null : { ...step, columns: present };
    case "group": {
      const columns = step.columns.filter((name) => present.includes(name));
      const valueColumns = step.valueColumns.filter((name) => present.includes(name));
      const isWhole =
        columns.length === step.columns.length && valueColumns.length === step.valueColumns.length;
      if (isWhole) return step;
      return columns.length === 0 ? null : { ...step, columns, valueColumns };
    }
    default:
      return assertNever(step);
  }
}

function applyStep(table: DataTable, step: TableStep): DataTable {
  switch (step.kind) {
    case "filter": {
      const column = findColumn(table, step.column);
      const matches = column && filterMatches(column, step);
      return matches ? withRows(table, rowsOf(table).filter(matches)) : table;
    }
    case "sort":
      return withRows(table, sortedRows(table, rowsOf(table), step));
    case "derive":
      return { ...table, columns: [...table.columns, derivedColumn(table, step)] };
    case "show":
      return { ...table, columns: step.columns.flatMap((name) => findColumn(table, name) ?? []) };
    case "hide":
      return { ...table, columns: table.columns.filter(({ name }) => !step.columns.includes(name)) };
    case "group":
      return groupedTable(table, step);
    default:
      return assertNever(step);
  }
}

function rowsOf({ rowCount }: DataTable): readonly number[] {
  return Array.from({ length: rowCount }, (_, row) => row);
}
