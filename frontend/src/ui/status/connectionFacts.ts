import { assertNever } from "../../errors/assertNever.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import { clockTime } from "../wording/times.ts";
import type { ServiceSight } from "./ServiceWatch.ts";
import type { Tone } from "./Toned.tsx";
import { statusWords } from "./words.ts";

export type Fact = { readonly text: string; readonly tone: Tone };

const said = statusWords.connection;

/** @param now milliseconds since 1970. */
export function serviceFact(sight: ServiceSight, now: number): Fact {
  switch (sight.kind) {
    case "asking":
      return { text: said.asking, tone: "unknown" };
    case "answers":
      return { text: said.answers(sight.status.version), tone: "good" };
    case "refuses":
      return { text: said.refuses(refusalWords(sight.refusal)), tone: "warning" };
    case "away":
      // A connection that is lost may be back in a moment; only then it is called offline. [B7]
      return now < sight.graceEndsAt
        ? { text: said.reconnecting(Math.ceil((sight.graceEndsAt - now) / 1000)), tone: "warning" }
        : { text: said.offline(clockTime(sight.since, now)), tone: "problem" };
    default:
      return assertNever(sight);
  }
}

export function databaseFact(sight: ServiceSight): Fact {
  if (sight.kind === "asking") return { text: said.asking, tone: "unknown" };
  if (sight.kind !== "answers") return { text: said.databaseUnknown, tone: "unknown" };
  const { is_reachable: isReachable, error_code: code } = sight.status.database;
  return isReachable
    ? { text: said.reachable, tone: "good" }
    : { text: said.notReachable(code ?? ""), tone: "problem" };
}

/** @param isOnline what the browser says of its own network: false is certain, true is not. */
export function deviceFact(isOnline: boolean): Fact {
  return isOnline ? { text: said.deviceOnline, tone: "good" } : { text: said.deviceOffline, tone: "problem" };
}
