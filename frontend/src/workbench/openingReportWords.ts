import type { Adjustment } from "../moduleState/FixableState.ts";
import type { ModuleReport } from "./openingReport.ts";
import { cannotOpenReason } from "./words.ts";

const FIELDS: Readonly<Record<string, string>> = {
  xColumn: "Horizontal axis",
  yColumn: "Vertical axis",
  yColumns: "Lines",
  column: "Column",
  groupColumn: "Colour by",
  sizeColumn: "Size by",
  steps: "Transformations",
};

const quoted = (titles: readonly string[]) => titles.map((title) => `“${title}”`).join(", ");

/** Every English string about what is not shown as it was saved. */
export const openingReportWords = {
  title: "What was adjusted on opening",
  details: "Details",
  close: "Close",
  download: "Download the list",
  fileName: "Benchdog opening report.json",
  kept: "What was saved is kept as it was.",
  summary,
  findings,
} as const;

/** One line: the titles of the modules by what happened to them. */
function summary(report: readonly ModuleReport[]): string {
  const titlesWhere = (holds: (module: ModuleReport) => boolean) =>
    quoted(report.filter(holds).map(({ title }) => title));
  const adjusted = titlesWhere((module) => module.adjusted.length > 0);
  const unopenable = titlesWhere((module) => module.cannotBeOpened !== null);
  const migrated = titlesWhere((module) => module.migratedFrom !== null);
  return [
    ...(adjusted === "" ? [] : [`Shown otherwise than it was saved, to fit the data: ${adjusted}.`]),
    ...(unopenable === "" ? [] : [`Cannot be opened: ${unopenable}.`]),
    ...(migrated === "" ? [] : [`Stored by an earlier version: ${migrated}.`]),
    openingReportWords.kept,
  ].join(" ");
}

/** What happened to one module, a sentence each. */
function findings({ cannotBeOpened, adjusted, migratedFrom }: ModuleReport): readonly string[] {
  return [
    ...(cannotBeOpened === null ? [] : [cannotOpenReason(cannotBeOpened), ...places(cannotBeOpened)]),
    ...adjusted.map(adjustment),
    ...(migratedFrom === null
      ? []
      : [`Its state was stored in version ${migratedFrom} of its form, and is read in the present one.`]),
  ];
}

/** Where stored state has another form, keys that nobody knows included: they are kept with the rest. */
function places(reason: NonNullable<ModuleReport["cannotBeOpened"]>): readonly string[] {
  if (reason.kind !== "unreadableState" || reason.problem.kind !== "doesNotFit") return [];
  const paths = new Set(reason.problem.errors.map(({ instancePath }) => instancePath.join("/")));
  return [...paths].filter((path) => path !== "").map((path) => `Not as expected, and kept: ${path}`);
}

function adjustment({ field, chosen, shown }: Adjustment): string {
  return `${FIELDS[field] ?? field}: chosen ${valueWords(chosen)}, shown ${valueWords(shown)}.`;
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (typeof value === "string") return `“${value}”`;
  if (Array.isArray(value) && value.every((each) => typeof each === "string")) {
    return value.length === 0 ? "none" : quoted(value);
  }
  return JSON.stringify(value);
}
