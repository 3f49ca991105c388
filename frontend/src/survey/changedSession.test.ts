import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { changedSession } from "./changedSession.ts";
import { changeOfWire, sessionOfWire, type WireChange, type WireSession } from "./surveyMessages.ts";

type Vector = { name: string; before: WireSession | null; change: WireChange; after: WireSession };

const vectors = JSON.parse(
  readFileSync(new URL("../../../schemas/vectors/survey_changes.json", import.meta.url), "utf8"),
) as Vector[];

test.each(vectors)("[U4] $name, as for the service", ({ before, change, after }) => {
  const session = changedSession(before && sessionOfWire(before), changeOfWire(change));

  expect(session).toEqual(sessionOfWire(after));
});
