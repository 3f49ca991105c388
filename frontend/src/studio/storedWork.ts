import type { JsonObject, JsonValue } from "../documents/json.ts";
import type { StudioWork } from "./StudioWork.ts";

/** The parameters of a data set's page in a user session. */
export type StoredWork = {
  schema_version: typeof SCHEMA_VERSION;
  transformations: JsonObject[];
  position: number;
  /** ISO 8601 in UTC. Another time is another state, so that *Stay* puts off the end of the session. [S4] */
  last_activity: string;
};

export type WorkReading = { kind: "read"; work: StudioWork } | { kind: "unreadable" };

/** Whether this version knows what a stored transformation does. */
export type TransformationCheck = (stored: JsonObject) => boolean;

const SCHEMA_VERSION = 1;

/** @param activeAt milliseconds since 1970. */
export function storedWork({ transformations, position }: StudioWork, activeAt: number): StoredWork {
  return {
    schema_version: SCHEMA_VERSION,
    transformations: [...transformations],
    position,
    last_activity: new Date(activeAt).toISOString(),
  };
}

/** What is not work, or is of a newer version, is reported, so that it is kept as it is. */
export function readStoredWork(stored: JsonValue, isTransformation: TransformationCheck): WorkReading {
  if (!isObject(stored) || stored["schema_version"] !== SCHEMA_VERSION) return { kind: "unreadable" };
  const { transformations, position } = stored;
  const isPosition = typeof position === "number" && Number.isInteger(position) && position >= 0;
  if (!isPosition || !Array.isArray(transformations)) return { kind: "unreadable" };
  const known = transformations.filter((each) => isObject(each)).filter(isTransformation);
  if (known.length < transformations.length || position > known.length) return { kind: "unreadable" };
  return { kind: "read", work: { transformations: known, position } };
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
