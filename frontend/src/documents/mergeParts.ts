import type { JsonValue } from "./json.ts";
import { isSameJson } from "./sameJson.ts";

/** The copy that a part is taken from: that of this tab, or the server's. */
export type Side = "mine" | "theirs";

/** Content in pieces that are chosen as a whole, by key. A piece that is missing was removed, or is not there yet. */
export type Parts = ReadonlyMap<string, JsonValue>;

/** A part that is not the same on both sides. */
export type PartDifference = {
  readonly key: string;
  /** Since the last common version; `both` also where that is not known. */
  readonly changed: "here" | "there" | "both";
  /** Where it is taken from; null where a person has to choose. */
  readonly side: Side | null;
};

export type PartsMerge = {
  /** What is not decided is as in `mine`. */
  readonly merged: Parts;
  readonly differences: readonly PartDifference[];
};

export type PartsToMerge = {
  /** The last common version; null where it is not known. */
  readonly base: Parts | null;
  readonly mine: Parts;
  readonly theirs: Parts;
  /** What a person chose so far. A choice for a part that is the same on both sides changes nothing. */
  readonly choices?: ReadonlyMap<string, Side>;
};

/**
 * Compares three copies part by part. [B4]
 *
 * A part that one side changed is taken from there; one that both changed alike is no difference; the rest is the person's to
 * choose. Removing is a change like any other. The order is that of `mine`, then that of `theirs`.
 */
export function mergeParts({ base, mine, theirs, choices }: PartsToMerge): PartsMerge {
  const merged = new Map<string, JsonValue>();
  const differences: PartDifference[] = [];
  for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
    let taken = mine;
    if (!isSamePart(mine, theirs, key)) {
      const changed = whoChanged(base, mine, theirs, key);
      const side = choices?.get(key) ?? sideWithoutQuestion(changed);
      differences.push({ key, changed, side });
      if (side === "theirs") taken = theirs;
    }
    const part = taken.get(key);
    if (part !== undefined) merged.set(key, part);
  }
  return { merged, differences };
}

function whoChanged(base: Parts | null, mine: Parts, theirs: Parts, key: string): PartDifference["changed"] {
  if (base === null) return "both";
  if (isSamePart(base, mine, key)) return "there";
  return isSamePart(base, theirs, key) ? "here" : "both";
}

function sideWithoutQuestion(changed: PartDifference["changed"]): Side | null {
  if (changed === "both") return null;
  return changed === "here" ? "mine" : "theirs";
}

function isSamePart(one: Parts, other: Parts, key: string): boolean {
  const [a, b] = [one.get(key), other.get(key)];
  return a === undefined || b === undefined ? a === b : isSameJson(a, b);
}
