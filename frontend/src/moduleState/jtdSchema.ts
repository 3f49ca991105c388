/** The forms of a JSON Type Definition schema, RFC 8927 section 2.2. */
export type JtdSchema = {
  readonly definitions?: Readonly<Record<string, JtdSchema>>;
  readonly nullable?: boolean;
  readonly metadata?: Readonly<Record<string, unknown>>;
} & (
  | EmptyForm
  | { readonly ref: string }
  | { readonly type: JtdType }
  | { readonly enum: readonly string[] }
  | { readonly elements: JtdSchema }
  | PropertiesForm
  | { readonly values: JtdSchema }
  | { readonly discriminator: string; readonly mapping: Readonly<Record<string, JtdSchema>> }
);

export type JtdType =
  | "boolean"
  | "string"
  | "timestamp"
  | "float32"
  | "float64"
  | "int8"
  | "uint8"
  | "int16"
  | "uint16"
  | "int32"
  | "uint32";

type EmptyForm = { readonly [Key in FormKey]?: never };
type FormKey = "ref" | "type" | "enum" | "elements" | "properties" | "values" | "discriminator";

export type PropertiesForm = {
  readonly properties?: Readonly<Record<string, JtdSchema>>;
  readonly optionalProperties?: Readonly<Record<string, JtdSchema>>;
  readonly additionalProperties?: boolean;
};

/** The schemas that describe *Value*: a state and its schema cannot drift apart without a compile error. */
export type JtdSchemaOf<Value> = unknown extends Value
  ? JtdSchema
  : null extends Value
    ? FormOf<Exclude<Value, null>> & { readonly nullable: true }
    : FormOf<Value>;

type FormOf<Value> = [Value] extends [boolean]
  ? { readonly type: "boolean" }
  : [Value] extends [number]
    ? { readonly type: Exclude<JtdType, "boolean" | "string" | "timestamp"> }
    : [Value] extends [string]
      ? string extends Value
        ? { readonly type: "string" | "timestamp" }
        : { readonly enum: readonly Value[] }
      : [Value] extends [readonly (infer Element)[]]
        ? { readonly elements: JtdSchemaOf<Element> }
        : IsUnion<Value> extends true
          ? { readonly discriminator: string; readonly mapping: Readonly<Record<string, JtdSchema>> }
          : string extends keyof Value
            ? { readonly values: JtdSchemaOf<Value[keyof Value]> }
            : PropertiesOf<Value>;

type PropertiesOf<Value> = {
  readonly properties: { readonly [Key in RequiredKey<Value>]: JtdSchemaOf<Value[Key]> };
  readonly optionalProperties?: {
    readonly [Key in OptionalKey<Value>]: JtdSchemaOf<Exclude<Value[Key], undefined>>;
  };
  readonly additionalProperties?: boolean;
};

type OptionalKey<Value> = { [Key in keyof Value]-?: undefined extends Value[Key] ? Key : never }[keyof Value];
type RequiredKey<Value> = Exclude<keyof Value, OptionalKey<Value>>;
type IsUnion<Value, Member = Value> = Member extends Value
  ? [Value] extends [Member]
    ? false
    : true
  : never;
