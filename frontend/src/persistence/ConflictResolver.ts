import type { Side } from "../documents/mergeParts.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { SessionSource } from "../session/SessionSource.ts";
import type { CommonVersion } from "./CommonVersion.ts";
import type { CopyOfWork } from "./Comparison.ts";
import type { ComparedNow, ConflictDesk } from "./ConflictDesk.ts";
import type { DraftKeeper } from "./DraftKeeper.ts";
import type { DraftSchedule } from "./DraftSchedule.ts";
import type { OpenWork } from "./OpenWork.ts";
import type { NewerCopy } from "./PersistenceState.ts";
import { DRAFT_NOT_KEPT } from "./refusedSave.ts";
import { asConflictResult, type ConflictResult } from "./SaveResult.ts";
import type { SessionBackend } from "./SessionBackend.ts";
import type { SessionStatus } from "./SessionStatus.ts";
import type { WorkSaver } from "./WorkSaver.ts";

export type ConflictResolverOptions = {
  source: SessionSource;
  backend: Pick<SessionBackend, "readSession">;
  work: OpenWork;
  draft: DraftKeeper;
  schedule: DraftSchedule;
  common: CommonVersion;
  conflict: ConflictDesk;
  status: SessionStatus;
  saver: WorkSaver;
};

/** Carries out what lies on the conflict desk: this tab's work and the server's become one. No copy is lost by it. [B4] */
export class ConflictResolver {
  readonly #options: ConflictResolverOptions;

  constructor(options: ConflictResolverOptions) {
    this.#options = options;
  }

  /** @returns null where there is no newer copy. */
  async compare(): Promise<ComparedNow | null> {
    const { conflict, status } = this.#options;
    const base = status.metadata;
    const newer = status.newerCopy;
    if (base === null || newer === null) return null;
    const compared = await conflict.compare(base, newer.metadata);
    if (compared.kind === "compared" && status.newerCopy === newer) {
      status.noticeLater({ ...newer, metadata: compared.theirs });
    }
    status.showAgain();
    return compared;
  }

  choose(key: string, side: Side): void {
    this.#options.conflict.choose(key, side);
    this.#options.status.showAgain();
  }

  /** While a person looks at a conflict, a further change on the server joins it. */
  async compareAgain(): Promise<void> {
    if (this.#options.conflict.comparison !== null) await this.compare();
  }

  /** Saves this tab's work and the server's as one, where every part that both changed is decided. */
  async merge(trace: Trace): Promise<ConflictResult> {
    const { source, work, schedule, status, saver } = this.#options;
    const compared = await this.compare();
    if (compared === null) return { kind: "resolved", undo: null };
    if (compared.kind !== "compared") return compared;
    const { merged, theirs, edit } = compared;
    if (merged === null) return { kind: "undecided" };
    if (merged.leavesOutMine && !(await schedule.putAside())) return DRAFT_NOT_KEPT;
    // Typed while the draft was put aside: it is not in what was merged.
    if (edit !== work.edit) return this.merge(trace);
    const mine = this.#copy;
    const restored = source.restore(merged.content);
    if (restored.kind === "unreadable") return restored;
    status.startFrom(theirs);
    work.acknowledge(theirs);
    work.changeDetails(merged.details);
    schedule.edited();
    const result = asConflictResult(await saver.save(theirs, trace));
    return result.kind === "resolved" ? { ...result, undo: () => this.#bringBack(mine) } : result;
  }

  /** Opens the server's copy here. This tab's work stays on the device as a draft of its own, and can be brought back. */
  async useServer(newer: NewerCopy, trace: Trace): Promise<ConflictResult> {
    const { source, backend, work, draft, schedule, common, conflict, status } = this.#options;
    const result = await backend.readSession(newer.metadata.id, trace);
    if (result.kind !== "ok") return result;
    if (source.isFromNewerVersion(result.content)) return { kind: "fromNewerVersion" };
    if (!(await schedule.putAside())) return DRAFT_NOT_KEPT;
    const mine = this.#copy;
    const restored = source.restore(result.content);
    if (restored.kind === "unreadable") return restored;
    schedule.cancel();
    status.startFrom(result.metadata);
    conflict.clear();
    work.changeDetails(result.metadata);
    const opened = work.edit;
    const asOpened = await work.opened("server", result.metadata);
    common.keep(result.metadata.contentHash, asOpened.digest.canonical);
    if (work.edit === opened) await draft.drop(opened);
    status.showUnsavedOrClean();
    return { kind: "resolved", undo: () => this.#bringBack(mine) };
  }

  /**
   * Saves this tab's work on top of the copy that the person saw, of which the server keeps the version. A later one is refused
   * and asked about again; one of a newer version of this application is never replaced. [C7]
   */
  async replaceServer(newer: NewerCopy, trace: Trace): Promise<ConflictResult> {
    const compared = await this.compare();
    if (compared !== null && compared.kind !== "compared") return compared;
    if (this.#options.conflict.comparison?.isServerReadOnly === true) return { kind: "fromNewerVersion" };
    return asConflictResult(await this.#options.saver.save(newer.metadata, trace));
  }

  get #copy(): CopyOfWork {
    const { source, work } = this.#options;
    return { content: source.serialize(), details: work.details };
  }

  #bringBack({ content, details }: CopyOfWork): void {
    const { source, work, schedule } = this.#options;
    source.restore(content);
    work.changeDetails(details);
    schedule.edited();
  }
}
