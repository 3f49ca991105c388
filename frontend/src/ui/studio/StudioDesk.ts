import type { WindowActivityObserver } from "../../activity/WindowActivityObserver.ts";
import type { StudioDrafts } from "../../studio/StudioDrafts.ts";
import type { StudioSession } from "../../studio/StudioSession.ts";
import type { StudioEvent } from "../../studio/StudioState.ts";

/** What the pages of Data Studio work with, of one person. */
export type StudioDesk = {
  /** What only this device has. */
  readonly drafts: Pick<StudioDrafts, "count" | "forget">;
  /** Whether a start is tried again by itself, and a failure offers ways on. */
  readonly isRecoveryOn: boolean;
  readonly activity: Pick<WindowActivityObserver, "subscribe">;
  readonly open: (dataSet: string, onEvent: (event: StudioEvent) => void) => StudioSession;
  /** Leaves a session: one that is opened after it waits until it has kept what it had. */
  readonly close: (session: StudioSession) => void;
};
