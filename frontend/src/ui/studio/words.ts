import type { RecoveryAction } from "../../errors/RecoveryAction.ts";
import type { StudioEvent } from "../../studio/StudioState.ts";

const EVENTS: Readonly<Record<StudioEvent, string>> = {
  merged: "Changes from another place were added to your list.",
  begunAnew: "The session had ended. Your list goes on in a new one.",
  takenUp: "Changes that this device had kept are in your list again.",
};

/** Every English string of Data Studio but those of the table. */
export const studioWords = {
  title: "Data Studio",
  intro: "Build a list of transformations step by step. It is saved by itself; the data set stays as it is.",
  dataSets: "Data sets",
  unknownTitle: (name: string) => `There is no data set “${name}”`,
  unknownBody: "These are the ones that this version has.",
  fromStart: "Transform one step by step in Data Studio",
  undo: "Undo",
  result: "Result",
  saveState: "Save state",

  starting: "Starting your session…",
  attempt: (attempt: number, attempts: number) => `Attempt ${attempt} of ${attempts}`,
  nextIn: (seconds: number) => `Next try in ${seconds} s`,
  failedTitle: "Your session could not be started",
  unreadableTitle: "Your list cannot be opened",
  unreadableBody:
    "The server has a list of this data set that this version of the application cannot read. It stays as it is: download it, or begin a new list beside it.",
  startAfresh: "Begin a new list",
  keptHere: (count: number) =>
    count === 1
      ? "One transformation that is not saved is kept on this device. It is back as soon as the session starts."
      : `${count} transformations that are not all saved are kept on this device. They are back as soon as the session starts.`,

  asItIs: "The data set as it is",
  after: (position: number, count: number, name: string) => `After ${position} of ${count}: ${name}`,
  stepBack: "One transformation back",
  stepForward: "One transformation further",
  showAll: "Show all",
  passedOver: (count: number) =>
    count === 1
      ? "One transformation does not fit what the ones before it give, and is passed over."
      : `${count} transformations do not fit what the ones before them give, and are passed over.`,

  savesItself: "Saves by itself",
  conflictState: (kept: string) => `Changed in two places · ${kept}`,
  conflict: (mine: number, theirs: number) =>
    `This list was also changed in another place: yours has ${transformations(mine)}, the other one ${transformations(theirs)}. Undo brings back the one that you do not take.`,
  keepMine: "Keep mine",
  takeTheirs: "Take the other one",
  expiring: (when: string) => `This session ends ${when}, and its list with it.`,
  stay: "Stay",
  damaged: "Something that was kept on this device cannot be read.",
  dismiss: "Dismiss",
  fileName: (dataSet: string) => `Data Studio ${dataSet}`,
  damagedFileName: "Data Studio damaged draft.bin",

  event: (event: StudioEvent) => EVENTS[event],
  action: (action: RecoveryAction) => ACTIONS[action],
} as const;

/** What the buttons of a failure say; null for what cannot be done, or is not needed, in Data Studio. */
const ACTIONS: Readonly<Record<RecoveryAction, string | null>> = {
  automatic_retry: "Try again",
  manual_retry: "Try again",
  reload_page: "Reload the page",
  sign_in: "Sign in again",
  correct_input: null,
  compare_copies: null,
  save_as_copy: null,
  replace_server_copy: null,
  reduce_content: null,
  download_copy: "Download my work",
  open_start_page: "Open the start page",
  contact_owner: null,
};

function transformations(count: number): string {
  return count === 1 ? "1 transformation" : `${count} transformations`;
}
