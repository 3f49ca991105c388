import type { JtdSchema, JtdSchemaOf } from "./jtdSchema.ts";

/** Makes the JTD schema of *Value*, checked by the compiler against that type. [B9] */
export class SchemaBuilder<Value> {
  readonly #describe: () => JtdSchemaOf<Value>;

  constructor(describe: () => JtdSchemaOf<Value>) {
    this.#describe = describe;
  }

  build(): JtdSchema {
    // The compiler cannot see that every branch of the conditional type is a JtdSchema.
    return this.#describe() as JtdSchema;
  }
}
