import { expect, test } from "vitest";

import type { PersistenceState } from "../../persistence/PersistenceState.ts";
import type { LeaveAnswer } from "../dialogs/LeaveDialog.tsx";
import { LeaveQuestion } from "./LeaveQuestion.ts";

/** An open session of which only this matters: whether it differs from the server's copy once it is measured. */
class SessionDouble {
  isMeasured = false;
  isWithdrawn = false;
  #isDirtyOnceMeasured: boolean;

  constructor(isDirtyOnceMeasured: boolean) {
    this.#isDirtyOnceMeasured = isDirtyOnceMeasured;
  }

  async flushDraft(): Promise<void> {
    this.isMeasured = true;
  }

  /** @param typedMeanwhile while the save is under way. */
  save(typedMeanwhile = false): Promise<boolean> {
    this.#isDirtyOnceMeasured = typedMeanwhile;
    return Promise.resolve(true);
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

test("[B5] Save leaves once the work is on the server", async () => {
  const session = new SessionDouble(true);
  const question = new LeaveQuestion({ orchestrator: session });
  answering(question, "save");

  expect(await question.mayLeave(() => session.save())).toBe(true);
});

test("[B5] Save stays where the work did not reach the server", async () => {
  const question = new LeaveQuestion({ orchestrator: new SessionDouble(true) });
  answering(question, "save");

  expect(await question.mayLeave(async () => false)).toBe(false);
});

test("[B1] [B5] what was typed while Save was under way is asked about, and not left unsaved", async () => {
  const session = new SessionDouble(true);
  const question = new LeaveQuestion({ orchestrator: session });
  const answers: LeaveAnswer[] = ["save", "cancel"];
  question.subscribe(() => {
    const answer = question.answer();
    if (answer !== null) answer(answers.shift() ?? "dontSave");
  });

  expect(await question.mayLeave(() => session.save(true))).toBe(false);
  expect(answers).toEqual([]);
});

test("leaving that was decided already asks nothing", async () => {
  const question = new LeaveQuestion({ orchestrator: new SessionDouble(true) });
  question.decide();

  expect(await question.mayLeave(neverSaves)).toBe(true);
});
