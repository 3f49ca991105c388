import { assertNever } from "../../errors/assertNever.ts";
import type { PersistenceState, SaveState } from "../../persistence/PersistenceState.ts";
import { words } from "../words.ts";
import { fullTime, relativeTime } from "../wording/times.ts";

type Unreachable = Extract<SaveState, { kind: "unreachable" }>;

/** A save that is quicker than this is over before anybody can read about it. */
const SAVING_SHOWN_AFTER_MS = 300;

export type SaveIndicator = {
  text: string;
  tone: "saved" | "unsaved" | "busy" | "problem";
  /** The exact time, for the tooltip. */
  title: string | null;
  action: "tryNow" | "signIn" | "saveCopy" | null;
};

/**
 * The words of the save indicator: exactly one sentence, and always true.
 *
 * @param now milliseconds since 1970.
 * @param isOnline what the browser says of its own connection.
 */
export function saveIndicatorOf(state: PersistenceState, now: number, isOnline: boolean): SaveIndicator {
  const { save } = state;
  const said = words.indicator;
  const kept = keptWords(state);
  switch (save.kind) {
    case "clean":
      return indicator(said.saved(relativeTime(save.savedAt, now)), "saved", {
        title: fullTime(save.savedAt),
      });
    case "new":
      return indicator(said.notSavedYet, "unsaved");
    case "unsaved":
      return indicator(unsavedWords(state), "unsaved", { title: fullTime(save.editedAt) });
    case "saving":
      return now - save.since < SAVING_SHOWN_AFTER_MS
        ? indicator(unsavedWords(state), "unsaved")
        : indicator(said.saving, "busy");
    case "unconfirmed":
      return indicator(said.unconfirmed, "busy");
    case "unreachable":
      return indicator(unreachableWords(save, now, isOnline, kept), "problem", { action: "tryNow" });
    case "signInRequired":
      return indicator(said.signInAgain, "problem", { action: "signIn" });
    case "tooLarge":
      return indicator(said.tooLarge(kept), "problem");
    case "failed":
      return indicator(said.couldNotSave(kept), "problem", { action: "tryNow" });
    case "missing":
      return indicator(said.missing(kept), "problem", { action: "saveCopy" });
    default:
      return assertNever(save);
  }
}

function indicator(
  text: string,
  tone: SaveIndicator["tone"],
  more: Partial<Pick<SaveIndicator, "title" | "action">> = {},
): SaveIndicator {
  return { text, tone, title: null, action: null, ...more };
}

/** Where the unsaved edits are. The newest one is nowhere but on the page until its draft is written. [B2] */
function keptWords({ draftFailure, isAtRisk }: PersistenceState): string {
  const said = words.indicator;
  if (draftFailure !== null) return said.notKept;
  return isAtRisk ? said.notKeptYet : said.kept;
}

function unsavedWords({ save, draftFailure }: PersistenceState): string {
  const said = words.indicator;
  if (draftFailure !== null) return said.unsaved(said.notKept);
  return save.kind === "unsaved" && save.draft === "kept" ? said.unsaved(said.kept) : said.unsavedPending;
}

/** [B7] A connection that is lost may be back in a moment; only then it is called offline. */
function unreachableWords(save: Unreachable, now: number, isOnline: boolean, kept: string): string {
  const { reason, retryAt, graceEndsAt } = save;
  if (retryAt === null) return words.indicator.couldNotSave(kept);
  if (!isOnline) return words.indicator.offline(kept);
  if (reason === "notNow") return words.indicator.couldNotSaveRetry(secondsUntil(retryAt, now));
  return now < graceEndsAt
    ? words.indicator.reconnecting(secondsUntil(graceEndsAt, now))
    : words.indicator.offline(kept);
}

function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}
