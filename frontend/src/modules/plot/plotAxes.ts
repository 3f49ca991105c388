import type uPlot from "uplot";

import type { DataColumn } from "../../workbench/dataSets/DataTable.ts";
import { placeText, valueText } from "./axisText.ts";
import { dateTickTexts } from "./dateTicks.ts";
import { axisStyle, labelWidth } from "./plotStyle.ts";

/** The axis below, along which the values of *column* lie. */
export function columnAxis(element: HTMLElement, column: DataColumn): uPlot.Axis {
  return { ...axisStyle(element), size: heightBelow(column), values: tickTexts(column) };
}

/** The room that the texts below the axis of *column* need: those of dates have a second line. */
export function heightBelow(column: DataColumn): number {
  return column.type === "date" ? 44 : 30;
}

export function tickTexts(column: DataColumn): uPlot.Axis.Values {
  return column.type === "date"
    ? (_plot, splits, _axis, _space, increment) => dateTickTexts(splits, increment)
    : (_plot, splits) => splits.map((value) => placeText(column, value));
}

/** The axis of numbers at the side. */
export function numberAxis(element: HTMLElement): uPlot.Axis {
  return {
    ...axisStyle(element),
    values: (_plot, splits) => splits.map(valueText),
    size: (_plot, values) => labelWidth(values),
  };
}
