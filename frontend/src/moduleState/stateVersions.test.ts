import { describe, expect, test } from "vitest";

import { SchemaBuilder } from "./SchemaBuilder.ts";
import { type StateCodec, stateCodec } from "./StateCodec.ts";
import { stateMigration } from "./stateVersions.ts";

type First = { column: string };
type Second = { columns: string[] };
type Third = { columns: string[]; is_sorted: boolean };

const firstSchema = new SchemaBuilder<First>(() => ({ properties: { column: { type: "string" } } })).build();
const secondSchema = new SchemaBuilder<Second>(() => ({
  properties: { columns: { elements: { type: "string" } } },
})).build();
const thirdSchema = new SchemaBuilder<Third>(() => ({
  properties: { columns: { elements: { type: "string" } }, is_sorted: { type: "boolean" } },
})).build();

const toSecond = stateMigration<First, Second>({
  schema: firstSchema,
  migrate: ({ column }) => ({ columns: [column] }),
});
const toThird = stateMigration<Second, Third>({
  schema: secondSchema,
  migrate: ({ columns }) => ({ columns, is_sorted: false }),
});

const first: StateCodec<First> = stateCodec<First, First>({
  schema: firstSchema,
  serialize: ({ column }) => ({ column }),
  deserialize: (stored) => stored,
});
const third: StateCodec<Third> = stateCodec<Third, Third>({
  schema: thirdSchema,
  migrations: [toSecond, toThird],
  serialize: ({ columns, is_sorted }) => ({ columns, is_sorted }),
  deserialize: (stored) => stored,
});

describe("[B9] a state that an earlier version stored", () => {
  test.each([
    ["the first", 1, '{"column":"price"}'],
    ["the second", 2, '{"schema_version":2,"columns":["price"]}'],
    ["the present one", undefined, '{"schema_version":3,"columns":["price"],"is_sorted":false}'],
  ])("is read, if it is of %s", (_name, migratedFrom, text) => {
    const state = { columns: ["price"], is_sorted: false };
    expect(third.fromText(text)).toEqual({ kind: "read", state, migratedFrom });
  });

  test("is reported, not migrated, where it does not fit the schema of its version", () => {
    expect(third.fromText('{"column":7}')).toEqual({
      kind: "unreadable",
      problem: {
        kind: "doesNotFit",
        errors: [{ instancePath: ["column"], schemaPath: ["properties", "column", "type"] }],
      },
    });
  });
});

test("[C7] a state that a later version stored is reported with its version, though its form would fit", () => {
  const text = '{"schema_version":2,"column":"price"}';

  expect(first.fromText(text)).toEqual({
    kind: "unreadable",
    problem: { kind: "newerVersion", version: 2 },
  });
});

test("[B9] the first version is stored without a number, so that what was stored before has the same bytes", () => {
  expect(first.toText({ column: "price" })).toBe('{"column":"price"}');
});

test("[B9] a later version is stored with its number, and comes back", () => {
  const state = { columns: ["price"], is_sorted: true };

  const text = third.toText(state);

  expect(text).toBe('{"schema_version":3,"columns":["price"],"is_sorted":true}');
  expect(third.fromText(text)).toEqual({ kind: "read", state });
});

test.each(['{"schema_version":"2","columns":[]}', '{"schema_version":0.5,"columns":[]}', "[]", "null"])(
  "[B9] what names no version that can be meant (%s) does not fit",
  (text) => {
    expect(third.fromText(text)).toMatchObject({ kind: "unreadable", problem: { kind: "doesNotFit" } });
  },
);
