import type { Version, VersionReadResult, VersionsClient } from "../../backendApi/VersionsClient.ts";
import type { JsonObject } from "../../documents/json.ts";
import type { PersistenceOrchestrator } from "../../persistence/PersistenceOrchestrator.ts";
import type { Workbench } from "../../workbench/Workbench.ts";
import type { Toasts } from "../feedback/Toasts.tsx";
import { refusalWords } from "../wording/refusalWords.ts";
import { words } from "../words.ts";
import { compareVersions, type VersionChange } from "./compareVersions.ts";
import { historyWords } from "./words.ts";

type HistoryActionsOptions = {
  versions: VersionsClient;
  workbench: Workbench;
  orchestrator: PersistenceOrchestrator;
  toasts: Toasts;
  /** Saves as a person does, telling them what came of it. @returns whether the work is on the server. */
  save: () => Promise<boolean>;
};

export type Changes =
  | { kind: "first" }
  | { kind: "changes"; changes: readonly VersionChange[] }
  | { kind: "failed"; reason: string };

/** What a person can do with the versions of the session that is open. */
export class HistoryActions {
  readonly #options: HistoryActionsOptions;
  /** A version never changes, so it is fetched once. */
  readonly #contents = new Map<number, JsonObject>();

  constructor(options: HistoryActionsOptions) {
    this.#options = options;
  }

  async read(sessionId: string, number: number): Promise<VersionReadResult> {
    const known = this.#contents.get(number);
    if (known) return { kind: "ok", content: known };
    const result = await this.#options.versions.read(sessionId, number);
    if (result.kind === "ok") this.#contents.set(number, result.content);
    return result;
  }

  /** What *number* changed; *previous* is the version before it that still exists, null for the first. */
  async changesOf(sessionId: string, number: number, previous: number | null): Promise<Changes> {
    if (previous === null) return { kind: "first" };
    const [after, before] = await Promise.all([this.read(sessionId, number), this.read(sessionId, previous)]);
    if (after.kind !== "ok") return { kind: "failed", reason: refusalWords(after) };
    if (before.kind !== "ok") return { kind: "failed", reason: refusalWords(before) };
    const changes = compareVersions(this.#options.workbench, before.content, after.content);
    return changes ? { kind: "changes", changes } : { kind: "failed", reason: historyWords.cannotCompare };
  }

  /**
   * Puts a version on top, as a step that can be undone. What was not saved is saved first, so that it has a version of its
   * own and nothing is lost. [S7]
   *
   * @returns whether the workbench holds the version now.
   */
  async restore(sessionId: string, { number }: Version): Promise<boolean> {
    const { workbench, orchestrator, toasts, save } = this.#options;
    const tell = (text: string) =>
      toasts.show({ operation: "restoreVersion", text: historyWords.notRestored(text), tone: "failure" });
    const read = await this.read(sessionId, number);
    if (read.kind !== "ok") {
      tell(refusalWords(read));
      return false;
    }
    if (orchestrator.state.isDirty && !(await save())) {
      tell(historyWords.saveFirst);
      return false;
    }
    const before = workbench.serialize();
    const restored = workbench.restore(read.content);
    if (restored.kind === "unreadable") {
      tell(restored.reason);
      return false;
    }
    const isSaved = await save();
    toasts.show({
      operation: "restoreVersion",
      text: isSaved ? historyWords.restored(number) : historyWords.restoredUnsaved(number),
      tone: "done",
      action: { label: words.common.undo, onClick: () => void workbench.restore(before) },
    });
    return true;
  }

  /** @returns the version under its new name; null where the service refused, which was told. */
  async name(sessionId: string, version: Version, label: string): Promise<Version | null> {
    const { versions, toasts } = this.#options;
    const trimmed = label.trim();
    const result = await versions.label(sessionId, version.number, trimmed === "" ? null : trimmed);
    if (result.kind === "ok") return result.version;
    toasts.show({ operation: "nameVersion", text: refusalWords(result), tone: "failure" });
    return null;
  }
}
