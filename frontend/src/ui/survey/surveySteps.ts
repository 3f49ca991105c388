import type { SurveyChange, SurveySession } from "../../survey/SurveySession.ts";
import { DONE, type SurveyDefinition, type SurveyQuestion } from "./SurveyDefinition.ts";

/** Where the person is, and the ways from there. */
export type SurveyPlace = {
  /** Null behind the last question. */
  readonly question: SurveyQuestion | null;
  /** From one. */
  readonly number: number;
  readonly step: string;
  readonly forward: SurveyChange | null;
  readonly back: SurveyChange | null;
};

/** Of a session that another version of the survey left at a step that is no more, the first question is shown. */
export function placeIn(survey: SurveyDefinition, session: SurveySession | null): SurveyPlace {
  const steps = [...survey.questions.map(({ id }) => id), DONE];
  const found = steps.indexOf(session?.currentStep ?? "");
  const index = Math.max(found, 0);
  const step = steps[index] ?? DONE;
  const next = steps[index + 1];
  // The way that the person came; without one, the question before.
  const way = (session?.stepHistory ?? []).filter((each) => steps.includes(each));
  const before = way.at(-1) ?? steps[index - 1];
  return {
    question: survey.questions[index] ?? null,
    number: index + 1,
    step,
    forward:
      next === undefined ? null : { action: "navigate", step: next, stepHistory: [...way, step].slice(-500) },
    back: before === undefined ? null : { action: "navigate", step: before, stepHistory: way.slice(0, -1) },
  };
}
