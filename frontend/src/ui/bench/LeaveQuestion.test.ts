import { expect, test } from "vitest";

import type { PersistenceState } from "../../persistence/PersistenceState.ts";
import type { LeaveAnswer } from "../dialogs/LeaveDialog.tsx";
import { LeaveQuestion } from "./LeaveQuestion.ts";

/** An open session of which only this matters: whether it differs from the server's copy once it is measured. */
class SessionDouble {
  isMeasured = false;
  isWithdrawn = false;
  readonly #isDirtyOnceMeasured: boolean;

  constructor(isDirtyOnceMeasured: boolean) {
    this.#isDirtyOnceMeasured = isDirtyOnceMeasured;
  }

  async flushDraft(): Promise<void> {
    this.isMeasured = true;
  }

  async withdrawSave(): Promise<void> {
    this.isWithdrawn = true;
  }

  get state(): PersistenceState {
    return {
      save: { kind: "new" },
      details: { title: "Drogon maps", description: "", tags: [] },
      metadata: null,
      newerCopy: null,
      comparison: null,
      otherTabs: 0,
      draftFailure: null,
      sizeBytes: 0,
      limitBytes: 1_572_864,
      isAtRisk: false,
      isDirty: this.isMeasured ? this.#isDirtyOnceMeasured : true,
    };
  }
}

/** Answers as soon as the question is asked. */
function answering(question: LeaveQuestion, answer: LeaveAnswer): void {
  question.subscribe(() => question.answer()?.(answer));
}

const neverSaves = async () => {
  throw new Error("Nothing was to be saved.");
};

test("[B5] a change that was taken back asks nothing: the content is measured first", async () => {
  const question = new LeaveQuestion({ orchestrator: new SessionDouble(false) });

  expect(await question.mayLeave(neverSaves)).toBe(true);
  expect(question.answer()).toBeNull();
});

test.each<[LeaveAnswer, boolean]>([
  ["dontSave", true],
  ["cancel", false],
])("[B5] the answer %s saves nothing and leaves: %s", async (answer, hasLeft) => {
  const session = new SessionDouble(true);
  const question = new LeaveQuestion({ orchestrator: session });
  answering(question, answer);

  expect(await question.mayLeave(neverSaves)).toBe(hasLeft);
  expect(session.isWithdrawn).toBe(hasLeft);
});

test.each([true, false])("[B5] Save leaves only when the work is on the server: %s", async (isSaved) => {
  const question = new LeaveQuestion({ orchestrator: new SessionDouble(true) });
  answering(question, "save");

  expect(await question.mayLeave(async () => isSaved)).toBe(isSaved);
});

test("leaving that was decided already asks nothing", async () => {
  const question = new LeaveQuestion({ orchestrator: new SessionDouble(true) });
  question.decide();

  expect(await question.mayLeave(neverSaves)).toBe(true);
});
