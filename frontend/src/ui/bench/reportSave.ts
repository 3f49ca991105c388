import { assertNever } from "../../errors/assertNever.ts";
import type { SaveResult } from "../../persistence/SaveResult.ts";
import type { Announcer } from "../feedback/Announcer.ts";
import type { Toasts } from "../feedback/Toasts.tsx";
import { words } from "../words.ts";
import type { BenchDialog } from "./BenchDialog.ts";

export type ReportOptions = {
  announcer: Announcer;
  toasts: Toasts;
  show: (dialog: BenchDialog) => void;
  tryAgain: () => void;
};

/**
 * Tells the person what came of a save.
 *
 * What the save indicator says already is only announced; a dialog opens where the person has to decide something. Nothing is
 * said of what they have withdrawn themselves.
 *
 * @returns whether the work is on the server now.
 */
export function reportSave(
  result: SaveResult,
  { announcer, toasts, show, tryAgain }: ReportOptions,
): boolean {
  switch (result.kind) {
    case "saved":
      announcer.announce(words.bench.saved);
      return true;
    case "alreadySaved":
      toasts.show({ operation: "save", text: words.bench.alreadySaved, tone: "done" });
      return true;
    case "conflict":
      show({ kind: "conflict" });
      return false;
    case "contentTooLarge":
      show({ kind: "tooLarge", sizeBytes: result.sizeBytes, limitBytes: result.limitBytes });
      return false;
    case "rejected":
      show({ kind: "failure", title: words.bench.couldNotSave, refusal: result, tryAgain });
      return false;
    case "unconfirmed":
    case "unreachable":
    case "signInRequired":
    case "notFound":
    case "gone":
    case "withdrawn":
      return false;
    default:
      return assertNever(result);
  }
}
