import { assertNever } from "../errors/assertNever.ts";
import type { ContentUnreadable } from "./restoreWorkbench.ts";
import type { CannotOpenReason } from "./state.ts";

export function cannotOpenReason(reason: CannotOpenReason): string {
  if (reason.kind === "unknownModule") return "This version of Benchdog does not know this kind of module.";
  const part = reason.part === "settings" ? "Its settings" : "What it showed";
  const { problem } = reason;
  switch (problem.kind) {
    case "notJson":
      return `${part} cannot be read: the stored text is damaged.`;
    case "newerVersion":
      return `${part} cannot be read: a later version of Benchdog stored it.`;
    case "failed":
      return `${part} cannot be read: this version of Benchdog fails on it.`;
    case "doesNotFit":
      return `${part} cannot be read: ${problem.errors.length === 1 ? "one part does" : "parts do"} not have the expected form.`;
    default:
      return assertNever(problem);
  }
}

function contentUnreadable(reason: ContentUnreadable): string {
  if (reason.kind === "otherSchema") {
    return `This was made with another version of Benchdog (${reason.schema}), which this one cannot read.`;
  }
  const [first = "", ...others] = reason.paths;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `Its content does not have the expected form (at “${first}”${more}).`;
}

/** Every English string that people read in the workbench around its modules. */
export const workbenchWords = {
  firstDashboard: "Dashboard",
  dashboardPart: (title: string) => `Dashboard “${title}”`,
  dataSetPart: (name: string) => `Data set “${name}”`,
  dashboards: "Dashboards",
  nextDashboard: (number: number) => `Dashboard ${number}`,
  addDashboard: "Add dashboard",
  dashboardTitle: "Title of the dashboard",
  actionsOfDashboard: (title: string) => `Rename or remove the dashboard ${title}`,

  addModule: "Add module",
  addCsv: "Add your own CSV…",
  data: "Data",
  dataInWorkbench: "In this workbench",
  samples: "Add a sample",
  noData: "No data set yet",
  removeDataSet: (name: string) => `Remove ${name}`,
  dropHere: "Drop a CSV file to add it",
  dismiss: "Dismiss",

  emptyTitle: "An empty dashboard",
  emptyBody:
    "A dashboard holds modules: charts, tables and notes over your data. Move and resize them as you like.",
  emptyReadOnly: "There is nothing on this dashboard.",

  settingsOf: (title: string) => `Settings of ${title}`,
  settings: "Settings",
  closeSettings: "Close settings",
  actionsOf: (title: string) => `Move, resize, rename or remove ${title}`,
  rename: "Rename",
  moduleTitle: "Title",
  remove: "Remove",
  removed: (title: string) => `“${title}” removed.`,
  undo: "Undo",
  redo: "Redo",
  nothingToUndo: "Nothing to undo",
  nothingToRedo: "Nothing to do again",
  place: (place: { x: number; y: number; w: number; h: number }) =>
    `Column ${place.x + 1}, row ${place.y + 1} · ${place.w} wide, ${place.h} tall`,
  moveLeft: "Move left",
  moveRight: "Move right",
  moveUp: "Move up",
  moveDown: "Move down",
  wider: "Wider",
  narrower: "Narrower",
  taller: "Taller",
  shorter: "Shorter",

  cannotBeOpened: "This module cannot be opened",
  cannotOpenReason,
  contentUnreadable,
  cannotOpenKept: "It is kept as it was, and saved back unchanged.",
  loadingModule: "Loading…",
  moduleFailed: "This module stopped working. What it holds is kept.",
  tryAgain: "Try again",
} as const;
