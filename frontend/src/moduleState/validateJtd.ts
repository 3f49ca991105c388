import { isTimestamp } from "./isTimestamp.ts";
import type { JtdSchema, JtdType, PropertiesForm } from "./jtdSchema.ts";

/** One place where a value does not fit its schema, in the two paths of RFC 8927 section 3.3. */
export type JtdError = { instancePath: readonly string[]; schemaPath: readonly string[] };

/** References deeper than this are a cycle, or text made to exhaust the stack. */
const MAX_DEPTH = 64;

/**
 * Checks *value* against *schema* as RFC 8927 section 3.3 says, without generating code (the page's CSP forbids that).
 *
 * @returns every place that does not fit; empty when the value is valid.
 * @throws RangeError when references nest deeper than 64.
 */
export function validateJtd(schema: JtdSchema, value: unknown): JtdError[] {
  const validation = new Validation(schema);
  validation.visit(schema, value, { instance: [], schema: [] });
  return validation.errors;
}

type Place = { readonly instance: readonly string[]; readonly schema: readonly string[] };
type JsonObject = Readonly<Record<string, unknown>>;

class Validation {
  readonly errors: JtdError[] = [];
  readonly #root: JtdSchema;
  #referenceDepth = 0;

  constructor(root: JtdSchema) {
    this.#root = root;
  }

  visit(schema: JtdSchema, value: unknown, at: Place, discriminator?: string): void {
    if (schema.nullable && value === null) return;

    if (isForm(schema, "ref")) this.#visitReference(schema.ref, value, at);
    else if (isForm(schema, "type")) this.#check(hasType(schema.type, value), at, "type");
    else if (isForm(schema, "enum")) this.#check(isString(value) && schema.enum.includes(value), at, "enum");
    else if (isForm(schema, "elements")) this.#visitElements(schema.elements, value, at);
    else if (isForm(schema, "properties") || isForm(schema, "optionalProperties"))
      this.#visitProperties(schema, value, at, discriminator);
    else if (isForm(schema, "values")) this.#visitValues(schema.values, value, at);
    else if (isForm(schema, "discriminator")) this.#visitMapping(schema, value, at);
  }

  #visitReference(name: string, value: unknown, at: Place): void {
    const target = this.#root.definitions?.[name];
    if (!target) throw new RangeError(`The schema has no definition “${name}”.`);
    if (this.#referenceDepth === MAX_DEPTH) throw new RangeError(`References nest deeper than ${MAX_DEPTH}.`);
    this.#referenceDepth += 1;
    this.visit(target, value, { instance: at.instance, schema: ["definitions", name] });
    this.#referenceDepth -= 1;
  }

  #visitElements(elements: JtdSchema, value: unknown, at: Place): void {
    if (!Array.isArray(value)) return this.#fail(at, "elements");
    for (const [index, element] of value.entries()) {
      this.visit(elements, element, inside(at, [String(index)], ["elements"]));
    }
  }

  #visitValues(values: JtdSchema, value: unknown, at: Place): void {
    if (!isObject(value)) return this.#fail(at, "values");
    for (const [key, member] of Object.entries(value))
      this.visit(values, member, inside(at, [key], ["values"]));
  }

  #visitProperties(form: PropertiesForm, value: unknown, at: Place, discriminator?: string): void {
    if (!isObject(value)) return this.#fail(at, form.properties ? "properties" : "optionalProperties");
    for (const [key, member] of Object.entries(form.properties ?? {})) {
      if (Object.hasOwn(value, key)) this.visit(member, value[key], inside(at, [key], ["properties", key]));
      else this.#fail(at, "properties", key);
    }
    for (const [key, member] of Object.entries(form.optionalProperties ?? {})) {
      if (Object.hasOwn(value, key))
        this.visit(member, value[key], inside(at, [key], ["optionalProperties", key]));
    }
    if (form.additionalProperties) return;
    for (const key of Object.keys(value)) {
      const isKnown =
        hasKey(form.properties, key) || hasKey(form.optionalProperties, key) || key === discriminator;
      if (!isKnown) this.errors.push({ instancePath: [...at.instance, key], schemaPath: at.schema });
    }
  }

  #visitMapping(
    form: { discriminator: string; mapping: Readonly<Record<string, JtdSchema>> },
    value: unknown,
    at: Place,
  ): void {
    const { discriminator: key, mapping } = form;
    if (!isObject(value) || !Object.hasOwn(value, key)) return this.#fail(at, "discriminator");
    const tag = value[key];
    if (!isString(tag)) return this.#fail(inside(at, [key], []), "discriminator");
    const variant = hasKey(mapping, tag) ? mapping[tag] : undefined;
    if (!variant) return this.#fail(inside(at, [key], []), "mapping");
    this.visit(variant, value, inside(at, [], ["mapping", tag]), key);
  }

  #check(isValid: boolean, at: Place, keyword: string): void {
    if (!isValid) this.#fail(at, keyword);
  }

  #fail(at: Place, ...keywords: string[]): void {
    this.errors.push({ instancePath: at.instance, schemaPath: [...at.schema, ...keywords] });
  }
}

const INTEGER_RANGES: Readonly<Partial<Record<JtdType, readonly [number, number]>>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32_768, 32_767],
  uint16: [0, 65_535],
  int32: [-2_147_483_648, 2_147_483_647],
  uint32: [0, 4_294_967_295],
};

function hasType(type: JtdType, value: unknown): boolean {
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return isString(value);
    case "timestamp":
      return isString(value) && isTimestamp(value);
    default: {
      // Neither can be written as JSON; a number that is too large for a double is read as infinite.
      if (typeof value !== "number" || !Number.isFinite(value)) return false;
      const range = INTEGER_RANGES[type];
      return !range || (Number.isInteger(value) && value >= range[0] && value <= range[1]);
    }
  }
}

function isForm<Key extends string>(
  schema: JtdSchema,
  key: Key,
): schema is Extract<JtdSchema, Record<Key, unknown>> {
  return Object.hasOwn(schema, key);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasKey(record: object | undefined, key: string): boolean {
  return record !== undefined && Object.hasOwn(record, key);
}

function inside(at: Place, instance: readonly string[], schema: readonly string[]): Place {
  return { instance: [...at.instance, ...instance], schema: [...at.schema, ...schema] };
}
