import type { NewerCopy } from "./PersistenceState.ts";
import type { Refusal } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";

/** Nothing was sent: before its turn came, the person left without saving. [B5] */
export type Withdrawn = { kind: "withdrawn" };

/** What became of a save that a person asked for. */
export type SaveResult =
  | { kind: "saved"; metadata: SessionMetadata }
  | { kind: "alreadySaved" }
  | { kind: "conflict"; newer: NewerCopy }
  | { kind: "unconfirmed" }
  | Withdrawn
  | Refusal;

/** What a person chooses where the server has a newer copy. [B4] */
export type ConflictChoice = "merge" | "keepBoth" | "useServer" | "replaceServer";

export type ConflictResult =
  /** `undo` brings back what this tab had; null where nothing was put aside. */
  | { kind: "resolved"; undo: (() => void) | null }
  | { kind: "conflict"; newer: NewerCopy }
  /** Both sides changed a part, and nobody has said which one to take: `state.comparison` has them. */
  | { kind: "undecided" }
  | { kind: "unconfirmed" }
  | { kind: "unreadable"; reason: string }
  /** The server's copy is of a newer version of this application: it can be looked at, and is not replaced. [C7] */
  | { kind: "fromNewerVersion" }
  | Withdrawn
  | Refusal;

export function asConflictResult(result: SaveResult): ConflictResult {
  return result.kind === "saved" || result.kind === "alreadySaved"
    ? { kind: "resolved", undo: null }
    : result;
}
