import type { WorkbenchState } from "../state.ts";
import type { HistoryPolicy } from "./HistoryPolicy.ts";

/** How a change enters the history. */
export type Recording =
  /** A step that is undone by itself. */
  | { readonly kind: "step" }
  /** Typing, zooming: one step with the change before it where that has the same name and came just now. */
  | { readonly kind: "joined"; readonly name: string }
  /** No step: looking at another dashboard, say. */
  | { readonly kind: "none" };

type Step = {
  /** For a step that was done, the state before it; for one that was undone, the state after it. */
  readonly state: WorkbenchState;
  /** The dashboard that was shown on the other side of the step: undoing and redoing show where something happens. */
  readonly otherDashboardId: string;
};

/** The last step, while further changes may join it. */
type OpenStep = { readonly name: string; readonly startedAt: number; changedAt: number };

/**
 * What can be undone and redone. States are immutable and share what did not change, so keeping them whole costs little, and
 * undoing gives back the very bytes that were there.
 */
export class WorkbenchHistory {
  readonly #policy: HistoryPolicy;
  readonly #now: () => number;
  #done: Step[] = [];
  #undone: Step[] = [];
  #open: OpenStep | null = null;
  #group: "none" | "empty" | "begun" = "none";

  /** @param options.now milliseconds; only differences count. */
  constructor(options: { policy: HistoryPolicy; now: () => number }) {
    this.#policy = options.policy;
    this.#now = options.now;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Keeps *before*, unless the change belongs to the step before it. What was undone can no longer be redone. */
  record(before: WorkbenchState, after: WorkbenchState, recording: Recording): void {
    if (recording.kind === "none") return;
    this.#undone = [];
    const isPartOfStep = this.#group === "begun" || this.#joins(recording);
    const last = this.#done.at(-1);
    const first = isPartOfStep && last ? last.state : before;
    if (isPartOfStep) this.#done.pop();
    this.#done.push({ state: first, otherDashboardId: after.activeDashboardId });
    if (this.#done.length > this.#policy.maxSteps) this.#done.shift();
    if (this.#group === "empty") this.#group = "begun";
  }

  /** Makes one step of everything that *action* changes. */
  asOneStep<Result>(action: () => Result): Result {
    if (this.#group !== "none") return action();
    this.#group = "empty";
    this.#open = null;
    try {
      return action();
    } finally {
      this.#group = "none";
    }
  }

  /** The state before the last step; null where there is none. */
  undo(present: WorkbenchState): WorkbenchState | null {
    return this.#turnBack(present, this.#done, this.#undone);
  }

  /** The state after the step that was undone last; null where there is none. */
  redo(present: WorkbenchState): WorkbenchState | null {
    return this.#turnBack(present, this.#undone, this.#done);
  }

  forget(): void {
    this.#done = [];
    this.#undone = [];
    this.#open = null;
  }

  #turnBack(present: WorkbenchState, from: Step[], to: Step[]): WorkbenchState | null {
    const step = from.pop();
    if (!step) return null;
    this.#open = null;
    const { state, otherDashboardId } = step;
    to.push({
      state: { ...present, activeDashboardId: otherDashboardId },
      otherDashboardId: state.activeDashboardId,
    });
    return state;
  }

  #joins(recording: Recording): boolean {
    const now = this.#now();
    const open = this.#open;
    const { joinWithinMs, maxJoinedMs } = this.#policy;
    if (recording.kind !== "joined" || this.#group !== "none") {
      this.#open = null;
      return false;
    }
    const isRecent = open && now - open.changedAt <= joinWithinMs && now - open.startedAt <= maxJoinedMs;
    if (isRecent && open.name === recording.name) {
      open.changedAt = now;
      return true;
    }
    this.#open = { name: recording.name, startedAt: now, changedAt: now };
    return false;
  }
}
