import { expect, test } from "vitest";

import vectors from "../../../schemas/vectors/forms.json" with { type: "json" };
import type { JsonValue } from "../documents/json.ts";
import { validateForm, type ValidationSchema } from "./validateForm.ts";

interface Case {
  name: string;
  schema: ValidationSchema;
  values: Record<string, JsonValue>;
  messages: string[];
}

test.each(vectors as unknown as Case[])("[U2] $name", ({ schema, values, messages }) => {
  expect(validateForm(values, schema)).toEqual(messages);
});
