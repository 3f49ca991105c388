/** What the administrator decides about sharing. [N2] [N3] */
export type SharingPolicy = {
  /** Whether people who are not signed in may be let in. */
  readonly allowsPublic: boolean;
  /** How long what was deleted can come back. */
  readonly trashDays: number;
};

export const SHARING: SharingPolicy = Object.freeze({ allowsPublic: false, trashDays: 30 });
