import type { Timers } from "../resilience/Timers.ts";
import type { DraftKeeper } from "./DraftKeeper.ts";
import type { MeasuredWork, OpenWork } from "./OpenWork.ts";
import type { PersistencePolicy } from "./PersistencePolicy.ts";
import type { Rejected } from "./SessionBackend.ts";
import type { SessionStatus } from "./SessionStatus.ts";

export type DraftScheduleOptions = {
  work: OpenWork;
  draft: DraftKeeper;
  status: SessionStatus;
  timers: Timers;
  policy: PersistencePolicy;
};

/** When the draft is written: soon after an edit, or at once where the page may be about to go away. [B2] */
export class DraftSchedule {
  readonly #options: DraftScheduleOptions;
  #cancelDebounce: () => void = () => undefined;
  #isDisposed = false;

  constructor(options: DraftScheduleOptions) {
    this.#options = options;
  }

  edited(): void {
    const { status, timers, policy } = this.#options;
    status.noteEdit();
    this.cancel();
    if (this.#isDisposed) return;
    this.#cancelDebounce = timers.after(policy.autoSaveDebounceMs, () => void this.write());
    status.showEdit();
  }

  /** Somebody else writes the draft, or it is not needed. */
  cancel(): void {
    this.#cancelDebounce();
  }

  async flush(): Promise<void> {
    const { work, draft } = this.#options;
    this.cancel();
    if (!draft.isKept(work.edit)) await this.write();
  }

  async measure(): Promise<MeasuredWork | Rejected> {
    const { work, status } = this.#options;
    const measured = await work.measure();
    if (measured.kind === "rejected") status.showRefusal(measured, null);
    return measured;
  }

  /** Also during a save: its answer may never come, and the page may go away. */
  async write(): Promise<void> {
    const { work, draft, status } = this.#options;
    const measured = await this.measure();
    if (measured.kind === "rejected") return;
    if (status.isSaving || work.isDirty) await this.keep(measured);
    else await draft.drop(measured.edit);
    status.showRest();
  }

  /** What was kept is lost, or can be kept again: what is unsaved is written anew, so that what is said of it is true. [B2] */
  async writeAgain(): Promise<void> {
    this.#options.draft.noteLoss();
    await this.write();
  }

  keep(measured: MeasuredWork): Promise<void> {
    const { draft, status } = this.#options;
    return draft.keep(measured, status.metadata, status.editedAt);
  }

  /**
   * Keeps this tab's work, its newest edit included, as a draft that nothing here writes to.
   *
   * @returns whether nothing is lost where something else is opened over the work.
   */
  async putAside(): Promise<boolean> {
    const { work, draft } = this.#options;
    for (;;) {
      await this.flush();
      if (!work.isDirty) return true;
      const { edit } = work;
      if (!draft.isKept(edit) || !(await draft.putAside())) return false;
      if (edit === work.edit) return true;
    }
  }

  /** Later edits set no timer; the last draft is still to be flushed. */
  dispose(): void {
    this.#isDisposed = true;
  }
}
