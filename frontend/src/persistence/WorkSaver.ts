import type { SiblingTabs } from "../activity/SiblingTabs.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { BackendSyncManager } from "./BackendSyncManager.ts";
import type { CommonVersion } from "./CommonVersion.ts";
import type { ConflictDesk } from "./ConflictDesk.ts";
import type { DraftKeeper } from "./DraftKeeper.ts";
import type { DraftSchedule } from "./DraftSchedule.ts";
import type { MeasuredWork, OpenWork } from "./OpenWork.ts";
import type { PersistencePolicy } from "./PersistencePolicy.ts";
import type { RetrySchedule } from "./RetrySchedule.ts";
import type { SaveResult } from "./SaveResult.ts";
import type { WriteResult } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import { isSameState, type StateHashes } from "./SessionStateTracker.ts";
import type { SessionStatus } from "./SessionStatus.ts";

/** After these a save is sent again by itself. */
const IS_SENT_LATER: ReadonlySet<string> = new Set<WriteResult["kind"]>([
  "unreachable",
  "unknownOutcome",
  "signInRequired",
]);

export type WorkSaverOptions = {
  work: OpenWork;
  draft: DraftKeeper;
  schedule: DraftSchedule;
  sync: BackendSyncManager;
  retry: RetrySchedule;
  common: CommonVersion;
  conflict: ConflictDesk;
  status: SessionStatus;
  siblings: SiblingTabs;
  timers: Timers;
  policy: PersistencePolicy;
  /** The service has refused a save because of a newer copy, which is in the status. */
  onNewerCopy: () => Promise<void>;
};

/** One save from the draft before it to what its answer means. Saves must follow one another: whoever calls sees to it. [B1] */
export class WorkSaver {
  readonly #options: WorkSaverOptions;
  /** What was sent last; it is the base of later work when the service has it. */
  #sent: MeasuredWork | null = null;
  #waitsForSignIn = false;
  /** Nobody wants the save that is under way any more. */
  #isGivenUp = false;

  constructor(options: WorkSaverOptions) {
    this.#options = options;
  }

  /** Whether a save waits for the person to sign in again. [B7] */
  get waitsForSignIn(): boolean {
    return this.#waitsForSignIn;
  }

  /** Saves on top of *base*, or as a new session where it is null. */
  async save(base: SessionMetadata | null, trace: Trace): Promise<SaveResult> {
    const { work, draft, schedule, retry, status } = this.#options;
    retry.cancel();
    schedule.cancel();
    this.#isGivenUp = false;
    status.saveBegins();
    try {
      return await this.#send(base, trace);
    } finally {
      status.saveEnds();
      const needsDraft = work.isDirty && !draft.isKept(work.edit);
      const hasNeedlessDraft = !work.isDirty && draft.mayExist;
      if (needsDraft || hasNeedlessDraft) await schedule.write();
    }
  }

  /** Saves under another title as a session of its own. Where it does not come about, all is as before. */
  async saveCopy(title: string, trace: Trace): Promise<SaveResult> {
    const { work, draft, schedule, status } = this.#options;
    const before = work.details;
    const wasSaveWaiting = draft.isSaveQueued;
    work.changeDetails({ ...before, title });
    const ofCopy = work.details;
    const result = await this.save(null, trace);
    if (result.kind === "saved") return result;
    if (work.details === ofCopy) {
      work.changeDetails(before);
      schedule.edited();
    }
    // A copy was asked for: the session itself is not saved in its place, but where that was asked before.
    if (wasSaveWaiting && !this.#isGivenUp) await this.#waitAgain();
    else await this.giveUp();
    status.showRest();
    return result;
  }

  /** What was to be sent again by itself is not, neither from this page nor after a reload. */
  async giveUp(): Promise<void> {
    const { retry, status } = this.#options;
    retry.cancel();
    this.#isGivenUp = true;
    this.#waitsForSignIn = false;
    await this.#queue(false);
    if (status.save.kind === "unreachable") status.show({ ...status.save, retryAt: null });
  }

  /** A save that waited for the service before something else was tried waits again, after a reload too. [B7] */
  async #waitAgain(): Promise<void> {
    const { retry } = this.#options;
    await this.#queue(true);
    if (!this.#waitsForSignIn && !retry.isWaiting) retry.tryAgain(null);
  }

  async #send(base: SessionMetadata | null, trace: Trace): Promise<SaveResult> {
    const { work, draft, schedule, sync, status, timers, policy } = this.#options;
    // What a person asks to save is theirs, edited or not: it needs a draft until the service has it.
    if (status.metadata === null && work.edit === 0) work.noteEdit();
    const measured = await schedule.measure();
    if (measured.kind === "rejected") return measured;
    const isPresentBase = base !== null && base === status.metadata;
    if (isPresentBase && !work.isDirty && !sync.isUncertain) {
      status.showRest();
      return { kind: "alreadySaved" };
    }
    if (!draft.isKept(measured.edit)) await schedule.keep(measured);
    const { digest, hashes } = measured;
    const { sizeBytes } = digest;
    const { limitBytes } = policy;
    if (sizeBytes > limitBytes) {
      return this.#concluded({ kind: "contentTooLarge", sizeBytes, limitBytes }, hashes, base);
    }
    status.show({ kind: "saving", since: timers.now() });
    const isRepetition = this.#sent !== null && isSameState(this.#sent.hashes, hashes);
    this.#sent = measured;
    const answer = this.#answered(measured, base, trace);
    // Now that it has its key: a page that goes away before the answer leaves a save that is sent again, and counts once. [R4]
    const isQueued = base === status.metadata;
    const isOutdated = isQueued && (draft.queueSave(true) || !isRepetition);
    const queued = isOutdated ? schedule.keep(measured) : Promise.resolve();
    const result = await answer;
    if (result.kind !== "ok") await queued;
    return this.#concluded(result, hashes, base);
  }

  #answered(measured: MeasuredWork, base: SessionMetadata | null, trace: Trace): Promise<WriteResult> {
    const { work, sync, status } = this.#options;
    const { details, digest, hashes } = measured;
    const write = { details, canonical: digest.canonical, contentHash: digest.contentHash };
    if (base === null) return sync.create(write, hashes, trace);
    const hasOnlyNewDetails = base === status.metadata && !work.isContentDirty && !sync.isUncertain;
    return hasOnlyNewDetails
      ? sync.changeDetails(details, base, { ...hashes, contentHash: base.contentHash }, trace)
      : sync.save(write, base, hashes, trace);
  }

  async #concluded(
    result: WriteResult,
    sent: StateHashes,
    base: SessionMetadata | null,
  ): Promise<SaveResult> {
    const { retry, status, timers, onNewerCopy } = this.#options;
    const now = timers.now();
    this.#waitsForSignIn = result.kind === "signInRequired";
    // A copy or a replacement that did not come about is asked for again, or not: the session is never saved in its place.
    const isSentLater = IS_SENT_LATER.has(result.kind) && base === status.metadata && !this.#isGivenUp;
    if (result.kind !== "ok") await this.#queue(isSentLater);
    switch (result.kind) {
      case "ok":
        await this.#acknowledged(result.metadata, sent);
        return { kind: "saved", metadata: result.metadata };
      case "versionConflict": {
        const noticed = status.notice(result.current);
        await onNewerCopy();
        status.showUnsavedOrClean();
        return { kind: "conflict", newer: status.newerCopy ?? noticed };
      }
      case "unknownOutcome":
        retry.tryAgain(null);
        status.show({ kind: "unconfirmed", since: now });
        return { kind: "unconfirmed" };
      default: {
        const retryAt = result.kind === "unreachable" ? retry.tryAgain(result.retryAfterMs) : null;
        status.showRefusal(result, retryAt);
        return result;
      }
    }
  }

  /** One save waits for the service at most, with the newest work, whether this page lives or not. [B7] */
  async #queue(isQueued: boolean): Promise<void> {
    const { work, draft, schedule, status } = this.#options;
    const isQueuedAnew = draft.queueSave(isQueued);
    if (!isQueuedAnew && draft.tellsWhatWasSent(status.metadata)) return;
    const measured = await schedule.measure();
    if (measured.kind === "measured" && work.isDirty) await schedule.keep(measured);
  }

  /** The service has exactly what was sent; later edits stay unsaved and keep their draft. */
  async #acknowledged(metadata: SessionMetadata, sent: StateHashes): Promise<void> {
    const { work, draft, schedule, retry, common, conflict, status, siblings } = this.#options;
    retry.succeeded();
    status.endOutage();
    status.startFrom(metadata);
    conflict.clear();
    draft.queueSave(false);
    siblings.tellSaved(metadata.id);
    if (this.#sent?.hashes.contentHash === metadata.contentHash) {
      common.keep(metadata.contentHash, this.#sent.digest.canonical);
    }
    work.acknowledge({ contentHash: metadata.contentHash, metadataHash: sent.metadataHash });
    const removeFormer = draft.moveTo(metadata.id);
    const measured = await schedule.measure();
    if (work.isDirty && measured.kind === "measured") await schedule.keep(measured);
    if (!work.isDirty) await draft.drop(work.edit);
    if (draft.isKept(work.edit)) await removeFormer();
    status.showUnsavedOrClean();
  }
}
