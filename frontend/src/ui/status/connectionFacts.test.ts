import { expect, test } from "vitest";

import type { ServiceStatus } from "../../backendApi/StatusClient.ts";
import { databaseFact, serviceFact } from "./connectionFacts.ts";
import type { ServiceSight } from "./ServiceWatch.ts";

const NOW = new Date(2026, 10, 21, 14, 2).getTime();
const STATUS: ServiceStatus = {
  version: "1.0.0",
  database: { is_reachable: true, error_code: null },
  circuit_breakers: [],
  performance: [],
  audit: { waiting: 0, written: 0, lost: 0 },
};
const AWAY: ServiceSight = { kind: "away", since: NOW, graceEndsAt: NOW + 30_000 };

test("[B7] a connection that is lost counts down for the grace period, and is offline after it", () => {
  expect(serviceFact(AWAY, NOW + 6_000).text).toBe("Reconnecting… 24 s");
  expect(serviceFact(AWAY, NOW + 30_000)).toEqual({
    text: "Offline · no answer since 14:02",
    tone: "problem",
  });
});

test("a service that answers names its version", () => {
  const sight: ServiceSight = { kind: "answers", at: NOW, status: STATUS };

  expect(serviceFact(sight, NOW)).toEqual({ text: "Answers · version 1.0.0", tone: "good" });
  expect(databaseFact(sight)).toEqual({ text: "Reachable", tone: "good" });
});

test("a service without its database answers, and says what is missing", () => {
  const database = { is_reachable: false, error_code: "database_unavailable" };

  expect(databaseFact({ kind: "answers", at: NOW, status: { ...STATUS, database } })).toEqual({
    text: "Not reachable · database_unavailable",
    tone: "problem",
  });
});

test("of the database nothing is claimed while nobody can be asked", () => {
  expect(databaseFact(AWAY).tone).toBe("unknown");
});

test("[B7] an expired sign-in is no lost connection", () => {
  expect(serviceFact({ kind: "refuses", refusal: { kind: "signInRequired" } }, NOW).text).toMatch(
    /^Answers · Sign in again/,
  );
});
