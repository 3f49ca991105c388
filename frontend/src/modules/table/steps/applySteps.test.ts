import { describe, expect, test } from "vitest";

import { cellText, type DataTable } from "../../../workbench/dataSets/DataTable.ts";
import { tableFromCells } from "../../../workbench/dataSets/tableFromCells.ts";
import { applySteps } from "./applySteps.ts";
import { newStep } from "./newStep.ts";
import type { FilterOperator, TableStep, TableStepKind } from "./TableStep.ts";

const SALES = tableFromCells(
  ["shop", "day", "price", "pieces"],
  [
    ["north", "2026-01-01", "3", "2"],
    ["south", "2026-01-03", "4.5", "0"],
    ["north", "2026-01-02", "", "5"],
    ["South", "2026-01-01", "0.1", "10"],
  ],
);

/** Rows as text, the heading first. */
function rowsAfter(...steps: TableStep[]): string[] {
  return textOf(applySteps(SALES, steps));
}

function textOf({ columns, rowCount }: DataTable): string[] {
  const rows = Array.from({ length: rowCount }, (_, row) => columns.map((column) => cellText(column, row)));
  return [columns.map(({ name }) => name), ...rows].map((cells) => cells.join(" "));
}

const show = (...columns: string[]): TableStep => ({ kind: "show", columns });

describe("[UX] rows are filtered", () => {
  test.each<[string, FilterOperator, string, string[]]>([
    ["shop", "equals", "south", ["south", "South"]],
    ["shop", "differs", "north", ["south", "South"]],
    ["shop", "contains", "OUT", ["south", "South"]],
    ["price", "greater", "3", ["south"]],
    ["price", "at_least", "3", ["north", "south"]],
    ["price", "less", "3", ["South"]],
    ["price", "at_most", "3", ["north", "South"]],
    ["price", "empty", "", ["north"]],
    ["price", "not_empty", "", ["north", "south", "South"]],
    ["day", "greater", "2026-01-01", ["south", "north"]],
    ["price", "greater", "no number", []],
  ])("%s %s “%s”", (column, operator, value, shops) => {
    expect(rowsAfter({ kind: "filter", column, operator, value }, show("shop")).slice(1)).toEqual(shops);
  });
});

describe("[UX] each step works on what the one before it gives", () => {
  test("a new column can be sorted by", () => {
    const revenue: TableStep = {
      kind: "derive",
      name: "revenue",
      leftColumn: "price",
      operator: "multiply",
      rightColumn: "pieces",
      rightNumber: 0,
    };

    expect(
      rowsAfter(
        revenue,
        { kind: "sort", column: "revenue", direction: "descending" },
        show("shop", "revenue"),
      ),
    ).toEqual(["shop revenue", "north 6", "South 1", "south 0", "north "]);
  });

  test("groups come in the order in which they first occur", () => {
    expect(
      rowsAfter(
        { kind: "filter", column: "shop", operator: "differs", value: "x" },
        { kind: "group", columns: ["shop"], aggregation: "mean", valueColumns: ["price", "pieces"] },
      ),
    ).toEqual(["shop Mean of price Mean of pieces", "north 3 3.5", "south 4.5 0", "South 0.1 10"]);
  });

  test("hidden columns are gone for the steps after", () => {
    expect(rowsAfter({ kind: "hide", columns: ["day", "price", "pieces"] })[0]).toBe("shop");
  });

  test("the data set stays as it is", () => {
    const before = textOf(SALES);

    rowsAfter({ kind: "sort", column: "price", direction: "ascending" }, show("day"));

    expect(textOf(SALES)).toEqual(before);
  });
});

describe("[UX] a calculation", () => {
  const derive = (changed: Partial<Extract<TableStep, { kind: "derive" }>>): TableStep => ({
    kind: "derive",
    name: "new",
    leftColumn: "price",
    operator: "divide",
    rightColumn: "pieces",
    rightNumber: 0,
    ...changed,
  });

  test("by zero, or of an empty cell, is empty", () => {
    expect(rowsAfter(derive({}), show("new"))).toEqual(["new", "1.5", "", "", "0.01"]);
  });

  test("with a number shows no digits that only a computer makes", () => {
    expect(rowsAfter(derive({ operator: "add", rightColumn: null, rightNumber: 0.2 }), show("new"))[4]).toBe(
      "0.3",
    );
  });

  test("between two dates is in days", () => {
    const days = derive({ leftColumn: "day", operator: "subtract", rightColumn: "day" });

    expect(rowsAfter(days, show("new"))[1]).toBe("0");
  });

  test("under a name that is taken gets another one", () => {
    expect(rowsAfter(derive({ name: "price" }))[0]).toBe("shop day price pieces price (2)");
  });
});

test.each<TableStepKind>(["filter", "sort", "derive", "show", "hide", "group"])(
  "[UX] a new step of kind “%s” fits the table, and text columns alone allow no calculation",
  (kind) => {
    const step = newStep(kind, SALES);

    expect(step && applySteps(SALES, [step]).columns.length).toBeGreaterThan(0);
    expect(newStep("derive", tableFromCells(["a"], [["x"]]))).toBeNull();
  },
);
