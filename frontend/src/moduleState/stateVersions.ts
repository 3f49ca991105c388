import type { JsonObject } from "../documents/json.ts";
import type { JtdSchema } from "./jtdSchema.ts";
import { type JtdError, validateJtd } from "./validateJtd.ts";

/** The way from one version of a stored state to the next. */
export type StateMigration = {
  /** Of the version that is left behind: only what fits it is migrated. */
  readonly schema: JtdSchema;
  readonly migrate: (stored: JsonObject) => JsonObject;
};

type MigrationOutcome =
  /** `version` is the one in which it was stored. */
  | { kind: "current"; stored: unknown; version: number }
  | { kind: "doesNotFit"; errors: readonly JtdError[] }
  | { kind: "newerVersion"; version: number };

/** The member that names the version. The first version has none, so that what it wrote stays as it is. */
const VERSION_MEMBER = "schema_version";

/** A migration whose types the compiler checks; *schema* describes *Old*. */
export function stateMigration<Old extends JsonObject, New extends JsonObject>(options: {
  schema: JtdSchema;
  migrate: (stored: Old) => New;
}): StateMigration {
  return { schema: options.schema, migrate: (stored) => options.migrate(stored as Old) };
}

export function withVersion(stored: JsonObject, version: number): JsonObject {
  return version === 1 ? stored : { [VERSION_MEMBER]: version, ...stored };
}

/** *value* as the version after the last of *migrations* stores it. */
export function migrated(value: unknown, migrations: readonly StateMigration[]): MigrationOutcome {
  const { version, stored } = splitVersion(value);
  if (version > migrations.length + 1) return { kind: "newerVersion", version };
  let current = stored;
  for (const { schema, migrate } of migrations.slice(version - 1)) {
    const errors = validateJtd(schema, current);
    if (errors.length > 0) return { kind: "doesNotFit", errors };
    current = migrate(current as JsonObject);
  }
  return { kind: "current", stored: current, version };
}

/** What names no version that can be meant is left as it is, for the schema to refuse. */
function splitVersion(value: unknown): { version: number; stored: unknown } {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { version: 1, stored: value };
  const { [VERSION_MEMBER]: version, ...stored } = value as Readonly<Record<string, unknown>>;
  const isVersion = typeof version === "number" && Number.isInteger(version) && version > 1;
  return isVersion ? { version, stored } : { version: 1, stored: value };
}
