import type uPlot from "uplot";

import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import { placeText, valueText } from "./axisText.ts";
import { axisStyle, labelWidth } from "./plotStyle.ts";

/** The axis below, along which the values of *column* lie. */
export function columnAxis(element: HTMLElement, column: DataColumn): uPlot.Axis {
  // The axis of dates has a second line for the year.
  if (column.type === "date") return { ...axisStyle(element), size: 44 };
  return {
    ...axisStyle(element),
    size: 30,
    values: (_plot, splits) => splits.map((value) => placeText(column, value)),
  };
}

/** The axis of numbers at the side. */
export function numberAxis(element: HTMLElement): uPlot.Axis {
  return {
    ...axisStyle(element),
    values: (_plot, splits) => splits.map(valueText),
    size: (_plot, values) => labelWidth(values),
  };
}
