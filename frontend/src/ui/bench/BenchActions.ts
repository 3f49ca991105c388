import type { OperationRecorder } from "../../observability/OperationRecorder.ts";
import type { Side } from "../../documents/mergeParts.ts";
import type { SessionBackend } from "../../persistence/SessionBackend.ts";
import type { ConflictAnswer } from "../dialogs/ConflictDialog.tsx";
import type { Announcer } from "../feedback/Announcer.ts";
import type { Toasts } from "../feedback/Toasts.tsx";
import type { ShareOutcome, ShareRequest } from "../sharing/ShareForm.tsx";
import { sharingWords } from "../sharing/words.ts";
import { words } from "../words.ts";
import { refusalWords } from "../wording/refusalWords.ts";
import type { BenchDialog } from "./BenchDialog.ts";
import { downloadWork } from "./downloadWork.ts";
import type { OpenBench } from "./openBench.ts";
import { reportSave } from "./reportSave.ts";

export type BenchActionsOptions = {
  bench: OpenBench;
  backend: SessionBackend;
  operations: OperationRecorder;
  announcer: Announcer;
  toasts: Toasts;
  /** Opens a dialog in place of the one that is open; null closes it. */
  show: (dialog: BenchDialog | null) => void;
  /** Goes to the start page without asking about unsaved changes. */
  leave: () => void;
  /** Goes to a session again that was left. */
  reopen: (sessionId: string) => void;
  /** Opens the server's copy of the session that is shown in its place, without asking. */
  openAfresh: (sessionId: string) => void;
};

/** What a person can ask of an open session; each action tells them what came of it. */
export class BenchActions {
  readonly #options: BenchActionsOptions;

  constructor(options: BenchActionsOptions) {
    this.#options = options;
  }

  /** Whether the work is on the server afterwards. */
  readonly save = async (): Promise<boolean> => {
    const { bench, show, announcer, toasts } = this.#options;
    const { orchestrator } = bench;
    // The service would refuse it: the copies are put together first. [B4]
    if (orchestrator.state.newerCopy !== null && orchestrator.state.isDirty) {
      return this.resolveConflict("merge");
    }
    const result = await orchestrator.save();
    if (result.kind === "conflict") return this.resolveConflict("merge");
    return reportSave(result, { announcer, toasts, show, tryAgain: () => void this.save() });
  };

  readonly saveCopy = async (): Promise<void> => {
    const { bench, show, announcer, toasts } = this.#options;
    const title = words.bench.copyTitle(bench.orchestrator.state.details.title);
    const result = await bench.orchestrator.saveAsCopy(title);
    const isSaved = reportSave(result, { announcer, toasts, show, tryAgain: () => void this.saveCopy() });
    if (isSaved) toasts.show({ operation: "copy", text: words.bench.copySaved(title), tone: "done" });
  };

  readonly rename = (title: string): void => {
    const { orchestrator } = this.#options.bench;
    orchestrator.changeDetails({ ...orchestrator.state.details, title });
  };

  /** Makes a snapshot of what is there now, which is saved first where it is not. */
  readonly share = async ({ title, note, sharing }: ShareRequest): Promise<ShareOutcome> => {
    const { orchestrator } = this.#options.bench;
    if (orchestrator.state.isDirty && !(await this.save())) {
      return { kind: "failed", userMessage: sharingWords.notSaved };
    }
    const details = { ...orchestrator.state.details, title, description: note };
    const result = await orchestrator.createSnapshot(details, sharing);
    if (result.kind === "ok") return { kind: "created", snapshot: result.snapshot };
    return { kind: "failed", userMessage: refusalWords(result) };
  };

  readonly download = (): void => downloadWork(this.#options.bench);

  /** Looks at the newer copy on the server: a choice where both were changed, else it is simply opened. [B4] */
  readonly review = (): void => {
    const { bench, show } = this.#options;
    if (!bench.orchestrator.state.isDirty) {
      void this.resolveConflict("useServer");
      return;
    }
    show({ kind: "conflict" });
    void bench.orchestrator.compare();
  };

  readonly choose = (key: string, side: Side): void => this.#options.bench.orchestrator.choose(key, side);

  /**
   * Carries out what the person chose for a newer copy on the server; asks where something is not decided.
   *
   * @returns whether the work is on the server afterwards.
   */
  readonly resolveConflict = async (answer: ConflictAnswer): Promise<boolean> => {
    const { bench, show, announcer, toasts, openAfresh } = this.#options;
    if (answer === "cancel") {
      show(null);
      return false;
    }
    const { orchestrator } = bench;
    const result = await orchestrator.resolve(
      answer,
      words.conflict.copyTitle(orchestrator.state.details.title),
    );
    switch (result.kind) {
      case "resolved": {
        show(null);
        const action =
          result.undo === null ? {} : { action: { label: words.common.undo, onClick: result.undo } };
        toasts.show({ operation: "conflict", text: words.conflict.done[answer], tone: "done", ...action });
        return true;
      }
      case "undecided":
        show({ kind: "conflict" });
        return false;
      case "conflict":
        // A further change joins those that the dialog shows.
        await orchestrator.compare();
        show({ kind: "conflict" });
        return false;
      case "fromNewerVersion":
        // The page opens it read-only; this tab's work stays on the device as a draft. [C7]
        show(null);
        if (orchestrator.sessionId !== null) openAfresh(orchestrator.sessionId);
        return false;
      case "unreadable":
        toasts.show({ operation: "conflict", text: result.reason, tone: "failure" });
        return false;
      default:
        return reportSave(result, {
          announcer,
          toasts,
          show,
          tryAgain: () => void this.resolveConflict(answer),
        });
    }
  };

  /** Deletes the session, leaves it, and offers to bring it back. */
  readonly delete = async (): Promise<void> => {
    const { bench, backend, operations, show, toasts, leave } = this.#options;
    const { sessionId, state } = bench.orchestrator;
    if (sessionId === null) return;
    const result = await operations.record({ operation: "delete", subject: () => sessionId }, (trace) =>
      backend.deleteSession(sessionId, trace),
    );
    if (result.kind !== "ok" && result.kind !== "notFound") {
      show({
        kind: "failure",
        title: words.bench.couldNotDelete,
        refusal: result,
        tryAgain: () => void this.delete(),
      });
      return;
    }
    leave();
    toasts.show({
      operation: "delete",
      text: words.bench.deleted(state.details.title),
      tone: "done",
      action: { label: words.common.undo, onClick: () => void this.#restore(sessionId, state.details.title) },
    });
  };

  async #restore(sessionId: string, title: string): Promise<void> {
    const { backend, operations, toasts, reopen } = this.#options;
    const result = await operations.record({ operation: "restore", subject: () => sessionId }, (trace) =>
      backend.restoreSession(sessionId, trace),
    );
    if (result.kind === "ok") {
      toasts.show({ operation: "delete", text: words.bench.restored(title), tone: "done" });
      reopen(sessionId);
      return;
    }
    const text = result.kind === "versionConflict" ? words.refusal.unknownOutcome : refusalWords(result);
    toasts.show({ operation: "delete", text, tone: "failure" });
  }
}
