import { expect, test } from "vitest";

import { sizeOfLimitWords, sizeWords } from "./sizes.ts";

const LIMIT = 1_572_864;

test("[C4] the limit reads as 1.5 MB", () => {
  expect(sizeWords(LIMIT)).toBe("1.5 MB");
});

test("[C4] one byte over the limit never reads as the limit", () => {
  expect(sizeOfLimitWords(LIMIT + 1, LIMIT)).toBe("1.51 of 1.5 MB");
});

test("small sizes are named in the unit that a person can picture", () => {
  expect([sizeWords(1), sizeWords(640), sizeWords(12_288)]).toEqual(["1 byte", "640 bytes", "12 KB"]);
});
