import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { validateJtd } from "../moduleState/validateJtd.ts";
import { workbenchContentSchema } from "./workbenchContent.ts";

type Case = { name: string; content: unknown };

const file = new URL("../../../schemas/vectors/content_workbench_1.json", import.meta.url);
const { fits, does_not_fit: doesNotFit } = JSON.parse(readFileSync(file, "utf8")) as {
  fits: Case[];
  does_not_fit: Case[];
};

describe("[C7] the browser and the service agree on what a workbench is", () => {
  test.each(fits)("$name fits", ({ content }) => {
    expect(validateJtd(workbenchContentSchema, content)).toEqual([]);
  });

  test.each(doesNotFit)("$name: does not fit", ({ content }) => {
    expect(validateJtd(workbenchContentSchema, content)).not.toEqual([]);
  });
});
