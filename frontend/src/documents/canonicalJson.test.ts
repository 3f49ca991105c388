import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { canonicalize, ContentInvalid } from "./canonicalJson.ts";
import { digestOf } from "./contentDigest.ts";
import type { JsonValue } from "./json.ts";

type Accepted = { name: string; json: string; canonical: string; sha256: string };
type Refused = { name: string; json: string; reason: string; path: string | null; seen_in: "text" | "value" };

function vectors<Vector>(name: string): Vector[] {
  const file = new URL(`../../../schemas/vectors/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Vector[];
}

describe("[C2] the same canonical text and hash as in Python", () => {
  test.each(vectors<Accepted>("canonical_json"))("$name", async ({ json, canonical, sha256 }) => {
    const value = JSON.parse(json) as JsonValue;

    const digest = await digestOf(value);

    expect(canonicalize(value)).toBe(canonical);
    expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(digest.canonical)).toBe(canonical);
    expect(digest.contentHash).toBe(sha256);
  });
});

describe("[C1] what is no I-JSON value is refused with its place", () => {
  // What only a parser of the text can see (duplicate names, digits beyond a double) is gone once JavaScript has the value.
  const seenInValues = vectors<Refused>("i_json_refused").filter(({ seen_in }) => seen_in === "value");

  test.each(seenInValues)("$name", ({ json, reason, path }) => {
    const refused = problemOf(JSON.parse(json) as JsonValue);

    expect(refused?.reason).toBe(reason);
    if (path !== null) expect(refused?.path).toBe(path);
  });

  test("a member that is undefined is a mistake of the workbench", () => {
    expect(problemOf({ a: { "b c": undefined } } as unknown as JsonValue)).toEqual({
      reason: "not_json",
      path: '$.a["b c"]',
    });
  });
});

function problemOf(value: JsonValue): ContentInvalid["problem"] | null {
  try {
    canonicalize(value);
    return null;
  } catch (error) {
    if (error instanceof ContentInvalid) return error.problem;
    throw error;
  }
}
