import { expect, test } from "vitest";

import type { SurveyQuestion } from "./SurveyDefinition.ts";
import { spokenAnswer } from "./spokenAnswer.ts";

const options = ["Yes, more than once", "Yes, once", "Never"];
const choice: SurveyQuestion = { id: "S1", kind: "choice", text: "Ever?", options };
const choices: SurveyQuestion = { ...choice, kind: "choices" };
const text: SurveyQuestion = { id: "S2", kind: "text", text: "Why?" };

test.each([
  ["yes once", "Yes, once"],
  ["I would say never.", "Never"],
  ["2", "Yes, once"],
  ["nevertheless", null],
  ["", null],
  ["7", null],
])("of the options, %j means %j", (heard, meant) => {
  expect(spokenAnswer(choice, heard)).toBe(meant);
});

test("several options can be meant", () => {
  expect(spokenAnswer(choices, "yes once, and never")).toEqual(["Yes, once", "Never"]);
  expect(spokenAnswer(choices, "perhaps")).toBeNull();
});

test("anything said is an answer in words", () => {
  expect(spokenAnswer(text, " because ")).toBe("because");
  expect(spokenAnswer(text, " ")).toBeNull();
});
