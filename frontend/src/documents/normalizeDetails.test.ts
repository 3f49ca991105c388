import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { digestOf } from "./contentDigest.ts";
import { normalizeDetails, problemOf } from "./normalizeDetails.ts";

type Details = { title: string; description: string; tags: string[] };
type Vectors = {
  accepted: { name: string; input: Details; normalized: Details; metadata_hash: string }[];
  refused: { name: string; input: Details; field: string }[];
};

const file = new URL("../../../schemas/vectors/metadata.json", import.meta.url);
const { accepted, refused } = JSON.parse(readFileSync(file, "utf8")) as Vectors;

describe("[C6] details are normalised and hashed as in Python", () => {
  test.each(accepted)("$name", async ({ input, normalized, metadata_hash }) => {
    const details = normalizeDetails(input);

    expect(details).toEqual(normalized);
    expect(problemOf(details)).toBeNull();
    expect((await digestOf(normalized)).contentHash).toBe(metadata_hash);
  });
});

describe("[C6] details outside the limits are refused by field", () => {
  test.each(refused)("$name", ({ input, field }) => {
    expect(problemOf(normalizeDetails(input))?.field).toBe(field);
  });
});
