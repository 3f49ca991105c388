import type {
  ArithmeticOperator,
  FilterOperator,
  GroupAggregation,
  SortDirection,
  TableStep,
  TableStepKind,
} from "./steps/TableStep.ts";

const STEP_NAMES: Readonly<Record<TableStepKind, string>> = {
  filter: "Filter rows",
  sort: "Sort rows",
  derive: "New column",
  show: "Show only columns",
  hide: "Hide columns",
  group: "Group rows",
};

const OPERATOR_NAMES: Readonly<Record<FilterOperator, string>> = {
  equals: "is",
  differs: "is not",
  contains: "contains",
  greater: "is above",
  at_least: "is at least",
  less: "is below",
  at_most: "is at most",
  empty: "is empty",
  not_empty: "is not empty",
};

const ARITHMETIC_SIGNS: Readonly<Record<ArithmeticOperator, string>> = {
  add: "+",
  subtract: "−",
  multiply: "×",
  divide: "÷",
};

const AGGREGATION_NAMES: Readonly<Record<GroupAggregation, string>> = {
  count: "Number of rows",
  sum: "Sum",
  mean: "Mean",
  minimum: "Minimum",
  maximum: "Maximum",
};

function stepText(step: TableStep): string {
  switch (step.kind) {
    case "filter": {
      const isUnary = step.operator === "empty" || step.operator === "not_empty";
      return `${step.column} ${OPERATOR_NAMES[step.operator]}${isUnary ? "" : ` ${step.value}`}`;
    }
    case "sort":
      return `${step.column}, ${step.direction}`;
    case "derive": {
      const right = step.rightColumn ?? String(step.rightNumber);
      return `${step.name} = ${step.leftColumn} ${ARITHMETIC_SIGNS[step.operator]} ${right}`;
    }
    case "show":
    case "hide":
      return step.columns.join(", ");
    case "group": {
      const of = step.aggregation === "count" ? "" : ` of ${step.valueColumns.join(", ")}`;
      return `by ${step.columns.join(", ")}: ${AGGREGATION_NAMES[step.aggregation].toLowerCase()}${of}`;
    }
  }
}

export const tableWords = {
  name: "Table",
  description: "Rows and columns, sorted and filtered",
  steps: "Transformations",
  stepsHint: "Each works on what the one above it gives. The data set itself stays as it is.",
  addStep: "Add transformation",
  noSteps: "The table shows the data set as it is.",
  stepName: (kind: TableStepKind) => STEP_NAMES[kind],
  stepText,
  stepNumber: (number: number, kind: TableStepKind) => `${number}. ${STEP_NAMES[kind]}`,
  stepEarlier: (number: number) => `Move transformation ${number} up`,
  stepLater: (number: number) => `Move transformation ${number} down`,
  removeStep: (number: number) => `Remove transformation ${number}`,
  column: "Column",
  columns: "Columns",
  operator: "Comparison",
  operatorName: (operator: FilterOperator) => OPERATOR_NAMES[operator],
  value: "Value",
  direction: "Order",
  directionName: (direction: SortDirection) => (direction === "ascending" ? "Ascending" : "Descending"),
  newName: "Name",
  defaultNewName: "New column",
  arithmetic: "Calculation",
  arithmeticSign: (operator: ArithmeticOperator) => ARITHMETIC_SIGNS[operator],
  rightColumn: "Other column",
  aNumber: "A number",
  rightNumber: "Number",
  groupBy: "One row for each",
  aggregation: "Show of each",
  aggregationName: (aggregation: GroupAggregation) => AGGREGATION_NAMES[aggregation],
  valueColumns: "Columns to calculate",
  rowCountColumn: "Number of rows",
  aggregatedColumn: (aggregation: GroupAggregation, column: string) =>
    `${AGGREGATION_NAMES[aggregation]} of ${column}`,
  filter: "Filter rows",
  clearFilter: "Clear filter",
  noMatch: "No match",
  rowsOf: (title: string) => `Rows of ${title}`,
  rows: (shown: number, total: number) =>
    shown === total
      ? `${total.toLocaleString("en")} ${total === 1 ? "row" : "rows"}`
      : `${shown.toLocaleString("en")} of ${total.toLocaleString("en")} rows`,
  overlongRows: (count: number) =>
    count === 1
      ? "1 row has more cells than the header; the extra cells are not shown."
      : `${count.toLocaleString("en")} rows have more cells than the header; the extra cells are not shown.`,
  page: (page: number, pages: number) => `Page ${page} of ${pages}`,
  previousPage: "Previous page",
  nextPage: "Next page",
  firstPage: "First page",
  lastPage: "Last page",
  sortBy: (column: string) => `Sort by ${column}`,
  missingColumns: (names: readonly string[]) => `Not in this data set: ${names.join(", ")}.`,
} as const;
