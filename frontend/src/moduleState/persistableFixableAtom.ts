import { atom, type Getter, type WritableAtom } from "jotai/vanilla";

/** Who chose a value: the person just now, the session that was opened, or what a new module starts with. */
export type StateSource = "user" | "persistence" | "template";

export type DependenciesState = "loading" | "error" | "loaded";

/** A value with its source; a value that is written without one is the person's. */
export class Sourced<Value> {
  readonly value: Value;
  readonly source: StateSource;

  constructor(value: Value, source: StateSource) {
    this.value = value;
    this.source = source;
  }
}

/**
 * Written to an atom when what it depends on may have changed: a stored value that has proved valid is the person's own from
 * then on, and is replaced without a word should it stop being valid.
 */
export const SETTLE = Symbol("settle");

export type FixableValue<Value> = {
  /** What is shown: what was chosen, or what stands in for it where that is not valid. */
  readonly value: Value;
  /** What was chosen, valid or not; this is what is kept. */
  readonly chosenValue: Value;
  readonly source: StateSource;
  /** False for a stored value that is known not to fit what is there now. */
  readonly isValidInContext: boolean;
  readonly isLoading: boolean;
  readonly depsHaveError: boolean;
};

export type PersistableFixableAtom<Value> = WritableAtom<
  FixableValue<Value>,
  [Value | Sourced<Value> | typeof SETTLE],
  void
>;

type Question<Value> = { readonly get: Getter; readonly value: Value };
type InformedQuestion<Value, Precomputed> = Question<Value> & { readonly precomputedValue: Precomputed };

type PrecomputeFunction<Value, Precomputed> = (question: Question<Value>) => Precomputed;

export type PersistableFixableAtomOptions<Value, Precomputed = undefined> = {
  /** What a new module has; its source is `template`. */
  initialValue: Value;
  /** Whether what validity depends on is there; nothing below is asked before it is `loaded`. Default: it always is. */
  computeDependenciesState?: (question: Question<Value>) => DependenciesState;
  isValidFunction: (question: InformedQuestion<Value, Precomputed>) => boolean;
  /** Gives what stands in for a value that is not valid. */
  fixupFunction: (question: InformedQuestion<Value, Precomputed>) => Value;
} & (undefined extends Precomputed
  ? { precomputeFunction?: PrecomputeFunction<Value, Precomputed> }
  : {
      /** Computed once for both functions above. */
      precomputeFunction: PrecomputeFunction<Value, Precomputed>;
    });

/**
 * An atom whose value was stored once, and may not fit what is there when it is read again. [B9]
 *
 * The stored value is never replaced by what stands in for it: only a person's choice is, so opening changes nothing.
 */
export function persistableFixableAtom<Value, Precomputed = undefined>(
  options: PersistableFixableAtomOptions<Value, Precomputed>,
): PersistableFixableAtom<Value> {
  const chosenAtom = atom(new Sourced(options.initialValue, "template"));

  const fixableAtom: PersistableFixableAtom<Value> = atom(
    (get) => fixed(options, get, get(chosenAtom)),
    (get, set, update) => {
      if (update !== SETTLE) {
        set(chosenAtom, update instanceof Sourced ? update : new Sourced(update, "user"));
        return;
      }
      const { chosenValue, source, isValidInContext, isLoading, depsHaveError } = get(fixableAtom);
      const hasProvedValid = isValidInContext && !isLoading && !depsHaveError;
      if (source === "persistence" && hasProvedValid) set(chosenAtom, new Sourced(chosenValue, "user"));
    },
  );
  return fixableAtom;
}

function fixed<Value, Precomputed>(
  options: PersistableFixableAtomOptions<Value, Precomputed>,
  get: Getter,
  { value, source }: Sourced<Value>,
): FixableValue<Value> {
  const dependencies = options.computeDependenciesState?.({ get, value }) ?? "loaded";
  const read = {
    value,
    chosenValue: value,
    source,
    isValidInContext: true,
    isLoading: dependencies === "loading",
    depsHaveError: dependencies === "error",
  };
  if (dependencies !== "loaded") return read;
  const question = {
    get,
    value,
    precomputedValue: options.precomputeFunction?.({ get, value }) as Precomputed,
  };
  if (options.isValidFunction(question)) return read;
  return { ...read, value: options.fixupFunction(question), isValidInContext: source !== "persistence" };
}
