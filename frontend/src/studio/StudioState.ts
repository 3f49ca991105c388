import type { JsonObject } from "../documents/json.ts";
import type { StudioFailure } from "./StudioBackend.ts";
import type { DamagedDraft, StudioDraft } from "./StudioDrafts.ts";
import type { StudioSaveState } from "./StudioSaver.ts";
import type { StartProgress } from "./StudioStarter.ts";
import type { StudioWork } from "./StudioWork.ts";

export type StudioPhase =
  | { readonly kind: "starting"; readonly progress: StartProgress }
  | { readonly kind: "failed"; readonly failure: StudioFailure }
  /** What the service has is kept as it is, and offered as a file. */
  | { readonly kind: "unreadable"; readonly stored: JsonObject }
  | OpenStudio;

export type OpenStudio = {
  readonly kind: "open";
  readonly work: StudioWork;
  readonly save: StudioSaveState;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** When the session ends unless it is saved again, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The end is near enough to be told. */
  readonly isExpiring: boolean;
};

/** Something that the person did not do themselves. */
export type StudioEvent = "merged" | "begunAnew" | "takenUp";

export type StudioState = {
  readonly phase: StudioPhase;
  /** Whether this device keeps what is not saved, should the page go away. */
  readonly isKept: boolean;
  /** Whether the newest edit is still being written there. */
  readonly isKeeping: boolean;
  /** Unsaved work of this data set that was found on this device. */
  readonly drafts: readonly StudioDraft[];
  /** What was found on this device and cannot be read. */
  readonly damaged: readonly DamagedDraft[];
};
