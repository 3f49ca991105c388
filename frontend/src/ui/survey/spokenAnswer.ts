import type { JsonValue } from "../../documents/json.ts";
import type { SurveyQuestion } from "./SurveyDefinition.ts";

/** The answer that somebody spoke; null where it is none of the options. A number means the option in that place. */
export function spokenAnswer(question: SurveyQuestion, heard: string): JsonValue | null {
  if (question.kind === "text") return heard.trim() === "" ? null : heard.trim();
  const said = plain(heard);
  const byNumber = question.options[Number(said) - 1];
  const chosen =
    byNumber === undefined ? question.options.filter((option) => isSaid(option, said)) : [byNumber];
  if (question.kind === "choices") return chosen.length === 0 ? null : chosen;
  // Of several that fit, such as "Yes" and "Yes, once", the longest was meant.
  return chosen.toSorted((one, other) => other.length - one.length)[0] ?? null;
}

function isSaid(option: string, said: string): boolean {
  return said !== "" && ` ${said} `.includes(` ${plain(option)} `);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
