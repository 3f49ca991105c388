import type { JsonObject } from "../documents/json.ts";
import type { JtdSchema } from "../moduleState/jtdSchema.ts";
import { validateJtd } from "../moduleState/validateJtd.ts";
import type { ModuleRegistry } from "../modules/ModuleRegistry.ts";
import { brokenReferences, readContent } from "./restoreWorkbench.ts";
import type { WorkbenchState } from "./state.ts";
import { WORKBENCH_SCHEMA, type WorkbenchContent, workbenchContentSchema } from "./workbenchContent.ts";

const [NAME = "", KNOWN_MAJOR = ""] = WORKBENCH_SCHEMA.split("/");

/** Whether a later major version of this workbench made *content*. [C7] */
export function isFromNewerVersion({ schema }: JsonObject): boolean {
  if (typeof schema !== "string") return false;
  const [name, major = ""] = schema.split("/");
  return name === NAME && /^\d+$/.test(major) && Number(major) > Number(KNOWN_MAJOR);
}

/**
 * What this version understands of content that a later one made, for looking at and never for saving: what it does not know is
 * left out. Null where the parts that it knows have another form now. [C7]
 */
export function readNewerContent(content: JsonObject, registry: ModuleRegistry): WorkbenchState | null {
  const known = { ...content, schema: WORKBENCH_SCHEMA };
  if (validateJtd(WITH_UNKNOWN_MEMBERS, known).length > 0) return null;
  const valid = known as JsonObject as WorkbenchContent;
  return brokenReferences(valid).length > 0 ? null : readContent(valid, registry);
}

const WITH_UNKNOWN_MEMBERS = withUnknownMembers(workbenchContentSchema);

/** The same schema, in which every object may have members that it does not name. */
function withUnknownMembers(schema: JtdSchema): JtdSchema {
  if ("elements" in schema && schema.elements) {
    return { ...schema, elements: withUnknownMembers(schema.elements) };
  }
  if ("mapping" in schema && schema.mapping) return { ...schema, mapping: eachOf(schema.mapping) };
  if ("properties" in schema && schema.properties) {
    return { ...schema, properties: eachOf(schema.properties), additionalProperties: true };
  }
  return schema;
}

function eachOf(schemas: Readonly<Record<string, JtdSchema>>): Readonly<Record<string, JtdSchema>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [key, withUnknownMembers(schema)]),
  );
}
