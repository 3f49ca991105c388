import type { WindowActivityObserver, WindowEvent } from "../activity/WindowActivityObserver.ts";
import type { SiblingTabs } from "../activity/SiblingTabs.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import { normalizeDetails } from "../documents/normalizeDetails.ts";
import type { Side } from "../documents/mergeParts.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import { assertNever } from "../errors/assertNever.ts";
import type { Operation } from "../observability/AuditEntry.ts";
import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import type { Intentions } from "../resilience/Intentions.ts";
import { BACKGROUND } from "../resilience/RetryPolicy.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { SessionSource, Unsubscribe } from "../session/SessionSource.ts";
import { BackendSyncManager } from "./BackendSyncManager.ts";
import { CommonVersion } from "./CommonVersion.ts";
import { type ComparedNow, ConflictDesk } from "./ConflictDesk.ts";
import type { CopyOfWork } from "./Comparison.ts";
import { DraftKeeper } from "./DraftKeeper.ts";
import type { LocalBackupManager } from "./LocalBackupManager.ts";
import { type MeasuredWork, OpenWork } from "./OpenWork.ts";
import type { PersistencePolicy } from "./PersistencePolicy.ts";
import type { NewerCopy, Outage, PersistenceState, SaveState } from "./PersistenceState.ts";
import { DRAFT_NOT_KEPT } from "./refusedSave.ts";
import { RetrySchedule } from "./RetrySchedule.ts";
import { asConflictResult, type ConflictChoice, type ConflictResult, type SaveResult } from "./SaveResult.ts";
import { type Facts, stateAfter, stateAtRest, unsavedOrClean } from "./saveStates.ts";
import type {
  Refusal,
  Rejected,
  SessionBackend,
  SnapshotWriteResult,
  WriteResult,
} from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import { SessionPresence } from "./SessionPresence.ts";
import { isSameState, type StateHashes, type StateOrigin } from "./SessionStateTracker.ts";

/** After these a save is sent again by itself. */
const IS_SENT_LATER: ReadonlySet<string> = new Set<WriteResult["kind"]>([
  "unreachable",
  "unknownOutcome",
  "signInRequired",
]);

/** The session as it was opened; `source` holds its content already. */
export type OpenedSession = {
  readonly origin: StateOrigin;
  readonly details: SessionDetails;
  /** The saved state that the work starts from; null for a session that was never saved. */
  readonly base: SessionMetadata | null;
  /** What the server has now, where that is newer than `base`. */
  readonly newer: SessionMetadata | null;
};

export type OrchestratorOptions = {
  source: SessionSource;
  opened: OpenedSession;
  backend: SessionBackend;
  drafts: LocalBackupManager;
  digester: ContentDigester;
  activity: WindowActivityObserver;
  siblings: SiblingTabs;
  operations: OperationRecorder;
  intentions: Intentions;
  timers: Timers;
  random: () => number;
  policy: PersistencePolicy;
  userId: string;
  tabId: string;
};

/**
 * Decides when: when a draft is written, when the service is asked, what is shown meanwhile. [B1] [B2] [B4]
 *
 * One open session has one orchestrator. Nothing here blocks the page or throws once it has started; what happens is in `state`,
 * and the outcomes of what a person asked for are values. It is long because every decision reads the same few facts; what can
 * be told without them is in the parts beside it.
 */
export class PersistenceOrchestrator {
  readonly #options: OrchestratorOptions;
  readonly #sync: BackendSyncManager;
  readonly #work: OpenWork;
  readonly #draft: DraftKeeper;
  readonly #retry: RetrySchedule;
  readonly #common: CommonVersion;
  readonly #conflict: ConflictDesk;
  readonly #presence: SessionPresence;
  readonly #listeners = new Set<() => void>();
  readonly #endings: Unsubscribe[] = [];

  #metadata: SessionMetadata | null;
  #newerCopy: NewerCopy | null = null;
  #editedAt: number;
  #save: SaveState = { kind: "new" };
  #state: PersistenceState;
  /** Ends when what was asked for so far is done: saves follow one another. */
  #lastTurn: Promise<unknown> = Promise.resolve();
  #isSaving = false;
  /** What was sent last; it is the base of later work when the service has it. */
  #sent: MeasuredWork | null = null;
  /** Whether a save waits for the person to sign in again. [B7] */
  #waitsForSignIn = false;
  #outage: Outage | null = null;
  #cancelDebounce: () => void = () => undefined;
  #cancelPoll: () => void = () => undefined;
  #disposal: Promise<void> | null = null;

  constructor(options: OrchestratorOptions) {
    const { opened, backend, intentions, timers, random, drafts, userId, tabId } = options;
    this.#options = options;
    this.#sync = new BackendSyncManager({ backend, intentions });
    this.#work = new OpenWork({ ...options, details: opened.details });
    this.#draft = new DraftKeeper({ drafts, userId, tabId, sessionId: opened.base?.id ?? null });
    this.#retry = new RetrySchedule({ policy: BACKGROUND, timers, random, run: () => void this.save() });
    this.#common = new CommonVersion({ backend });
    this.#conflict = new ConflictDesk({ ...options, common: this.#common, work: this.#work });
    this.#presence = new SessionPresence({
      siblings: options.siblings,
      onChanged: () => this.#show(this.#save),
      onSavedByOther: () => void this.poll(),
    });
    this.#metadata = opened.base;
    this.#editedAt = timers.now();
    if (opened.newer) this.#newerCopy = { metadata: opened.newer, noticedAt: timers.now() };
    this.#state = this.#published();
  }

  get state(): PersistenceState {
    return this.#state;
  }

  get sessionId(): string | null {
    return this.#metadata?.id ?? null;
  }

  /** The id under which the draft of this session is kept. */
  get draftId(): string {
    return this.#draft.draftId;
  }

  subscribe = (listener: () => void): Unsubscribe => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /**
   * Measures what was opened, and watches it from the first moment.
   *
   * @throws ContentInvalid where what was opened cannot be written as JSON.
   */
  async start(): Promise<void> {
    const { source, activity, opened } = this.#options;
    if (this.#isDisposed) return;
    const measured = this.#work.opened(opened.origin, opened.base);
    this.#presence.enter(this.sessionId);
    this.#endings.push(
      source.subscribe(() => this.#contentEdited()),
      activity.subscribe((event) => this.#windowChanged(event)),
    );
    const asOpened = await measured;
    if (opened.origin === "server" && opened.base !== null) {
      this.#common.keep(opened.base.contentHash, asOpened.digest.canonical);
    }
    if (this.#isDisposed) return;
    if (opened.origin === "draft" && this.#work.isDirty) this.#contentEdited();
    else this.#showRest();
    this.#pollLater();
  }

  /** Changes title, description or tags. They are saved with the next save. */
  changeDetails(details: SessionDetails): void {
    this.#work.changeDetails(details);
    this.#edited();
  }

  /** Writes the draft now; for when the page may be about to go away. */
  async flushDraft(): Promise<void> {
    this.#cancelDebounce();
    if (!this.#draft.isKept(this.#work.edit)) await this.#measureAndDraft();
  }

  /**
   * Saves what is there now. A call during a save waits for it and saves what came after.
   *
   * The draft is written first, and goes only when the service has acknowledged exactly what it holds.
   */
  save(): Promise<SaveResult> {
    return this.#inTurn(() => {
      const base = this.#metadata;
      return this.#recorded(base === null ? "create" : "save", (trace) => this.#savedOn(base, trace));
    });
  }

  /** Goes on after signing in again: what was waiting is saved. [B7] */
  async resume(): Promise<void> {
    if (this.#waitsForSignIn) await this.save();
    else if (this.#save.kind === "signInRequired") this.#showUnsavedOrClean();
    await this.poll();
  }

  /** Saves the work under another title as a session of its own; this tab goes on with the copy. */
  saveAsCopy(title: string): Promise<SaveResult> {
    return this.#inTurn(async () => {
      const before = this.#work.details;
      this.#work.changeDetails({ ...before, title });
      const ofCopy = this.#work.details;
      const result = await this.#recorded("copy", (trace) => this.#savedOn(null, trace));
      if (result.kind === "saved") return result;
      // A copy was asked for: the session itself must not be saved later in its place.
      this.#retry.cancel();
      this.#waitsForSignIn = false;
      await this.#queueSave(false);
      if (this.#save.kind === "unreachable") this.#show({ ...this.#save, retryAt: null });
      if (this.#work.details === ofCopy) this.changeDetails(before);
      return result;
    });
  }

  /** An immutable copy of what is there now, saved or not. */
  async createSnapshot(details: SessionDetails): Promise<SnapshotWriteResult> {
    const work = await this.#measure();
    if (work.kind === "rejected") return work;
    const { canonical, contentHash, sizeBytes } = work.digest;
    const { limitBytes } = this.#options.policy;
    if (sizeBytes > limitBytes) return { kind: "contentTooLarge", sizeBytes, limitBytes };
    const ofCopy = normalizeDetails(details);
    const metadataHash = await this.#work.hashOf(ofCopy);
    const write = { details: ofCopy, canonical, contentHash };
    return this.#recorded("share", (trace) =>
      this.#sync.createSnapshot(write, { contentHash, metadataHash }, trace),
    );
  }

  /**
   * Looks whether the service has a newer copy. [B4]
   *
   * A copy without anybody else's work becomes the base, without a word.
   */
  async poll(): Promise<void> {
    const { backend, activity } = this.#options;
    const base = this.#metadata;
    if (base === null || this.#isSaving || this.#isDisposed || activity.activity === "hidden") return;
    const result = await backend.readMetadata(base.id, this.#newerCopy?.metadata.etag ?? base.etag);
    if (this.#isDisposed || this.#isSaving || this.#metadata !== base) return;
    if (result.kind === "ok") await this.#noticed(result.metadata, base);
    if (result.kind === "ok" || result.kind === "notModified") this.#reached();
    if (result.kind === "signInRequired" || result.kind === "notFound" || result.kind === "gone") {
      this.#show(this.#stateAfter(result, null));
    }
  }

  /**
   * Compares the newer copy on the server with what is here, part by part; `state.comparison` says what differs. [B4]
   *
   * @returns why it could not be compared; null where it was, or where there is no newer copy.
   */
  async compare(): Promise<Refusal | null> {
    const compared = await this.#compared();
    return compared === null || compared.kind === "compared" ? null : compared;
  }

  /** Takes a part of `state.comparison` from one side; it stays chosen whatever is changed meanwhile. */
  choose(key: string, side: Side): void {
    this.#conflict.choose(key, side);
    this.#show(this.#save);
  }

  /** Carries out what the person chose for a newer copy on the server. No copy is lost by any of them. */
  async resolve(choice: ConflictChoice, copyTitle: string): Promise<ConflictResult> {
    const newer = this.#newerCopy;
    if (!newer) return { kind: "resolved", undo: null };
    switch (choice) {
      case "merge":
        return this.#inTurn(() => this.#recorded("resolve", (trace) => this.#merge(trace)));
      case "keepBoth":
        return asConflictResult(await this.saveAsCopy(copyTitle));
      case "useServer":
        return this.#inTurn(() => this.#recorded("resolve", (trace) => this.#useServer(newer, trace)));
      case "replaceServer":
        // On top of the copy that the person saw: a later one is refused and asked about again. The server keeps the version.
        return asConflictResult(
          await this.#inTurn(() =>
            this.#recorded("resolve", (trace) => this.#savedOn(newer.metadata, trace)),
          ),
        );
      default:
        return assertNever(choice);
    }
  }

  get #isDisposed(): boolean {
    return this.#disposal !== null;
  }

  /** Another session takes over this tab's draft; a save that is under way leaves it alone from now on. */
  releaseDraft(): void {
    this.#draft.release();
  }

  /** Stops watching; writes the draft if it is not written. Safe to call twice. */
  dispose(): Promise<void> {
    this.#disposal ??= this.#dispose();
    return this.#disposal;
  }

  async #dispose(): Promise<void> {
    this.#retry.dispose();
    this.#cancelPoll();
    this.#presence.dispose();
    for (const end of this.#endings) end();
    await this.flushDraft();
    this.#listeners.clear();
  }

  #windowChanged(event: WindowEvent): void {
    if (event === "hidden") void this.flushDraft();
    else if (event === "online" && this.#retry.isWaiting) void this.save();
    else void this.poll();
  }

  #contentEdited(): void {
    this.#work.noteEdit();
    this.#edited();
  }

  #edited(): void {
    const { timers, policy } = this.#options;
    this.#editedAt = timers.now();
    this.#cancelDebounce();
    if (this.#isDisposed) return;
    this.#cancelDebounce = timers.after(policy.autoSaveDebounceMs, () => void this.#measureAndDraft());
    this.#showRest();
  }

  async #measure(): Promise<MeasuredWork | Rejected> {
    const work = await this.#work.measure();
    if (work.kind === "rejected") this.#show(this.#stateAfter(work, null));
    return work;
  }

  /** Also during a save: its answer may never come, and the page may go away. */
  async #measureAndDraft(): Promise<void> {
    const work = await this.#measure();
    if (work.kind === "rejected") return;
    if (this.#isSaving || this.#work.isDirty) await this.#draft.keep(work, this.#metadata, this.#editedAt);
    else await this.#draft.drop(work.edit);
    this.#showRest();
  }

  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#lastTurn.then(run);
    this.#lastTurn = result.catch(() => undefined);
    return result;
  }

  #recorded<Result extends { kind: string }>(
    operation: Operation,
    run: (trace: Trace) => Promise<Result>,
  ): Promise<Result> {
    return this.#options.operations.record({ operation, subject: () => this.sessionId }, run);
  }

  /** Saves on top of *base*, or as a new session where it is null. Only ever called in turn. */
  async #savedOn(base: SessionMetadata | null, trace: Trace): Promise<SaveResult> {
    this.#retry.cancel();
    this.#cancelDebounce();
    this.#isSaving = true;
    try {
      return await this.#sendSave(base, trace);
    } finally {
      this.#isSaving = false;
      const needsDraft = this.#work.isDirty && !this.#draft.isKept(this.#work.edit);
      const hasNeedlessDraft = !this.#work.isDirty && this.#draft.mayExist;
      if (needsDraft || hasNeedlessDraft) await this.#measureAndDraft();
    }
  }

  async #sendSave(base: SessionMetadata | null, trace: Trace): Promise<SaveResult> {
    // What a person asks to save is theirs, edited or not: it needs a draft until the service has it.
    if (this.#metadata === null && this.#work.edit === 0) this.#work.noteEdit();
    const work = await this.#measure();
    if (work.kind === "rejected") return work;
    const isPresentBase = base !== null && base === this.#metadata;
    if (isPresentBase && !this.#work.isDirty && !this.#sync.isUncertain) {
      this.#showRest();
      return { kind: "alreadySaved" };
    }
    if (!this.#draft.isKept(work.edit)) await this.#draft.keep(work, this.#metadata, this.#editedAt);
    const { details, digest, hashes } = work;
    const { sizeBytes, canonical, contentHash } = digest;
    const { limitBytes } = this.#options.policy;
    if (sizeBytes > limitBytes) {
      return this.#concluded({ kind: "contentTooLarge", sizeBytes, limitBytes }, hashes);
    }
    this.#show({ kind: "saving", since: this.#options.timers.now() });
    const write = { details, canonical, contentHash };
    this.#sent = work;
    if (base === null) return this.#concluded(await this.#sync.create(write, hashes, trace), hashes);
    const hasOnlyNewDetails = isPresentBase && !this.#work.isContentDirty && !this.#sync.isUncertain;
    const result = hasOnlyNewDetails
      ? this.#sync.changeDetails(details, base, { ...hashes, contentHash: base.contentHash }, trace)
      : this.#sync.save(write, base, hashes, trace);
    return this.#concluded(await result, hashes);
  }

  async #concluded(result: WriteResult, sent: StateHashes): Promise<SaveResult> {
    const now = this.#options.timers.now();
    this.#waitsForSignIn = result.kind === "signInRequired";
    await this.#queueSave(IS_SENT_LATER.has(result.kind));
    switch (result.kind) {
      case "ok":
        await this.#acknowledged(result.metadata, sent);
        return { kind: "saved", metadata: result.metadata };
      case "versionConflict":
        this.#newerCopy = { metadata: result.current, noticedAt: now };
        await this.#compareAgain();
        this.#showUnsavedOrClean();
        return { kind: "conflict", newer: this.#newerCopy };
      case "unknownOutcome":
        this.#retry.tryAgain(null);
        this.#show({ kind: "unconfirmed", since: now });
        return { kind: "unconfirmed" };
      default: {
        const retryAt = result.kind === "unreachable" ? this.#retry.tryAgain(result.retryAfterMs) : null;
        this.#show(this.#stateAfter(result, retryAt));
        return result;
      }
    }
  }

  /** One save waits for the service at most, with the newest work, whether this page lives or not. [B7] */
  async #queueSave(isQueued: boolean): Promise<void> {
    if (!this.#draft.queueSave(isQueued)) return;
    const work = await this.#measure();
    if (work.kind === "measured" && this.#work.isDirty)
      await this.#draft.keep(work, this.#metadata, this.#editedAt);
  }

  /** An outage begins with the first try that fails, and lasts until the service says anything else. */
  #stateAfter(refusal: Refusal, retryAt: number | null): SaveState {
    const { timers, policy } = this.#options;
    const since = timers.now();
    const isAnswered = refusal.kind === "unreachable" && refusal.retryAfterMs !== null;
    const outage = this.#outage ?? {
      since,
      graceEndsAt: since + policy.connectionGraceMs,
      reason: isAnswered ? "notNow" : "connectionLost",
    };
    this.#outage = refusal.kind === "unreachable" ? outage : null;
    return stateAfter(refusal, outage, retryAt);
  }

  /** The saved state that the work starts from is this one from now on. */
  #startFrom(metadata: SessionMetadata): void {
    this.#metadata = metadata;
    this.#newerCopy = null;
    this.#conflict.carriedOut();
    if (!this.#isDisposed) this.#presence.enter(metadata.id);
  }

  /** The service has exactly what was sent; later edits stay unsaved and keep their draft. */
  async #acknowledged(metadata: SessionMetadata, sent: StateHashes): Promise<void> {
    this.#retry.succeeded();
    this.#outage = null;
    this.#startFrom(metadata);
    this.#conflict.clear();
    this.#options.siblings.tellSaved(metadata.id);
    if (this.#sent?.hashes.contentHash === metadata.contentHash) {
      this.#common.keep(metadata.contentHash, this.#sent.digest.canonical);
    }
    this.#work.acknowledge({ contentHash: metadata.contentHash, metadataHash: sent.metadataHash });
    const removeFormer = this.#draft.moveTo(metadata.id);
    const work = await this.#measure();
    if (this.#work.isDirty && work.kind === "measured")
      await this.#draft.keep(work, metadata, this.#editedAt);
    if (!this.#work.isDirty) await this.#draft.drop(this.#work.edit);
    if (this.#draft.isKept(this.#work.edit)) await removeFormer();
    this.#showUnsavedOrClean();
  }

  #pollLater(): void {
    const { timers, policy } = this.#options;
    this.#cancelPoll = timers.after(policy.backendPollingIntervalMs, () => {
      void this.poll().then(() => {
        if (!this.#isDisposed) this.#pollLater();
      });
    });
  }

  async #noticed(found: SessionMetadata, base: SessionMetadata): Promise<void> {
    if (found.etag === base.etag) return;
    const current = this.#work.current ?? base;
    const holdsOthersWork =
      !isSameState(found, base) && !isSameState(found, current) && !this.#sync.mayHaveMade(found);
    if (holdsOthersWork) {
      this.#newerCopy = { metadata: found, noticedAt: this.#options.timers.now() };
      await this.#compareAgain();
      this.#show(this.#save);
      return;
    }
    this.#startFrom(found);
    this.#conflict.clear();
    this.#work.acknowledge(found);
    if (!this.#work.isDirty) await this.#draft.drop(this.#work.edit);
    this.#showRest();
  }

  /** The service answers, and has the session: what said otherwise and is not tried again by itself is over. */
  #reached(): void {
    this.#outage = null;
    const { kind } = this.#save;
    if (kind === "signInRequired" && this.#waitsForSignIn) void this.save();
    else if (kind === "signInRequired" || kind === "missing") this.#showUnsavedOrClean();
    else if (this.#save.kind === "unreachable" && this.#save.retryAt === null) this.#showUnsavedOrClean();
  }

  async #compared(): Promise<ComparedNow | null> {
    const base = this.#metadata;
    const newer = this.#newerCopy;
    if (base === null || newer === null) return null;
    const compared = await this.#conflict.compare(base, newer.metadata);
    if (compared.kind === "compared" && this.#newerCopy === newer) {
      this.#newerCopy = { ...newer, metadata: compared.theirs };
    }
    this.#show(this.#save);
    return compared;
  }

  /** While a person looks at a conflict, a further change on the server joins it. */
  async #compareAgain(): Promise<void> {
    if (this.#conflict.comparison !== null) await this.#compared();
  }

  /** Saves this tab's work and the server's as one, where every part that both changed is decided. */
  async #merge(trace: Trace): Promise<ConflictResult> {
    const { source } = this.#options;
    const compared = await this.#compared();
    if (compared === null) return { kind: "resolved", undo: null };
    if (compared.kind !== "compared") return compared;
    const { merged, theirs, edit } = compared;
    if (merged === null) return { kind: "undecided" };
    if (merged.leavesOutMine && !(await this.#putAside())) return DRAFT_NOT_KEPT;
    // Typed while the draft was put aside: it is not in what was merged.
    if (edit !== this.#work.edit) return this.#merge(trace);
    const mine = this.#copy;
    const restored = source.restore(merged.content);
    if (restored.kind === "unreadable") return restored;
    this.#startFrom(theirs);
    this.#work.acknowledge(theirs);
    this.changeDetails(merged.details);
    const result = asConflictResult(await this.#savedOn(theirs, trace));
    return result.kind === "resolved" ? { ...result, undo: () => this.#bringBack(mine) } : result;
  }

  /** Opens the server's copy here. This tab's work stays on the device as a draft of its own, and can be brought back. */
  async #useServer(newer: NewerCopy, trace: Trace): Promise<ConflictResult> {
    const { backend, source } = this.#options;
    const result = await backend.readSession(newer.metadata.id, trace);
    if (result.kind !== "ok") return result;
    if (!(await this.#putAside())) return DRAFT_NOT_KEPT;
    const mine = this.#copy;
    const restored = source.restore(result.content);
    if (restored.kind === "unreadable") return restored;
    this.#cancelDebounce();
    this.#startFrom(result.metadata);
    this.#conflict.clear();
    this.#work.changeDetails(result.metadata);
    const opened = this.#work.edit;
    const asOpened = await this.#work.opened("server", result.metadata);
    this.#common.keep(result.metadata.contentHash, asOpened.digest.canonical);
    if (this.#work.edit === opened) await this.#draft.drop(opened);
    this.#showUnsavedOrClean();
    return { kind: "resolved", undo: () => this.#bringBack(mine) };
  }

  get #copy(): CopyOfWork {
    return { content: this.#options.source.serialize(), details: this.#work.details };
  }

  #bringBack({ content, details }: CopyOfWork): void {
    this.#options.source.restore(content);
    this.changeDetails(details);
  }

  /** Keeps this tab's work, its newest edit included, as a draft that nothing here writes to. */
  async #putAside(): Promise<boolean> {
    for (;;) {
      await this.flushDraft();
      if (!this.#work.isDirty) return true;
      const { edit } = this.#work;
      if (!this.#draft.isKept(edit) || !(await this.#draft.putAside())) return false;
      if (edit === this.#work.edit) return true;
    }
  }

  get #facts(): Facts {
    return {
      isDirty: this.#work.isDirty,
      isKept: this.#draft.isKept(this.#work.edit),
      isUncertain: this.#sync.isUncertain,
      editedAt: this.#editedAt,
      savedAt: this.#metadata?.updatedAt ?? null,
    };
  }

  #showRest(): void {
    this.#show(this.#isSaving ? this.#save : stateAtRest(this.#save, this.#facts));
  }

  #showUnsavedOrClean(): void {
    this.#show(unsavedOrClean(this.#facts));
  }

  #show(save: SaveState): void {
    this.#save = save;
    this.#state = this.#published();
    for (const listener of this.#listeners) listener();
  }

  #published(): PersistenceState {
    const { isDirty, isKept } = this.#facts;
    return {
      save: this.#save,
      details: this.#work.details,
      metadata: this.#metadata,
      newerCopy: this.#newerCopy,
      comparison: this.#conflict.comparison,
      otherTabs: this.#presence.otherTabs,
      draftFailure: this.#draft.failure,
      sizeBytes: this.#work.sizeBytes,
      limitBytes: this.#options.policy.limitBytes,
      isAtRisk: isDirty && !isKept,
      isDirty,
    };
  }
}
