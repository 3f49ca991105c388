import { assertNever } from "../../../errors/assertNever.ts";
import { cellText, type DataTable } from "../../../workbench/dataSets/DataTable.ts";
import { isGroup, measuredColumns } from "../../plot/columnKinds.ts";
import { tableWords } from "../words.ts";
import type { TableStep, TableStepKind } from "./TableStep.ts";

/** A step of *kind* to start from, which fits *table*; null where the table has no column for one. */
export function newStep(kind: TableStepKind, table: DataTable): TableStep | null {
  const [first] = table.columns;
  if (!first) return null;
  switch (kind) {
    case "filter":
      return {
        kind,
        column: first.name,
        operator: "contains",
        value: first.type === "text" ? "" : cellText(first, 0),
      };
    case "sort":
      return { kind, column: first.name, direction: "ascending" };
    case "derive": {
      const [left, right] = measuredColumns(table);
      if (!left) return null;
      return {
        kind,
        name: tableWords.defaultNewName,
        leftColumn: left.name,
        operator: "divide",
        rightColumn: right?.name ?? null,
        rightNumber: 1,
      };
    }
    case "show":
      return { kind, columns: table.columns.map(({ name }) => name) };
    case "hide":
      return { kind, columns: [] };
    case "group":
      return {
        kind,
        columns: [(table.columns.find(isGroup) ?? first).name],
        aggregation: "count",
        valueColumns: [],
      };
    default:
      return assertNever(kind);
  }
}
