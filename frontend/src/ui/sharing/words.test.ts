import { expect, test } from "vitest";

import { linkFacts, type LinkState, whoCanOpen } from "./words.ts";

const NOW = new Date(2026, 10, 21, 14, 2).getTime();
const END = new Date(2026, 10, 28, 9, 30).getTime();
const OPEN: LinkState = { audience: "signed_in", expiresAt: null, isPaused: false };

test.each<[LinkState, string]>([
  [OPEN, "Anyone signed in who has the link can open it."],
  [{ ...OPEN, expiresAt: END }, "Anyone signed in who has the link can open it until 28 Nov, 09:30."],
  [{ ...OPEN, audience: "public" }, "Anyone who has the link can open it, without signing in."],
  [{ ...OPEN, audience: "owner", expiresAt: END }, "Only you can open it until 28 Nov, 09:30."],
  [{ ...OPEN, isPaused: true }, "Paused. Nobody can open it until you resume it."],
])("[N2] %j reads as one sentence", (link, words) => {
  expect(whoCanOpen(link, NOW)).toBe(words);
});

test("[N3] an end that is over comes before everything else, in the sentence and in the row", () => {
  const ended = { ...OPEN, isPaused: true, expiresAt: END };

  expect(whoCanOpen(ended, END)).toBe("Its time ended (09:30). Nobody can open it.");
  expect(linkFacts(ended, END)).toEqual(["Expired 28 Nov"]);
});

test("[N2] a row says who and until when, and only Paused where nobody can", () => {
  expect(linkFacts(OPEN, NOW)).toEqual(["Anyone signed in"]);
  expect(linkFacts({ ...OPEN, expiresAt: END }, NOW)).toEqual(["Anyone signed in", "until 28 Nov"]);
  expect(linkFacts({ ...OPEN, isPaused: true }, NOW)).toEqual(["Paused"]);
});
