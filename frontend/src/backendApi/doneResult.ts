import type { DeleteResult } from "../persistence/SessionBackend.ts";
import { unconditional, type Answer } from "./answer.ts";
import { refusalOfWrite } from "./refusal.ts";

/** What came of a change whose answer says nothing but that it was made. */
export function doneResult(raw: Answer<unknown>): DeleteResult {
  const answer = unconditional(raw);
  return answer.kind === "ok" ? { kind: "ok" } : refusalOfWrite(answer, false, null);
}
