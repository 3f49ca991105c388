import { cellText, type DataColumn, type DataTable } from "../../workbench/dataSets/DataTable.ts";
import { plotWords } from "../plot/words.ts";

export type BinGroup = {
  /** Distinct within the histogram. */
  readonly label: string;
  /** Rows in each bin. */
  readonly counts: readonly number[];
};

export type Bins = {
  /** Edges between the bins: one more than there are bins. */
  readonly edges: readonly number[];
  readonly groups: readonly BinGroup[];
  /** Rows in each bin, of all groups. */
  readonly totals: readonly number[];
  readonly valueCount: number;
  readonly omittedRowCount: number;
};

export type BinOptions = {
  column: Exclude<DataColumn, { type: "text" }>;
  groupColumn: DataColumn | undefined;
  binCount: number | null;
  /** The first ones of the table have a group of their own; the rest share one. */
  maxGroups: number;
};

const DAY_MS = 86_400_000;
/** Stored settings may say more; narrower bars could not be told apart. */
const MOST_BINS = 100;
/** Where the data leaves it open, more bars than this are noise and fewer hide the shape. */
const AUTOMATIC_BINS = { fewest: 5, most: 60 };

/** Counts the rows of *table* in bins of equal width, whose edges are round numbers or whole days. Null without a value. */
export function binsOf(table: DataTable, options: BinOptions): Bins | null {
  const { column, groupColumn, binCount, maxGroups } = options;
  const values = column.values.filter((value) => !Number.isNaN(value)).toSorted();
  const [lowest, highest] = [values[0], values.at(-1)];
  if (lowest === undefined || highest === undefined) return null;
  const wanted = Math.min(binCount || automaticBinCount(values), MOST_BINS);
  const width = roundWidth((highest - lowest) / wanted, column.type === "date");
  const edges = edgesOf(lowest, highest, width);
  const counted = new Map<string, number[]>();
  const totals = zeros(edges.length - 1);
  const first = edges[0] ?? 0;
  for (let row = 0; row < table.rowCount; row += 1) {
    const value = column.values[row] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const bin = Math.min(Math.floor((value - first) / width + 1e-9), totals.length - 1);
    const label = groupColumn ? cellText(groupColumn, row) || plotWords.emptyGroup : "";
    const counts = counted.get(label) ?? zeros(totals.length);
    counted.set(label, counts);
    counts[bin] = (counts[bin] ?? 0) + 1;
    totals[bin] = (totals[bin] ?? 0) + 1;
  }
  return {
    edges,
    groups: withOthers(
      [...counted].map(([label, counts]) => ({ label, counts })),
      maxGroups,
    ),
    totals,
    valueCount: values.length,
    omittedRowCount: table.rowCount - values.length,
  };
}

/** Freedman and Diaconis (1981): the width follows the spread of the middle half, so outliers do not flatten the rest. */
function automaticBinCount(sorted: Float64Array): number {
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0;
  const spread = at(0.75) - at(0.25);
  const range = at(1) - at(0);
  const width = (2 * spread) / Math.cbrt(sorted.length);
  const { fewest, most } = AUTOMATIC_BINS;
  return width > 0 ? Math.min(Math.max(Math.round(range / width), fewest), most) : fewest;
}

/** The nearest of 1, 2, 2.5 or 5 times a power of ten; of days for dates. */
function roundWidth(width: number, isDate: boolean): number {
  if (width <= 0) return isDate ? DAY_MS : 1;
  const unit = isDate ? DAY_MS : 1;
  const inUnits = isDate ? Math.max(width / unit, 1) : width;
  const power = 10 ** Math.floor(Math.log10(inUnits));
  const steps = isDate ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  const nearest = steps.reduce((best, step) =>
    Math.abs(step * power - inUnits) < Math.abs(best * power - inUnits) ? step : best,
  );
  return nearest * power * unit;
}

function edgesOf(lowest: number, highest: number, width: number): number[] {
  const first = Math.floor(lowest / width);
  const last = Math.max(Math.ceil(highest / width + 1e-9), first + 1);
  // Multiples, not sums: adding 0.1 ten times is not 1.
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * width).toPrecision(12)),
  );
}

function withOthers(groups: readonly BinGroup[], maxGroups: number): readonly BinGroup[] {
  if (groups.length <= maxGroups) return groups;
  const others = groups.slice(maxGroups - 1);
  const counts = others
    .map((group) => group.counts)
    .reduce((sum, each) => sum.map((n, bin) => n + (each[bin] ?? 0)));
  return [...groups.slice(0, maxGroups - 1), { label: plotWords.otherGroups(others.length), counts }];
}

function zeros(length: number): number[] {
  return Array.from({ length }, () => 0);
}
