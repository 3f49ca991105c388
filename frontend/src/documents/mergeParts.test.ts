import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { JsonValue } from "./json.ts";
import { mergeParts, type Side } from "./mergeParts.ts";

type Members = { [key: string]: JsonValue };
type Vector = {
  name: string;
  base: Members | null;
  mine: Members;
  theirs: Members;
  choices: Record<string, Side>;
  merged: Members;
  decided: Record<string, Side>;
  conflicts: string[];
};

const file = new URL("../../../schemas/vectors/merge.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];
const parts = (members: Members) => new Map(Object.entries(members));

describe("[B4] three copies are compared part by part, as in Python", () => {
  test.each(vectors)("$name", ({ base, mine, theirs, choices, merged, decided, conflicts }) => {
    const merge = mergeParts({
      base: base && parts(base),
      mine: parts(mine),
      theirs: parts(theirs),
      choices: new Map(Object.entries(choices)),
    });

    expect(Object.fromEntries(merge.merged)).toEqual(merged);
    const sides = merge.differences.filter(({ side }) => side !== null).map(({ key, side }) => [key, side]);
    expect(Object.fromEntries(sides)).toEqual(decided);
    expect(merge.differences.filter(({ side }) => side === null).map(({ key }) => key)).toEqual(conflicts);
  });
});

const anyParts = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.constantFrom(1, 2, 3)).map(parts);

test("[B4] both sides give the same where nobody has to choose, whichever is asked", () => {
  fc.assert(
    fc.property(anyParts, anyParts, anyParts, (base, mine, theirs) => {
      const here = mergeParts({ base, mine, theirs });
      const there = mergeParts({ base, mine: theirs, theirs: mine });

      const undecided = new Set(here.differences.filter(({ side }) => side === null).map(({ key }) => key));
      for (const key of ["a", "b", "c"].filter((each) => !undecided.has(each))) {
        expect(here.merged.get(key)).toBe(there.merged.get(key));
      }
    }),
  );
});
