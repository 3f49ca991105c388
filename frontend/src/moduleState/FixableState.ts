import { createStore, type Getter, type PrimitiveAtom, type Setter } from "jotai/vanilla";

import { type PersistableFixableAtom, SETTLE, Sourced, type StateSource } from "./persistableFixableAtom.ts";

/** Reads a state out of its atoms: of a fixable atom its `value`, which is what is shown. */
export type SerializeStateFunction<State> = (get: Getter) => State;

/** Puts a state into its atoms. What is set in a fixable atom gets the source of the state. */
export type DeserializeStateFunction<State> = (state: State, set: Setter) => void;

/** A state of a module in atoms: what it depends on, which of its values may not fit, how it gets in and out. [B9] */
export type FixableStateDefinition<State, Context> = {
  readonly contextAtom: PrimitiveAtom<Context>;
  /** By the name under which an adjustment is reported. */
  // oxlint-disable-next-line typescript/no-explicit-any -- fields of unrelated types
  readonly fields: Readonly<Record<string, PersistableFixableAtom<any>>>;
  readonly serialize: SerializeStateFunction<State>;
  readonly deserialize: DeserializeStateFunction<State>;
};

/** A stored value for which another one is shown. */
export type Adjustment = { readonly field: string; readonly chosen: unknown; readonly shown: unknown };

export type ShownState<State> = {
  /** The state as it fits what is there. */
  readonly state: State;
  /** What of the opened session does not fit; nothing while that is not known. */
  readonly adjusted: readonly Adjustment[];
};

/** One state of one module, fitted to what is there now. The state that is kept stays as it was chosen. [B9] */
export class FixableState<State, Context> {
  readonly #definition: FixableStateDefinition<State, Context>;
  #store = createStore();
  #context: { readonly value: Context } | null = null;

  constructor(definition: FixableStateDefinition<State, Context>) {
    this.#definition = definition;
  }

  /** Takes *state* for what was chosen by *source*; what it leaves open begins anew. */
  open(state: State, source: StateSource): void {
    this.#store = createStore();
    if (this.#context) this.#store.set(this.#definition.contextAtom, this.#context.value);
    const { fields, deserialize } = this.#definition;
    const fixable = new Set<unknown>(Object.values(fields));
    const set = ((target: PersistableFixableAtom<unknown>, value: unknown) =>
      this.#store.set(target, fixable.has(target) ? new Sourced(value, source) : value)) as Setter;
    deserialize(state, set);
    this.#settle();
  }

  /** What the values depend on has changed. */
  provide(context: Context): void {
    this.#context = { value: context };
    this.#store.set(this.#definition.contextAtom, context);
    this.#settle();
  }

  get shown(): ShownState<State> {
    const { fields, serialize } = this.#definition;
    const adjusted = Object.entries(fields).flatMap(([field, source]) => {
      const { isValidInContext, chosenValue, value } = this.#store.get(source);
      return isValidInContext ? [] : [{ field, chosen: chosenValue as unknown, shown: value as unknown }];
    });
    return { state: serialize(this.#store.get), adjusted };
  }

  #settle(): void {
    for (const field of Object.values(this.#definition.fields)) this.#store.set(field, SETTLE);
  }
}
