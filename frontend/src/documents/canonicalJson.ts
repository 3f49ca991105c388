import canonicalizeWithoutChecks from "canonicalize";

import type { JsonValue } from "./json.ts";
import { MAX_CONTENT_DEPTH } from "./limits.ts";

export type NotIJson = {
  reason: "number_not_finite" | "lone_surrogate" | "too_deep" | "not_json";
  path: string;
};

/** Content that cannot be kept: it is no I-JSON value. A mistake of the workbench that made it. [C1] */
export class ContentInvalid extends Error {
  constructor(readonly problem: NotIJson) {
    super(`${problem.reason} at ${problem.path}`);
  }
}

/**
 * The canonical text (RFC 8785) of an I-JSON value, the same as in the service. [C2]
 *
 * @throws ContentInvalid naming the JSON path of the first place that is no I-JSON.
 */
export function canonicalize(value: JsonValue): string {
  const problem = findProblem(value, "$", MAX_CONTENT_DEPTH);
  if (problem) throw new ContentInvalid(problem);
  return canonicalizeWithoutChecks(value) as string;
}

function findProblem(value: unknown, path: string, levelsLeft: number): NotIJson | null {
  if (value === null || typeof value === "boolean") return null;
  if (typeof value === "string") return value.isWellFormed() ? null : { reason: "lone_surrogate", path };
  if (typeof value === "number") return Number.isFinite(value) ? null : { reason: "number_not_finite", path };
  if (typeof value !== "object") return { reason: "not_json", path };
  if (levelsLeft === 0) return { reason: "too_deep", path };
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const problem = findProblem(value[index], `${path}[${index}]`, levelsLeft - 1);
      if (problem) return problem;
    }
    return null;
  }
  for (const [name, member] of Object.entries(value)) {
    if (!name.isWellFormed()) return { reason: "lone_surrogate", path };
    const problem = findProblem(member, pathOfMember(path, name), levelsLeft - 1);
    if (problem) return problem;
  }
  return null;
}

function pathOfMember(path: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}
