import type { JsonValue } from "../documents/json.ts";
import type { JtdSchema } from "./jtdSchema.ts";
import { type JtdError, validateJtd } from "./validateJtd.ts";

/** Why a stored state could not be read. */
export type StateProblem = { kind: "notJson" } | { kind: "doesNotFit"; errors: readonly JtdError[] };

export type StateReading<State> =
  { kind: "read"; state: State } | { kind: "unreadable"; problem: StateProblem };

/** How one state of a module (its settings, or its view) becomes text and comes back. [B9] */
export type StateCodec<State> = {
  readonly schema: JtdSchema;
  /** The same state always gives the same text. */
  toText(state: State): string;
  /** Never throws: text that is not JSON or does not fit the schema is reported, so that its bytes can be kept. */
  fromText(text: string): StateReading<State>;
};

export type StateCodecOptions<State, Stored extends JsonValue> = {
  /** Describes *Stored*; build it with `SchemaBuilder<Stored>`. */
  schema: JtdSchema;
  /** A new object with its keys in a fixed order. */
  serialize: (state: State) => Stored;
  deserialize: (stored: Stored) => State;
};

export function stateCodec<State, Stored extends JsonValue>(
  options: StateCodecOptions<State, Stored>,
): StateCodec<State> {
  const { schema, serialize, deserialize } = options;
  return {
    schema,
    toText: (state) => JSON.stringify(serialize(state)),
    fromText(text) {
      const parsed = parseJson(text);
      if (!parsed) return { kind: "unreadable", problem: { kind: "notJson" } };
      const errors = validateJtd(schema, parsed.value);
      if (errors.length > 0) return { kind: "unreadable", problem: { kind: "doesNotFit", errors } };
      return { kind: "read", state: deserialize(parsed.value as Stored) };
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
