import { describe, expect, test } from "vitest";

import type { JtdSchema } from "./jtdSchema.ts";
import { SchemaBuilder } from "./SchemaBuilder.ts";
import { stateCodec } from "./StateCodec.ts";

type State = { readonly rows: number; readonly label: string | null };
type Stored = { row_count: number; label: string | null };

const codec = stateCodec<State, Stored>({
  schema: new SchemaBuilder<Stored>(() => ({
    properties: { row_count: { type: "uint32" }, label: { type: "string", nullable: true } },
  })).build(),
  serialize: ({ rows, label }) => ({ row_count: rows, label }),
  deserialize: (stored) => ({ rows: stored.row_count, label: stored.label }),
});

test("[B9] a state comes back from its text", () => {
  const state = { rows: 3, label: null };

  const reading = codec.fromText(codec.toText(state));

  expect(reading).toEqual({ kind: "read", state });
});

test("[B9] equal states give equal text, whatever the order of their keys", () => {
  expect(codec.toText({ label: "a", rows: 1 })).toBe(codec.toText({ rows: 1, label: "a" }));
});

test("[B9] text that is not JSON is reported and not thrown", () => {
  expect(codec.fromText("{")).toEqual({ kind: "unreadable", problem: { kind: "notJson" } });
});

test("[B9] JSON that does not fit is reported with its places", () => {
  const reading = codec.fromText('{"row_count":-1,"label":null}');

  expect(reading).toEqual({
    kind: "unreadable",
    problem: {
      kind: "doesNotFit",
      errors: [{ instancePath: ["row_count"], schemaPath: ["properties", "row_count", "type"] }],
    },
  });
});

describe("[B9] a module whose own code fails on a stored state cannot be opened, and takes nothing else with it", () => {
  const fails = (): never => {
    throw new TypeError("no such column");
  };
  const schema = new SchemaBuilder<Stored>(() => ({
    properties: { row_count: { type: "uint32" }, label: { type: "string", nullable: true } },
  })).build();
  const text = '{"row_count":1,"label":null}';
  const failed = { kind: "unreadable", problem: { kind: "failed" } };

  test("in reading it", () => {
    const broken = stateCodec<State, Stored>({ schema, serialize: fails, deserialize: fails });

    expect(broken.fromText(text)).toEqual(failed);
  });

  test("in migrating it", () => {
    const migrations = [{ schema, migrate: fails }];
    const broken = stateCodec<State, Stored>({ schema, migrations, serialize: fails, deserialize: fails });

    expect(broken.fromText(text)).toEqual(failed);
  });

  test("with more references than a value may nest", () => {
    const tree: JtdSchema = { definitions: { node: { elements: { ref: "node" } } }, ref: "node" };
    const broken = stateCodec({ schema: tree, serialize: fails, deserialize: fails });

    expect(broken.fromText("[".repeat(100) + "]".repeat(100))).toEqual(failed);
  });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 0.5])(
  "[B9] a state that could not be opened again (%d rows) is never made into text",
  (rows) => {
    expect(() => codec.toText({ rows, label: null })).toThrow(RangeError);
  },
);

test("[C1] half a surrogate pair in a state stays inside the text, which is valid I-JSON", () => {
  const text = codec.toText({ rows: 1, label: "\uD800" });

  expect(/\p{Surrogate}/u.test(text)).toBe(false);
});
