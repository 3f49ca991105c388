import type { Refusal, UnknownOutcome } from "../../persistence/SessionBackend.ts";

/** The dialog that is open over the workbench. The leave question is not one of them: it can come on top. */
export type BenchDialog =
  | { kind: "share" }
  | { kind: "keys" }
  | { kind: "conflict" }
  | { kind: "tooLarge"; sizeBytes: number; limitBytes: number }
  | { kind: "failure"; title: string; refusal: Refusal | UnknownOutcome; tryAgain: () => void };
