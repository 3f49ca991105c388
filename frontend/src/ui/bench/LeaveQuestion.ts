import type { PersistenceOrchestrator } from "../../persistence/PersistenceOrchestrator.ts";
import type { LeaveAnswer } from "../dialogs/LeaveDialog.tsx";

type TakeAnswer = (answer: LeaveAnswer) => void;

type LeaveQuestionOptions = {
  orchestrator: Pick<PersistenceOrchestrator, "flushDraft" | "withdrawSave" | "state">;
};

/**
 * Asks before unsaved work is left. [B5]
 *
 * Measured first, so that a change that was taken back asks nothing. *Don't save* leaves the draft on this device.
 */
export class LeaveQuestion {
  readonly #orchestrator: LeaveQuestionOptions["orchestrator"];
  readonly #listeners = new Set<() => void>();
  #answer: TakeAnswer | null = null;
  #isDecided = false;

  constructor({ orchestrator }: LeaveQuestionOptions) {
    this.#orchestrator = orchestrator;
  }

  /** Takes the person's answer; null while nothing is asked. */
  readonly answer = (): TakeAnswer | null => this.#answer;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** From now on leaving asks nothing: it was decided already, as by deleting the session. */
  decide(): void {
    this.#isDecided = true;
  }

  /**
   * What is typed while it is saved is asked about anew: leaving would leave it unsaved.
   *
   * @param save answers whether the work is on the server afterwards.
   */
  async mayLeave(save: () => Promise<boolean>): Promise<boolean> {
    if (this.#isDecided) return true;
    await this.#orchestrator.flushDraft();
    if (!this.#orchestrator.state.isDirty) return true;
    const chosen = await new Promise<LeaveAnswer>((resolve) => this.#become(resolve));
    this.#become(null);
    if (chosen === "save") return (await save()) && this.mayLeave(save);
    if (chosen === "cancel") return false;
    await this.#orchestrator.withdrawSave();
    return true;
  }

  #become(answer: TakeAnswer | null): void {
    this.#answer = answer;
    for (const listener of this.#listeners) listener();
  }
}
