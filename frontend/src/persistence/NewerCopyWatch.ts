import type { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { BackendSyncManager } from "./BackendSyncManager.ts";
import type { ConflictDesk } from "./ConflictDesk.ts";
import type { DraftKeeper } from "./DraftKeeper.ts";
import type { OpenWork } from "./OpenWork.ts";
import type { PersistencePolicy } from "./PersistencePolicy.ts";
import type { SessionBackend } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import { isSameState } from "./SessionStateTracker.ts";
import type { SessionStatus } from "./SessionStatus.ts";
import type { WorkSaver } from "./WorkSaver.ts";

export type NewerCopyWatchOptions = {
  backend: Pick<SessionBackend, "readMetadata">;
  activity: WindowActivityObserver;
  work: OpenWork;
  draft: DraftKeeper;
  sync: BackendSyncManager;
  conflict: ConflictDesk;
  status: SessionStatus;
  saver: Pick<WorkSaver, "waitsForSignIn">;
  timers: Timers;
  policy: PersistencePolicy;
  /** Somebody else has saved; the newer copy is in the status. */
  onNewerCopy: () => Promise<void>;
  /** Saves what waited for the service to know the person again. [B7] */
  save: () => void;
};

/** Looks from time to time whether the service has a newer copy, and whether it answers again. [B4] */
export class NewerCopyWatch {
  readonly #options: NewerCopyWatchOptions;
  #cancelPoll: () => void = () => undefined;
  #isDisposed = false;

  constructor(options: NewerCopyWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { timers, policy } = this.#options;
    this.#cancelPoll = timers.after(policy.backendPollingIntervalMs, () => {
      void this.poll().then(() => {
        if (!this.#isDisposed) this.start();
      });
    });
  }

  async poll(): Promise<void> {
    const { backend, activity, status } = this.#options;
    const base = status.metadata;
    if (base === null || status.isSaving || this.#isDisposed || activity.activity === "hidden") return;
    const result = await backend.readMetadata(base.id, status.newerCopy?.metadata.etag ?? base.etag);
    if (this.#isDisposed || status.isSaving || status.metadata !== base) return;
    if (result.kind === "ok") await this.#noticed(result.metadata, base);
    if (result.kind === "ok" || result.kind === "notModified") this.#reached();
    if (result.kind === "signInRequired" || result.kind === "notFound" || result.kind === "gone") {
      status.showRefusal(result, null);
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelPoll();
  }

  /** A copy without anybody else's work becomes the base, without a word. */
  async #noticed(found: SessionMetadata, base: SessionMetadata): Promise<void> {
    const { work, draft, sync, conflict, status, onNewerCopy } = this.#options;
    if (found.etag === base.etag) return;
    const current = work.current ?? base;
    const holdsOthersWork =
      !isSameState(found, base) && !isSameState(found, current) && !sync.mayHaveMade(found);
    if (holdsOthersWork) {
      status.notice(found);
      await onNewerCopy();
      status.showAgain();
      return;
    }
    status.startFrom(found);
    conflict.clear();
    work.acknowledge(found);
    if (!work.isDirty) await draft.drop(work.edit);
    status.showRest();
  }

  /** The service answers, and has the session: what said otherwise and is not tried again by itself is over. */
  #reached(): void {
    const { status, saver, save } = this.#options;
    status.endOutage();
    const shown = status.save;
    if (shown.kind === "signInRequired" && saver.waitsForSignIn) {
      save();
      return;
    }
    const isOver =
      shown.kind === "signInRequired" ||
      shown.kind === "missing" ||
      (shown.kind === "unreachable" && shown.retryAt === null);
    if (isOver) status.showUnsavedOrClean();
  }
}
