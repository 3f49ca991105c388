import type { JsonValue } from "../documents/json.ts";

/** Where somebody is in a survey. */
export type SurveySession = {
  readonly currentStep: string;
  /** By step. */
  readonly answers: Readonly<Record<string, JsonValue>>;
  /** The way to the current step, for going back. */
  readonly stepHistory: readonly string[];
  readonly isAudioMode: boolean;
};

/** One thing that a person did. Each says it whole, so that what is said last stands. [U4] */
export type SurveyChange =
  | { readonly action: "answer"; readonly step: string; readonly answer: JsonValue }
  | { readonly action: "clear"; readonly step: string }
  | { readonly action: "navigate"; readonly step: string; readonly stepHistory: readonly string[] }
  | { readonly action: "mode"; readonly step: string; readonly isAudioMode: boolean };

/** A change with its number, by which the service knows it again. [U4] */
export type NumberedChange = {
  /** Made anew by each page. */
  readonly clientId: string;
  /** Counts the changes of that page, up from 1. */
  readonly sequence: number;
  readonly change: SurveyChange;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
};
