import { assertNever } from "../../../errors/assertNever.ts";
import type { JtdSchemaOf } from "../../../moduleState/jtdSchema.ts";
import {
  ARITHMETIC_OPERATORS,
  type ArithmeticOperator,
  FILTER_OPERATORS,
  type FilterOperator,
  GROUP_AGGREGATIONS,
  type GroupAggregation,
  type SortDirection,
  type TableStep,
} from "./TableStep.ts";

/** A step as it is stored. */
export type StoredStep =
  | { kind: "filter"; column: string; operator: FilterOperator; value: string }
  | { kind: "sort"; column: string; direction: SortDirection }
  | {
      kind: "derive";
      name: string;
      left_column: string;
      operator: ArithmeticOperator;
      right_column: string | null;
      right_number: number;
    }
  | { kind: "show"; columns: string[] }
  | { kind: "hide"; columns: string[] }
  | { kind: "group"; columns: string[]; aggregation: GroupAggregation; value_columns: string[] };

export const storedStepSchema: JtdSchemaOf<StoredStep> = {
  discriminator: "kind",
  mapping: {
    filter: {
      properties: {
        column: { type: "string" },
        operator: { enum: FILTER_OPERATORS },
        value: { type: "string" },
      },
    },
    sort: {
      properties: { column: { type: "string" }, direction: { enum: ["ascending", "descending"] } },
    },
    derive: {
      properties: {
        name: { type: "string" },
        left_column: { type: "string" },
        operator: { enum: ARITHMETIC_OPERATORS },
        right_column: { type: "string", nullable: true },
        right_number: { type: "float64" },
      },
    },
    show: { properties: { columns: { elements: { type: "string" } } } },
    hide: { properties: { columns: { elements: { type: "string" } } } },
    group: {
      properties: {
        columns: { elements: { type: "string" } },
        aggregation: { enum: GROUP_AGGREGATIONS },
        value_columns: { elements: { type: "string" } },
      },
    },
  },
};

export function stepToStored(step: TableStep): StoredStep {
  switch (step.kind) {
    case "filter":
      return { kind: "filter", column: step.column, operator: step.operator, value: step.value };
    case "sort":
      return { kind: "sort", column: step.column, direction: step.direction };
    case "derive":
      return {
        kind: "derive",
        name: step.name,
        left_column: step.leftColumn,
        operator: step.operator,
        right_column: step.rightColumn,
        right_number: step.rightNumber,
      };
    case "show":
    case "hide":
      return { kind: step.kind, columns: [...step.columns] };
    case "group":
      return {
        kind: "group",
        columns: [...step.columns],
        aggregation: step.aggregation,
        value_columns: [...step.valueColumns],
      };
    default:
      return assertNever(step);
  }
}

export function stepFromStored(stored: StoredStep): TableStep {
  switch (stored.kind) {
    case "filter":
    case "sort":
    case "show":
    case "hide":
      return stored;
    case "derive":
      return {
        kind: "derive",
        name: stored.name,
        leftColumn: stored.left_column,
        operator: stored.operator,
        rightColumn: stored.right_column,
        rightNumber: stored.right_number,
      };
    case "group":
      return {
        kind: "group",
        columns: stored.columns,
        aggregation: stored.aggregation,
        valueColumns: stored.value_columns,
      };
    default:
      return assertNever(stored);
  }
}
