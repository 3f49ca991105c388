/** A survey as it is shipped, in JSON. */
export type SurveyDefinition = {
  readonly title: string;
  readonly intro: string;
  readonly questions: readonly SurveyQuestion[];
};

export type SurveyQuestion = {
  /** The step in what is saved: never change one, or the answers to it are lost from sight. */
  readonly id: string;
  readonly text: string;
} & (
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "choices"; readonly options: readonly string[] }
  | { readonly kind: "text" }
);

/** The step behind the last question. */
export const DONE = "done";
