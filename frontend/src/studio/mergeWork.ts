import type { JsonObject } from "../documents/json.ts";
import { isSameJson } from "../documents/sameJson.ts";
import { isSameList, isSameWork, type StudioWork } from "./StudioWork.ts";

type List = readonly JsonObject[];

/** What one side did: it put *items* in place of those from *start* to before *end* of the common list. */
type Change = { readonly start: number; readonly end: number; readonly items: List };

/**
 * One list of what two places did to *base*; null where both changed the same part of it, which a person has to decide.
 *
 * Both may add at the end: what *theirs* added comes first, because it was saved first. The position is that of *mine*.
 */
export function mergeWork(base: StudioWork, mine: StudioWork, theirs: StudioWork): StudioWork | null {
  if (isSameWork(base, mine)) return theirs;
  const transformations = mergedLists(base.transformations, mine.transformations, theirs.transformations);
  if (transformations === null) return null;
  const isAtEnd = mine.position === mine.transformations.length;
  const position = isAtEnd ? transformations.length : Math.min(mine.position, transformations.length);
  return { transformations, position };
}

function mergedLists(base: List, mine: List, theirs: List): List | null {
  if (isSameList(base, mine) || isSameList(mine, theirs)) return theirs;
  if (isSameList(base, theirs)) return mine;
  const my = changeOf(base, mine);
  const their = changeOf(base, theirs);
  const isSamePlace = my.start === their.start && my.end === their.end;
  const bothAdd = isSamePlace && my.start === base.length;
  if (bothAdd) return [...theirs, ...my.items];
  if (isSamePlace) return null;
  if (my.end <= their.start) return applied(applied(base, their), my);
  if (their.end <= my.start) return applied(applied(base, my), their);
  return null;
}

function changeOf(base: List, changed: List): Change {
  const shorter = Math.min(base.length, changed.length);
  let start = 0;
  while (start < shorter && isSameAt(base, start, changed, start)) start += 1;
  let kept = 0;
  while (
    kept < shorter - start &&
    isSameAt(base, base.length - 1 - kept, changed, changed.length - 1 - kept)
  ) {
    kept += 1;
  }
  return { start, end: base.length - kept, items: changed.slice(start, changed.length - kept) };
}

function isSameAt(one: List, at: number, other: List, otherAt: number): boolean {
  return isSameJson(one[at] ?? null, other[otherAt] ?? null);
}

function applied(list: List, { start, end, items }: Change): List {
  return list.toSpliced(start, end - start, ...items);
}
