export const FILTER_OPERATORS = [
  "equals",
  "differs",
  "contains",
  "greater",
  "at_least",
  "less",
  "at_most",
  "empty",
  "not_empty",
] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

export const ARITHMETIC_OPERATORS = ["add", "subtract", "multiply", "divide"] as const;
export type ArithmeticOperator = (typeof ARITHMETIC_OPERATORS)[number];

export const GROUP_AGGREGATIONS = ["count", "sum", "mean", "minimum", "maximum"] as const;
export type GroupAggregation = (typeof GROUP_AGGREGATIONS)[number];

export type SortDirection = "ascending" | "descending";

/** One transformation of a table. Each works on what the one before it gives. */
export type TableStep =
  /** Keeps the rows whose cell compares so; *value* is text as the cell shows it, and ignored for the last two operators. */
  | {
      readonly kind: "filter";
      readonly column: string;
      readonly operator: FilterOperator;
      readonly value: string;
    }
  /** Rows that are equal keep their order; empty cells come last. */
  | { readonly kind: "sort"; readonly column: string; readonly direction: SortDirection }
  /** A new column of numbers from a column and another one, or a number where *rightColumn* is null. */
  | {
      readonly kind: "derive";
      readonly name: string;
      readonly leftColumn: string;
      readonly operator: ArithmeticOperator;
      readonly rightColumn: string | null;
      readonly rightNumber: number;
    }
  /** These columns only, in this order. */
  | { readonly kind: "show"; readonly columns: readonly string[] }
  | { readonly kind: "hide"; readonly columns: readonly string[] }
  /** One row for each combination of values, with how many rows it stands for or what becomes of their numbers. */
  | {
      readonly kind: "group";
      readonly columns: readonly string[];
      readonly aggregation: GroupAggregation;
      /** Empty for `count`. */
      readonly valueColumns: readonly string[];
    };

export type TableStepKind = TableStep["kind"];
