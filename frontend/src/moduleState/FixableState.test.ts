import { atom } from "jotai/vanilla";
import { beforeEach, expect, test } from "vitest";

import { FixableState, type FixableStateDefinition } from "./FixableState.ts";
import { persistableFixableAtom } from "./persistableFixableAtom.ts";
import { setIfDefined } from "./setIfDefined.ts";

type State = { readonly field?: string; readonly zoom: number };

const namesAtom = atom<readonly string[] | null>(null);
const zoomAtom = atom(1);
const fieldAtom = persistableFixableAtom({
  initialValue: "none",
  computeDependenciesState: ({ get }) => (get(namesAtom) === null ? "loading" : "loaded"),
  precomputeFunction: ({ get }) => get(namesAtom) ?? [],
  isValidFunction: ({ value, precomputedValue: names }) => names.includes(value),
  fixupFunction: ({ precomputedValue: names }) => names[0] ?? "none",
});

const definition: FixableStateDefinition<State, readonly string[] | null> = {
  contextAtom: namesAtom,
  fields: { field: fieldAtom },
  serialize: (get) => ({ field: get(fieldAtom).value, zoom: get(zoomAtom) }),
  deserialize: ({ field, zoom }, set) => {
    set(zoomAtom, zoom);
    setIfDefined(set, fieldAtom, field);
  },
};

let fixable: FixableState<State, readonly string[] | null>;

beforeEach(() => {
  fixable = new FixableState(definition);
});

test("[B9] a stored state is shown as it fits, and what does not fit is listed", () => {
  fixable.open({ field: "water", zoom: 3 }, "persistence");

  fixable.provide(["oil", "gas"]);

  expect(fixable.shown).toEqual({
    state: { field: "oil", zoom: 3 },
    adjusted: [{ field: "field", chosen: "water", shown: "oil" }],
  });
});

test("[B9] nothing is adjusted while what it depends on is not there", () => {
  fixable.open({ field: "water", zoom: 3 }, "persistence");

  expect(fixable.shown).toEqual({ state: { field: "water", zoom: 3 }, adjusted: [] });
});

test("[B9] what was left open is filled in, and is no adjustment", () => {
  fixable.provide(["oil"]);

  fixable.open({ zoom: 1 }, "persistence");

  expect(fixable.shown).toEqual({ state: { field: "oil", zoom: 1 }, adjusted: [] });
});

test("[B9] a state that is opened later keeps nothing of the one before", () => {
  fixable.provide(["oil", "gas"]);
  fixable.open({ field: "gas", zoom: 9 }, "user");

  fixable.open({ zoom: 1 }, "user");

  expect(fixable.shown.state).toEqual({ field: "oil", zoom: 1 });
});

test("[B9] what a person chose and is gone now is replaced without a word", () => {
  fixable.provide(["oil", "gas"]);
  fixable.open({ field: "gas", zoom: 1 }, "user");

  fixable.provide(["oil"]);

  expect(fixable.shown).toEqual({ state: { field: "oil", zoom: 1 }, adjusted: [] });
});

test("[B9] so is what was stored, once it has proved valid", () => {
  fixable.open({ field: "gas", zoom: 1 }, "persistence");
  fixable.provide(["oil", "gas"]);

  fixable.provide(["oil"]);

  expect(fixable.shown).toEqual({ state: { field: "oil", zoom: 1 }, adjusted: [] });
});

test("[B9] two modules of one kind have a state each", () => {
  const other = new FixableState(definition);
  fixable.provide(["oil", "gas"]);
  other.provide(["oil", "gas"]);

  fixable.open({ field: "gas", zoom: 2 }, "user");
  other.open({ field: "oil", zoom: 1 }, "user");

  expect(fixable.shown.state).toEqual({ field: "gas", zoom: 2 });
});
