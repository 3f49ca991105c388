import type { JsonObject } from "../documents/json.ts";
import { isSameJson } from "../documents/sameJson.ts";

/** What a person does with one data set. */
export type StudioWork = {
  /** In their order. What one does is the table's business: here each is kept whole. */
  readonly transformations: readonly JsonObject[];
  /** How many of them what is shown has gone through: from 0, the data set as it is, to all. */
  readonly position: number;
};

export const NO_WORK: StudioWork = Object.freeze({ transformations: [], position: 0 });

export function isSameWork(one: StudioWork, other: StudioWork): boolean {
  return one.position === other.position && isSameList(one.transformations, other.transformations);
}

export function isSameList(one: readonly JsonObject[], other: readonly JsonObject[]): boolean {
  return (
    one === other ||
    (one.length === other.length && one.every((each, index) => isSameJson(each, other[index] ?? null)))
  );
}

/**
 * The work with another list. Whoever sees every transformation goes on seeing every one, and whoever adds one sees what it
 * does; otherwise the position stays where it is.
 */
export function withTransformations(work: StudioWork, transformations: readonly JsonObject[]): StudioWork {
  const isAtEnd = work.position === work.transformations.length;
  const isLonger = transformations.length > work.transformations.length;
  const position =
    isAtEnd || isLonger ? transformations.length : Math.min(work.position, transformations.length);
  return { transformations, position };
}

/** The work seen at another place of its list. */
export function atPosition(work: StudioWork, position: number): StudioWork {
  const within = Math.max(0, Math.min(position, work.transformations.length));
  return within === work.position ? work : { ...work, position: within };
}
