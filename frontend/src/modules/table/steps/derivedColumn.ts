import { assertNever } from "../../../errors/assertNever.ts";
import { type DataColumn, type DataTable, findColumn } from "../../../workbench/dataSets/DataTable.ts";
import type { ArithmeticOperator, TableStep } from "./TableStep.ts";

type Derivation = Extract<TableStep, { kind: "derive" }>;

const DAY_MS = 86_400_000;

/**
 * A column of numbers, empty where one of its sources is, or where a division by zero has no result. The difference of two
 * dates is in days.
 */
export function derivedColumn(table: DataTable, step: Derivation): DataColumn {
  const left = findColumn(table, step.leftColumn);
  const right = findColumn(table, step.rightColumn);
  const isSpan = step.operator === "subtract" && left?.type === "date" && right?.type === "date";
  const values = Float64Array.from({ length: table.rowCount }, (_, row) => {
    const result = calculate(
      step.operator,
      numberAt(left, row),
      right ? numberAt(right, row) : step.rightNumber,
    );
    const value = isSpan ? result / DAY_MS : result;
    return Number.isFinite(value) ? tidied(value) : Number.NaN;
  });
  return { name: freeName(table, step.name), type: "number", values };
}

function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case "add":
      return left + right;
    case "subtract":
      return left - right;
    case "multiply":
      return left * right;
    case "divide":
      return left / right;
    default:
      return assertNever(operator);
  }
}

function numberAt(column: DataColumn | undefined, row: number): number {
  return column && column.type !== "text" ? (column.values[row] ?? Number.NaN) : Number.NaN;
}

/** Without the last digits of a double, which are an artefact: 0.1 + 0.2 is 0.3 to people. */
export function tidied(value: number): number {
  return Number(value.toPrecision(12));
}

/** Names are distinct, or the one before could not be reached any more. */
function freeName(table: DataTable, wanted: string): string {
  let name = wanted;
  for (let repeat = 2; findColumn(table, name); repeat += 1) name = `${wanted} (${repeat})`;
  return name;
}
