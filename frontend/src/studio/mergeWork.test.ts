import fc from "fast-check";
import { expect, test } from "vitest";

import { mergeWork } from "./mergeWork.ts";
import type { StudioWork } from "./StudioWork.ts";

/** A list in which each letter is a transformation, seen whole. */
function work(names: string, position = names.length): StudioWork {
  return { transformations: [...names].map((name) => ({ name })), position };
}

function letters(merged: StudioWork | null): string | null {
  return merged && merged.transformations.map(({ name }) => name).join("");
}

test.each([
  ["only one side changed", "abc", "abc", "abd", "abd"],
  ["both changed alike", "abc", "abx", "abx", "abx"],
  ["both added at the end: what was saved first comes first", "ab", "abm", "abt", "abtm"],
  ["different parts", "abcd", "mbcd", "abct", "mbct"],
  ["one removed, the other added", "abc", "bc", "abct", "bct"],
  ["both changed the same one", "abc", "amc", "atc", null],
  ["one removed what the other changed", "abc", "ac", "atc", null],
  ["both put something at the same place", "abc", "ambc", "atbc", null],
])("[B12] two tabs, %s", (_name, base, mine, theirs, merged) => {
  expect(letters(mergeWork(work(base), work(mine), work(theirs)))).toBe(merged);
});

test("[B12] a merge has everything that either side added, and nothing that one side removed", () => {
  const list = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { maxLength: 5 }).map((each) => each.join(""));

  fc.assert(
    fc.property(list, list, list, (base, mine, theirs) => {
      const merged = letters(mergeWork(work(base), work(mine), work(theirs)));
      if (merged === null) return;
      for (const letter of "abcdefgh") {
        const [was, isMine, isTheirs] = [base, mine, theirs].map((each) => each.includes(letter));
        if (!was && (isMine || isTheirs)) expect(merged).toContain(letter);
        if (was && (!isMine || !isTheirs)) expect(merged).not.toContain(letter);
      }
    }),
  );
});

test("[B12] whoever sees every transformation sees those of the other tab, too; whoever looks back stays there", () => {
  const seesAll = mergeWork(work("ab"), work("abm"), work("abt"));
  const looksBack = mergeWork(work("ab"), work("abm", 1), work("abt"));

  expect([seesAll?.position, looksBack?.position]).toEqual([4, 1]);
});
