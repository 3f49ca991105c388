import { assertNever } from "../../errors/assertNever.ts";
import type { Refusal, UnknownOutcome } from "../../persistence/SessionBackend.ts";
import { words } from "../words.ts";

/** What happened and what to do, in words for people. */
export function refusalWords(refusal: Refusal | UnknownOutcome): string {
  switch (refusal.kind) {
    case "signInRequired":
      return words.refusal.signInRequired;
    case "notFound":
      return words.refusal.notFound;
    case "gone":
    case "rejected":
      return refusal.userMessage;
    case "contentTooLarge":
      return words.refusal.tooLarge(refusal.sizeBytes, refusal.limitBytes);
    case "unreachable":
      return words.refusal.unreachable;
    case "unknownOutcome":
      return words.refusal.unknownOutcome;
    default:
      return assertNever(refusal);
  }
}

/** What a person sends to whoever looks into the log; null where the service made none. */
export function correlationIdOf(refusal: Refusal | UnknownOutcome): string | null {
  return refusal.kind === "rejected" || refusal.kind === "unknownOutcome" ? refusal.correlationId : null;
}
