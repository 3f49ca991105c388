import { expect, test } from "vitest";

import { changedSession } from "../../survey/changedSession.ts";
import type { SurveySession } from "../../survey/SurveySession.ts";
import type { SurveyDefinition } from "./SurveyDefinition.ts";
import { placeIn } from "./surveySteps.ts";

const survey: SurveyDefinition = {
  title: "A survey",
  intro: "",
  questions: [
    { id: "S1", kind: "text", text: "One?" },
    { id: "S2", kind: "text", text: "Two?" },
  ],
};

function walk(...ways: ("forward" | "back")[]): SurveySession | null {
  let session: SurveySession | null = null;
  for (const way of ways) {
    const change = placeIn(survey, session)[way];
    if (change === null) throw new Error(`There is no way ${way}.`);
    session = changedSession(session, change);
  }
  return session;
}

test("[U4] a survey begins at its first question and ends behind its last", () => {
  expect(placeIn(survey, null)).toMatchObject({ step: "S1", number: 1, back: null });
  expect(placeIn(survey, walk("forward", "forward"))).toMatchObject({
    question: null,
    step: "done",
    forward: null,
  });
});

test("[U4] Back goes the way that the person came", () => {
  const session = walk("forward", "forward", "back");

  expect(session).toMatchObject({ currentStep: "S2", stepHistory: ["S1"] });
  expect(walk("forward", "forward", "back", "back")).toMatchObject({ currentStep: "S1", stepHistory: [] });
});

test("[U4] a step of another version of the survey is not a dead end", () => {
  const session = { currentStep: "S9", answers: {}, stepHistory: ["S8", "S1"], isAudioMode: false };

  expect(placeIn(survey, session)).toMatchObject({ step: "S1", number: 1 });
  expect(placeIn(survey, { ...session, currentStep: "S2" }).back).toMatchObject({ step: "S1" });
});
