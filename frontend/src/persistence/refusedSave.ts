import { assertNever } from "../errors/assertNever.ts";
import { ContentInvalid } from "../documents/canonicalJson.ts";
import type { SaveState } from "./PersistenceState.ts";
import type { Refusal } from "./SessionBackend.ts";

type Rejected = Extract<Refusal, { kind: "rejected" }>;

/** Without a draft the server's copy would replace the only one of this tab's work. */
export const DRAFT_NOT_KEPT: Rejected = {
  kind: "rejected",
  code: "draft_not_kept",
  userMessage: "Your copy cannot be kept on this device. Save it as a copy, or download it first.",
  correlationId: null,
};

/** What is said of work that cannot be written as JSON, here or on the server. [C1] */
export function notMeasured(error: unknown): Rejected {
  const place = error instanceof ContentInvalid ? ` (at ${error.problem.path})` : "";
  return {
    kind: "rejected",
    code: "content_invalid",
    userMessage: `The newest change holds something that cannot be kept${place}. Undo it, or download your work.`,
    correlationId: null,
  };
}

/** What a refused save is shown as. `retryAt` is for the one refusal that is tried again. */
export function stateAfter(refusal: Refusal, now: number, retryAt: number | null): SaveState {
  switch (refusal.kind) {
    case "unreachable":
      return { kind: "unreachable", since: now, retryAt };
    case "signInRequired":
      return { kind: "signInRequired" };
    case "contentTooLarge":
      return { kind: "tooLarge", sizeBytes: refusal.sizeBytes, limitBytes: refusal.limitBytes };
    case "notFound":
    case "gone":
      return { kind: "missing" };
    case "rejected":
      return { kind: "failed", refusal };
    default:
      return assertNever(refusal);
  }
}
