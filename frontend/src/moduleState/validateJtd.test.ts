import { describe, expect, test } from "vitest";

import type { JtdSchema } from "./jtdSchema.ts";
import { validateJtd } from "./validateJtd.ts";

const person: JtdSchema = {
  properties: { name: { type: "string" }, age: { type: "uint8" } },
  optionalProperties: { nick: { type: "string", nullable: true } },
};
const shape: JtdSchema = {
  discriminator: "kind",
  mapping: { circle: { properties: { r: { type: "float64" } } }, dot: { properties: {} } },
};

describe("[B9] a value is checked as RFC 8927 section 3.3 says", () => {
  test.each<[string, JtdSchema, unknown]>([
    ["empty form takes anything", {}, { a: [1] }],
    ["nullable takes null", { type: "string", nullable: true }, null],
    ["integers at the ends of their range", { elements: { type: "int8" } }, [-128, 127]],
    ["an integer written as 1.0", { type: "uint32" }, 1],
    ["a date-time of RFC 3339", { type: "timestamp" }, "1990-12-31T23:59:60Z"],
    ["a leap second, which is one everywhere", { type: "timestamp" }, "1990-12-31T15:59:60-08:00"],
    ["small letters and a part of a second", { type: "timestamp" }, "1985-04-12t23:20:50.52z"],
    ["an offset that no country has", { type: "timestamp" }, "1937-01-01T12:00:27.87+00:20"],
    ["a member of the enumeration", { enum: ["a", "b"] }, "b"],
    ["optional properties may be absent", person, { name: "Ada", age: 36 }],
    [
      "optional properties may be null where the schema says so",
      person,
      { name: "Ada", age: 36, nick: null },
    ],
    ["values of any key", { values: { type: "boolean" } }, { x: true, y: false }],
    ["a tagged object", shape, { kind: "circle", r: 2 }],
    ["a reference to a definition", { definitions: { n: { type: "int8" } }, elements: { ref: "n" } }, [1, 2]],
  ])("valid: %s", (_name, schema, value) => {
    expect(validateJtd(schema, value)).toEqual([]);
  });

  test.each<[string, JtdSchema, unknown, string, string]>([
    ["null where it is not allowed", { type: "string" }, null, "", "type"],
    ["a fraction as an integer", { type: "int32" }, 1.5, "", "type"],
    ["an integer beyond its range", { elements: { type: "uint8" } }, [0, 256], "1", "elements/type"],
    ["text as a number", { type: "float64" }, "1", "", "type"],
    ["a day that no calendar has", { type: "timestamp" }, "2021-02-30T00:00:00Z", "", "type"],
    ["an hour that no day has", { type: "timestamp" }, "2021-06-30T24:00:00Z", "", "type"],
    ["a 60th second in the midst of a day", { type: "timestamp" }, "2021-06-30T12:00:60Z", "", "type"],
    ["a 61st second", { type: "timestamp" }, "1990-12-31T23:59:61Z", "", "type"],
    ["an offset of a day", { type: "timestamp" }, "2021-06-30T12:00:00+24:00", "", "type"],
    ["a time without an offset", { type: "timestamp" }, "2021-06-30T12:00:00", "", "type"],
    ["a number that JSON cannot write", { type: "float64" }, Number.NaN, "", "type"],
    ["a number that overflowed", { type: "float32" }, JSON.parse("1e999"), "", "type"],
    ["no member of the enumeration", { enum: ["a"] }, "b", "", "enum"],
    ["an object as an array", { elements: {} }, {}, "", "elements"],
    ["a property that is missing", person, { name: "Ada" }, "", "properties/age"],
    ["a property that nobody named", person, { name: "A", age: 1, x: 0 }, "x", ""],
    ["an array as an object", person, [], "", "properties"],
    ["a wrong value of a key", { values: { type: "boolean" } }, { x: 1 }, "x", "values/type"],
    ["an object without its tag", shape, { r: 2 }, "", "discriminator"],
    ["a tag that is not text", shape, { kind: 1 }, "kind", "discriminator"],
    ["a tag that nobody named", shape, { kind: "square" }, "kind", "mapping"],
    [
      "a wrong property of a tagged object",
      shape,
      { kind: "circle", r: "2" },
      "r",
      "mapping/circle/properties/r/type",
    ],
    ["a name that every object inherits", shape, { kind: "toString" }, "kind", "mapping"],
  ])("invalid: %s", (_name, schema, value, instancePath, schemaPath) => {
    const errors = validateJtd(schema, value);

    expect(errors.map((error) => [error.instancePath.join("/"), error.schemaPath.join("/")])).toEqual([
      [instancePath, schemaPath],
    ]);
  });

  test("a reference gives the path of its definition, and the place in the whole value", () => {
    const schema: JtdSchema = { definitions: { n: { type: "int8" } }, elements: { ref: "n" } };

    const [error] = validateJtd(schema, [1, "two"]);

    expect(error).toEqual({ instancePath: ["1"], schemaPath: ["definitions", "n", "type"] });
  });

  test("a cycle of references is stopped", () => {
    const schema: JtdSchema = { definitions: { loop: { ref: "loop" } }, ref: "loop" };

    expect(() => validateJtd(schema, 1)).toThrow(RangeError);
  });
});
