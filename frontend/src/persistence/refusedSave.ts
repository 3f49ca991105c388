import { ContentInvalid } from "../documents/canonicalJson.ts";
import type { Rejected } from "./SessionBackend.ts";

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
