import { cellText, type DataColumn, type DataTable, findColumn } from "../../workbench/dataSets/DataTable.ts";
import { type PlaneWindow, withMargin } from "./planeWindow.ts";
import { plotWords } from "./words.ts";
import type { AxisRange } from "./zoomRange.ts";

export type PointGroup = {
  /** Distinct within the drawing. */
  readonly label: string;
  /** Rows of the table, in its order. */
  readonly rows: readonly number[];
};

export type PointData = {
  readonly groups: readonly PointGroup[];
  /** Of every row; `NaN` where the row has no place. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The radius of every row in pixels. */
  readonly radius: Float64Array;
  readonly pointCount: number;
  /** Rows without a place: x or y is empty. */
  readonly omittedRowCount: number;
  /** The window that shows every point. */
  readonly whole: PlaneWindow;
};

export type PointDataOptions = {
  xColumn: string;
  yColumn: string;
  groupColumn: string | null;
  sizeColumn: string | null;
  /** The first ones of the table have a group of their own; the rest share one. */
  maxGroups: number;
};

const RADIUS = 3.5;
const SMALLEST_RADIUS = 2;
const LARGEST_RADIUS = 11;

/** Places the rows of a table in a plane. Null where no row has a place. */
export function pointData(table: DataTable, options: PointDataOptions): PointData | null {
  const x = numbersOf(table, options.xColumn);
  const y = numbersOf(table, options.yColumn);
  const placed: number[] = [];
  for (let row = 0; row < table.rowCount; row += 1) {
    if (!Number.isNaN(x[row]) && !Number.isNaN(y[row])) placed.push(row);
  }
  const xRange = rangeOf(x, placed);
  const yRange = rangeOf(y, placed);
  if (!xRange || !yRange) return null;
  return {
    groups: groupsOf(placed, findColumn(table, options.groupColumn), options.maxGroups),
    x,
    y,
    radius: radii(findColumn(table, options.sizeColumn), placed, table.rowCount),
    pointCount: placed.length,
    omittedRowCount: table.rowCount - placed.length,
    whole: withMargin({ x: xRange, y: yRange }),
  };
}

export function rangeOf(values: Float64Array, rows: readonly number[]): AxisRange | null {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const value = values[row] ?? Number.NaN;
    if (value < from) from = value;
    if (value > to) to = value;
  }
  return from <= to ? { from, to } : null;
}

/** Pearson's correlation of x and y, from -1 to 1; null where one of them does not vary. */
export function correlationOf({ groups, x, y }: PointData): number | null {
  const rows = groups.flatMap((group) => group.rows);
  const mean = (values: Float64Array) => rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
  const [xMean, yMean] = [mean(x), mean(y)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const row of rows) {
    const dx = (x[row] ?? 0) - xMean;
    const dy = (y[row] ?? 0) - yMean;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** Dates are numbers here: milliseconds since 1970. */
function numbersOf(table: DataTable, name: string): Float64Array {
  const column = findColumn(table, name);
  return column && column.type !== "text" ? column.values : new Float64Array(table.rowCount).fill(Number.NaN);
}

function groupsOf(rows: readonly number[], column: DataColumn | undefined, maxGroups: number): PointGroup[] {
  if (!column) return [{ label: "", rows }];
  const byText = new Map<string, number[]>();
  for (const row of rows) {
    const text = cellText(column, row);
    const known = byText.get(text);
    if (known) known.push(row);
    else byText.set(text, [row]);
  }
  const groups = [...byText].map(([text, itsRows]) => ({
    label: text || plotWords.emptyGroup,
    rows: itsRows,
  }));
  if (groups.length <= maxGroups) return groups;
  const own = groups.slice(0, maxGroups - 1);
  const others = groups.slice(maxGroups - 1);
  return [
    ...own,
    { label: plotWords.otherGroups(others.length), rows: others.flatMap((group) => group.rows) },
  ];
}

/** Areas, not radii, are what people compare: the radius grows with the square root. An empty cell gives the smallest. */
function radii(column: DataColumn | undefined, rows: readonly number[], rowCount: number): Float64Array {
  const result = new Float64Array(rowCount).fill(RADIUS);
  if (!column || column.type === "text") return result;
  const range = rangeOf(column.values, rows);
  if (!range || range.from === range.to) return result;
  for (const row of rows) {
    const part = ((column.values[row] ?? range.from) - range.from) / (range.to - range.from);
    result[row] = SMALLEST_RADIUS + (LARGEST_RADIUS - SMALLEST_RADIUS) * Math.sqrt(part || 0);
  }
  return result;
}
