import { atom, createStore } from "jotai/vanilla";
import { beforeEach, describe, expect, test } from "vitest";

import {
  type DependenciesState,
  persistableFixableAtom,
  type PersistableFixableAtom,
  SETTLE,
  Sourced,
} from "./persistableFixableAtom.ts";

type Fields = { state: DependenciesState; names: readonly string[] };

const fieldsAtom = atom<Fields>({ state: "loaded", names: ["oil", "gas"] });

let store: ReturnType<typeof createStore>;
let precomputed: number;
let fieldAtom: PersistableFixableAtom<string | null>;

beforeEach(() => {
  store = createStore();
  precomputed = 0;
  fieldAtom = persistableFixableAtom<string | null, ReadonlySet<string>>({
    initialValue: null,
    computeDependenciesState: ({ get }) => get(fieldsAtom).state,
    precomputeFunction: ({ get }) => {
      precomputed += 1;
      return new Set(get(fieldsAtom).names);
    },
    isValidFunction: ({ value, precomputedValue: names }) => value !== null && names.has(value),
    fixupFunction: ({ precomputedValue: names }) => [...names][0] ?? null,
  });
});

/** What there is to choose from. */
function provide(names: readonly string[], state: DependenciesState = "loaded"): void {
  store.set(fieldsAtom, { state, names });
  store.set(fieldAtom, SETTLE);
}

describe("[B9] a value that does not fit is replaced for showing", () => {
  test("where nobody chose one yet", () => {
    expect(store.get(fieldAtom)).toMatchObject({
      value: "oil",
      chosenValue: null,
      source: "template",
      isValidInContext: true,
    });
  });

  test("where it was stored: it is kept, and said not to be valid", () => {
    store.set(fieldAtom, new Sourced("water", "persistence"));

    expect(store.get(fieldAtom)).toMatchObject({
      value: "oil",
      chosenValue: "water",
      source: "persistence",
      isValidInContext: false,
    });
  });

  test("where a person chose it, and without a word", () => {
    store.set(fieldAtom, "gas");
    provide(["oil"]);

    expect(store.get(fieldAtom)).toMatchObject({ value: "oil", source: "user", isValidInContext: true });
  });

  test("and comes back once it fits again", () => {
    store.set(fieldAtom, new Sourced("water", "persistence"));

    provide(["oil", "water"]);

    expect(store.get(fieldAtom)).toMatchObject({ value: "water", isValidInContext: true });
  });
});

test("[B9] a stored value that has proved valid is the person's from then on", () => {
  store.set(fieldAtom, new Sourced("gas", "persistence"));
  provide(["oil", "gas"]);
  const proved = store.get(fieldAtom);

  provide(["oil"]);

  expect(proved).toMatchObject({ value: "gas", source: "user" });
  expect(store.get(fieldAtom)).toMatchObject({ value: "oil", isValidInContext: true });
});

test("[B9] a stored value that is not valid stays a stored one", () => {
  store.set(fieldAtom, new Sourced("water", "persistence"));

  provide(["oil"]);

  expect(store.get(fieldAtom)).toMatchObject({ source: "persistence", isValidInContext: false });
});

test("[B9] what a person chooses replaces a stored value", () => {
  store.set(fieldAtom, new Sourced("water", "persistence"));

  store.set(fieldAtom, "gas");

  expect(store.get(fieldAtom)).toMatchObject({ value: "gas", chosenValue: "gas", source: "user" });
});

describe("[B9] while what it depends on is not there", () => {
  test.each([
    ["loading", { isLoading: true, depsHaveError: false }],
    ["error", { isLoading: false, depsHaveError: true }],
  ] as const)("(%s) nothing is said against a stored value, and it stays stored", (state, flags) => {
    store.set(fieldAtom, new Sourced("water", "persistence"));

    provide([], state);

    expect(store.get(fieldAtom)).toEqual({
      value: "water",
      chosenValue: "water",
      source: "persistence",
      isValidInContext: true,
      ...flags,
    });
  });

  test("nothing is computed from it", () => {
    provide([], "loading");

    store.get(fieldAtom);

    expect(precomputed).toBe(0);
  });
});

test("[B9] an atom without anything to share is defined as in seed 004", () => {
  const seededAtom = persistableFixableAtom<string | null>({
    initialValue: null,
    isValidFunction: ({ get, value }) => value !== null && get(fieldsAtom).names.includes(value),
    fixupFunction: ({ get }) => get(fieldsAtom).names.at(0) ?? null,
  });

  store.set(seededAtom, new Sourced("water", "persistence"));

  expect(store.get(seededAtom)).toMatchObject({
    value: "oil",
    chosenValue: "water",
    isValidInContext: false,
  });
});

test("[B9] what validity and fix-up share is computed once", () => {
  store.set(fieldAtom, new Sourced("water", "persistence"));

  store.get(fieldAtom);
  store.get(fieldAtom);

  expect(precomputed).toBe(1);
});
