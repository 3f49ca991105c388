import type { JsonValue } from "../documents/json.ts";

/**
 * What the value of one field must be. `min` and `max` bound a number, both included; `minLength` and
 * `maxLength` count Unicode code points.
 */
export interface FieldRules {
  readonly required?: boolean;
  readonly type?: "string" | "number" | "boolean";
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Rules by the name of the field; fields without rules may hold anything. */
export type ValidationSchema = Readonly<Record<string, FieldRules>>;

const TYPE_PROBLEMS = {
  string: "must be text",
  number: "must be a number",
  boolean: "must be true or false",
} as const;

/**
 * One message for each broken rule, `field: what is wrong`, in the order of `schema`; none when all is well.
 * Fields whose names are whole numbers come first, by their size: that is how ECMAScript orders them. [U2]
 *
 * An absent, null or empty value breaks `required` alone: a field that may be empty has no length to check.
 */
export function validateForm(
  values: Readonly<Record<string, JsonValue>>,
  schema: ValidationSchema,
): string[] {
  return Object.entries(schema).flatMap(([name, rules]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return problemsOf(value, rules).map((problem) => `${name}: ${problem}`);
  });
}

function problemsOf(value: JsonValue | undefined, rules: FieldRules): string[] {
  if (value === undefined || value === null || value === "") {
    return rules.required === true ? ["is required"] : [];
  }
  const expected = rules.type ?? impliedType(rules);
  if (expected !== undefined && typeof value !== expected) return [TYPE_PROBLEMS[expected]];
  if (typeof value === "number") return rangeProblems(value, rules);
  if (typeof value === "string") return lengthProblems([...value].length, rules);
  return [];
}

/** What bounds imply where no type is named: text cannot be too small, nor a number too short. */
function impliedType(rules: FieldRules): FieldRules["type"] {
  if (rules.min !== undefined || rules.max !== undefined) return "number";
  return rules.minLength !== undefined || rules.maxLength !== undefined ? "string" : undefined;
}

function rangeProblems(value: number, { min, max }: FieldRules): string[] {
  const problems: string[] = [];
  if (min !== undefined && value < min) problems.push(`must be at least ${min}`);
  if (max !== undefined && value > max) problems.push(`must be at most ${max}`);
  return problems;
}

function lengthProblems(length: number, { minLength, maxLength }: FieldRules): string[] {
  const problems: string[] = [];
  if (minLength !== undefined && length < minLength) {
    problems.push(`must have at least ${characters(minLength)}`);
  }
  if (maxLength !== undefined && length > maxLength) {
    problems.push(`must have at most ${characters(maxLength)}`);
  }
  return problems;
}

function characters(count: number): string {
  return count === 1 ? "1 character" : `${count} characters`;
}
