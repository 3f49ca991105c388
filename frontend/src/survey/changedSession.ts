import { assertNever } from "../errors/assertNever.ts";
import type { SurveyChange, SurveySession } from "./SurveySession.ts";

/** The session with the change: what the service makes of it, too. The two read the same vectors. [U4] */
export function changedSession(before: SurveySession | null, change: SurveyChange): SurveySession {
  const session = before ?? {
    currentStep: change.step,
    answers: {},
    stepHistory: [],
    isAudioMode: false,
  };
  switch (change.action) {
    case "answer":
      return { ...session, answers: { ...session.answers, [change.step]: change.answer } };
    case "clear": {
      const rest = Object.entries(session.answers).filter(([step]) => step !== change.step);
      return { ...session, answers: Object.fromEntries(rest) };
    }
    case "navigate":
      return { ...session, currentStep: change.step, stepHistory: change.stepHistory };
    case "mode":
      return { ...session, isAudioMode: change.isAudioMode };
    default:
      return assertNever(change);
  }
}
