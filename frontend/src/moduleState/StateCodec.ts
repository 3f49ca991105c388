import type { JsonObject } from "../documents/json.ts";
import type { JtdSchema } from "./jtdSchema.ts";
import { migrated, type StateMigration, withVersion } from "./stateVersions.ts";
import { type JtdError, validateJtd } from "./validateJtd.ts";

/** Why a stored state could not be read. */
export type StateProblem =
  | { kind: "notJson" }
  | { kind: "doesNotFit"; errors: readonly JtdError[] }
  /** Written by a later version of the module; it must not be taken for less than it is. [C7] */
  | { kind: "newerVersion"; version: number }
  /** The module's own code threw, or its schema refers too deep for the value. */
  | { kind: "failed" };

export type StateReading<State> =
  /** `migratedFrom` is the earlier version in which it was stored. */
  { kind: "read"; state: State; migratedFrom?: number } | { kind: "unreadable"; problem: StateProblem };

/** How one state of a module (its settings, or its view) becomes text and comes back. [B9] */
export type StateCodec<State> = {
  readonly schema: JtdSchema;
  /**
   * The same state always gives the same text.
   *
   * @throws RangeError where the state does not fit its own schema: such text could never be opened again.
   */
  toText(state: State): string;
  /** Never throws: text that is not JSON or does not fit the schema is reported, so that its bytes can be kept. */
  fromText(text: string): StateReading<State>;
};

export type StateCodecOptions<State, Stored extends JsonObject> = {
  /** Describes *Stored*; build it with `SchemaBuilder<Stored>`. */
  schema: JtdSchema;
  /** From every earlier version to the next, the first one first. */
  migrations?: readonly StateMigration[];
  /** A new object with its keys in a fixed order. */
  serialize: (state: State) => Stored;
  deserialize: (stored: Stored) => State;
};

export function stateCodec<State, Stored extends JsonObject>(
  options: StateCodecOptions<State, Stored>,
): StateCodec<State> {
  const { schema, migrations = [], serialize, deserialize } = options;
  const version = migrations.length + 1;

  function read(value: unknown): StateReading<State> {
    const reading = migrated(value, migrations);
    if (reading.kind !== "current") return { kind: "unreadable", problem: reading };
    const errors = validateJtd(schema, reading.stored);
    if (errors.length > 0) return { kind: "unreadable", problem: { kind: "doesNotFit", errors } };
    const state = deserialize(reading.stored as Stored);
    return reading.version === version
      ? { kind: "read", state }
      : { kind: "read", state, migratedFrom: reading.version };
  }

  return {
    schema,
    toText(state) {
      const stored = serialize(state);
      const [error] = validateJtd(schema, stored);
      if (error)
        throw new RangeError(`A state does not fit its schema at “${error.instancePath.join("/")}”.`);
      return JSON.stringify(withVersion(stored, version));
    },
    fromText(text) {
      const parsed = parseJson(text);
      if (!parsed) return { kind: "unreadable", problem: { kind: "notJson" } };
      try {
        return read(parsed.value);
      } catch {
        // One broken module must not take the session with it; its bytes are kept.
        return { kind: "unreadable", problem: { kind: "failed" } };
      }
    },
  };
}

function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
