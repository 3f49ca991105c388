/** What a person says about a session; counted in Unicode code points. [C6] */
export type SessionDetails = {
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
};
