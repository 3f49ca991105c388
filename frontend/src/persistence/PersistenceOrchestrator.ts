import type { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import { normalizeDetails } from "../documents/normalizeDetails.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import { assertNever } from "../errors/assertNever.ts";
import { BACKGROUND, delayBefore } from "../resilience/RetryPolicy.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { SessionSource, Unsubscribe } from "../session/SessionSource.ts";
import { BackendSyncManager } from "./BackendSyncManager.ts";
import { DraftKeeper } from "./DraftKeeper.ts";
import type { LocalBackupManager } from "./LocalBackupManager.ts";
import type { PersistencePolicy } from "./PersistencePolicy.ts";
import type { NewerCopy, PersistenceState, SaveState } from "./PersistenceState.ts";
import { asConflictResult, type ConflictChoice, type ConflictResult, type SaveResult } from "./SaveResult.ts";
import type { SessionBackend, SnapshotWriteResult, WriteResult } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import { SessionStateTracker, type StateHashes, type StateOrigin } from "./SessionStateTracker.ts";
import { type MeasuredWork, WorkMeasurement } from "./WorkMeasurement.ts";

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
  timers: Timers;
  random: () => number;
  policy: PersistencePolicy;
  userId: string;
  tabId: string;
};

/** States that an edit does not hide: something about an earlier save matters more. */
const LASTING: ReadonlySet<SaveState["kind"]> = new Set([
  "unreachable",
  "signInRequired",
  "unconfirmed",
  "missing",
]);

/** Without a draft the server's copy would replace the only one of this tab's work. */
const NOT_KEPT: ConflictResult = {
  kind: "rejected",
  code: "draft_not_kept",
  userMessage: "Your copy cannot be kept on this device. Save it as a copy, or download it first.",
  correlationId: null,
};

/**
 * Decides when: when a draft is written, when the service is asked, what is shown meanwhile. [B1] [B2] [B4]
 *
 * One open session has one orchestrator. Nothing here blocks the page or throws; what happens is in `state`, and the outcomes of
 * what a person asked for are values.
 */
export class PersistenceOrchestrator {
  readonly #options: OrchestratorOptions;
  readonly #sync: BackendSyncManager;
  readonly #work: WorkMeasurement;
  readonly #draft: DraftKeeper;
  readonly #listeners = new Set<() => void>();
  readonly #endings: Unsubscribe[] = [];

  #tracker: SessionStateTracker | null = null;
  #details: SessionDetails;
  #metadata: SessionMetadata | null;
  #newerCopy: NewerCopy | null = null;
  #editedAt: number;
  #save: SaveState = { kind: "new" };
  #state: PersistenceState;
  #saving: Promise<SaveResult> | null = null;
  #failedTries = 0;
  #cancelDebounce: () => void = () => undefined;
  #cancelRetry: () => void = () => undefined;
  #cancelPoll: () => void = () => undefined;
  #isDisposed = false;

  constructor(options: OrchestratorOptions) {
    const { opened, backend, timers, drafts, userId, tabId } = options;
    this.#options = options;
    this.#sync = new BackendSyncManager({ backend });
    this.#work = new WorkMeasurement(options);
    this.#draft = new DraftKeeper({ drafts, userId, tabId, sessionId: opened.base?.id ?? null });
    this.#details = normalizeDetails(opened.details);
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

  subscribe = (listener: () => void): Unsubscribe => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Measures what was opened, then begins to watch it. */
  async start(): Promise<void> {
    const { source, activity, opened } = this.#options;
    const { hashes } = await this.#work.measure(() => this.#details);
    this.#tracker = new SessionStateTracker({
      origin: opened.origin,
      acknowledged: opened.base,
      current: hashes,
    });
    if (this.#isDisposed) return;
    this.#endings.push(
      source.subscribe(() => this.#edited()),
      activity.subscribe((now) => (now === "hidden" ? void this.flushDraft() : void this.poll())),
    );
    if (opened.origin === "draft" && this.#tracker.isDirty) this.#edited();
    else this.#settle(this.#cleanState());
    this.#pollLater();
  }

  /** Changes title, description or tags. They are saved with the next save. */
  changeDetails(details: SessionDetails): void {
    this.#details = normalizeDetails(details);
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
  async save(): Promise<SaveResult> {
    if (this.#saving) {
      await this.#saving;
      return this.#isDirty() ? this.save() : { kind: "alreadySaved" };
    }
    return this.#savedOn(this.#metadata);
  }

  /** Goes on after signing in again: what was waiting is saved. [B7] */
  async resume(): Promise<void> {
    if (this.#save.kind === "signInRequired") await this.save();
    await this.poll();
  }

  /** Saves the work under another title as a session of its own; this tab goes on with the copy. */
  async saveAsCopy(title: string): Promise<SaveResult> {
    if (this.#saving) await this.#saving;
    const before = this.#details;
    this.#details = normalizeDetails({ ...before, title });
    this.#work.noteEdit();
    const result = await this.#savedOn(null);
    if (result.kind !== "saved") this.changeDetails(before);
    return result;
  }

  /** An immutable copy of what is there now, saved or not. */
  async createSnapshot(details: SessionDetails): Promise<SnapshotWriteResult> {
    const { digest } = await this.#measure();
    const { canonical, contentHash } = digest;
    return this.#options.backend.createSnapshot({
      details: normalizeDetails(details),
      canonical,
      contentHash,
    });
  }

  /**
   * Looks whether the service has a newer copy. [B4]
   *
   * A copy with the same content as this tab's base or as its present work becomes the base, without a word.
   */
  async poll(): Promise<void> {
    const { backend, activity, timers } = this.#options;
    const base = this.#metadata;
    if (base === null || this.#saving || this.#isDisposed || activity.activity === "hidden") return;
    const result = await backend.readMetadata(base.id, this.#newerCopy?.metadata.etag ?? base.etag);
    if (this.#isDisposed || this.#saving || this.#metadata !== base) return;
    if (result.kind === "ok") await this.#noticed(result.metadata, timers.now());
    else if (result.kind === "signInRequired") this.#settle({ kind: "signInRequired" });
    else if (result.kind === "notFound") this.#settle({ kind: "missing" });
  }

  /** Carries out what the person chose for a newer copy on the server. No copy is lost by any of them. */
  async resolve(choice: ConflictChoice, copyTitle: string): Promise<ConflictResult> {
    const newer = this.#newerCopy;
    if (!newer) return { kind: "resolved", undo: null };
    switch (choice) {
      case "keepBoth":
        return asConflictResult(await this.saveAsCopy(copyTitle));
      case "useServer":
        return this.#useServer(newer);
      case "replaceServer":
        // On top of the copy that the person saw: a later one is refused and asked about again. The server keeps the version.
        return asConflictResult(await this.#savedOn(newer.metadata));
      default:
        return assertNever(choice);
    }
  }

  /** Stops watching; writes the draft if it is not written. Safe to call twice. */
  async dispose(): Promise<void> {
    if (this.#isDisposed) return;
    this.#cancelRetry();
    this.#cancelPoll();
    for (const end of this.#endings) end();
    await this.flushDraft();
    this.#isDisposed = true;
    this.#listeners.clear();
  }

  #edited(): void {
    if (this.#isDisposed) return;
    this.#work.noteEdit();
    this.#editedAt = this.#options.timers.now();
    this.#cancelDebounce();
    this.#cancelDebounce = this.#options.timers.after(
      this.#options.policy.autoSaveDebounceMs,
      () => void this.#measureAndDraft(),
    );
    if (this.#save.kind !== "saving") this.#publishUnsaved();
  }

  async #measure(): Promise<MeasuredWork> {
    const work = await this.#work.measure(() => this.#details);
    this.#tracker?.observe(work.hashes);
    return work;
  }

  async #measureAndDraft(): Promise<void> {
    const work = await this.#measure();
    if (this.#saving) return;
    if (this.#isDirty()) {
      await this.#draft.keep(work, this.#metadata, this.#editedAt);
      if (!this.#saving) this.#publishUnsaved();
      return;
    }
    await this.#draft.drop(work.edit);
    if (!this.#saving) this.#settle(this.#cleanState());
  }

  async #savedOn(base: SessionMetadata | null): Promise<SaveResult> {
    this.#cancelRetry();
    this.#cancelDebounce();
    const saving = this.#sendSave(base);
    this.#saving = saving;
    try {
      return await saving;
    } finally {
      this.#saving = null;
      // What was edited during the save is dirty and not drafted yet.
      if (!this.#isDisposed && !this.#draft.isKept(this.#work.edit)) await this.#measureAndDraft();
    }
  }

  async #sendSave(base: SessionMetadata | null): Promise<SaveResult> {
    const work = await this.#measure();
    const isPresentBase = base !== null && base === this.#metadata;
    if (isPresentBase && !this.#isDirty()) return { kind: "alreadySaved" };
    await this.#draft.keep(work, this.#metadata, this.#editedAt);
    const { sizeBytes, canonical, contentHash } = work.digest;
    const { limitBytes } = this.#options.policy;
    if (sizeBytes > limitBytes)
      return this.#concluded({ kind: "contentTooLarge", sizeBytes, limitBytes }, work.hashes);
    this.#settle({ kind: "saving", since: this.#options.timers.now() });
    const hasOnlyNewDetails = isPresentBase && this.#tracker?.isContentDirty === false;
    const result = hasOnlyNewDetails
      ? this.#sync.changeDetails(work.details, base, { ...work.hashes, contentHash: base.contentHash })
      : this.#sync.save({ details: work.details, canonical, contentHash }, base, work.hashes);
    return this.#concluded(await result, work.hashes);
  }

  async #concluded(result: WriteResult, sent: StateHashes): Promise<SaveResult> {
    const now = this.#options.timers.now();
    switch (result.kind) {
      case "ok":
        await this.#acknowledged(result.metadata, sent);
        return { kind: "saved", metadata: result.metadata };
      case "versionConflict":
        this.#newerCopy = { metadata: result.current, noticedAt: now };
        this.#settle(this.#unsavedState());
        return { kind: "conflict", newer: this.#newerCopy };
      case "unknownOutcome":
        this.#settle({ kind: "unconfirmed", since: now });
        this.#retryLater(null);
        return { kind: "unconfirmed" };
      case "unreachable":
        this.#settle({ kind: "unreachable", since: now, retryAt: this.#retryLater(result.retryAfterMs) });
        return result;
      case "signInRequired":
        this.#settle({ kind: "signInRequired" });
        return result;
      case "contentTooLarge":
        this.#settle({ kind: "tooLarge", sizeBytes: result.sizeBytes, limitBytes: result.limitBytes });
        return result;
      case "notFound":
      case "gone":
        this.#settle({ kind: "missing" });
        return result;
      case "rejected":
        this.#settle({ kind: "failed", refusal: result });
        return result;
      default:
        return assertNever(result);
    }
  }

  /** The service has exactly what was sent; later edits stay unsaved and keep their draft. */
  async #acknowledged(metadata: SessionMetadata, sent: StateHashes): Promise<void> {
    this.#failedTries = 0;
    this.#metadata = metadata;
    this.#newerCopy = null;
    this.#tracker?.acknowledge({ contentHash: metadata.contentHash, metadataHash: sent.metadataHash });
    const removeFormer = this.#draft.moveTo(metadata.id);
    if (this.#isDirty()) await this.#draft.keep(await this.#measure(), metadata, this.#editedAt);
    if (!this.#isDirty()) await this.#draft.drop(this.#work.edit);
    await removeFormer();
    this.#settle(this.#isDirty() ? this.#unsavedState() : this.#cleanState());
  }

  /** @returns when the next try comes. */
  #retryLater(hintMs: number | null): number {
    const { timers, random } = this.#options;
    this.#failedTries += 1;
    const delayMs = delayBefore(BACKGROUND, this.#failedTries, hintMs, random());
    this.#cancelRetry();
    this.#cancelRetry = timers.after(delayMs, () => void this.save());
    return timers.now() + delayMs;
  }

  #pollLater(): void {
    const { timers, policy } = this.#options;
    this.#cancelPoll = timers.after(policy.backendPollingIntervalMs, () => {
      void this.poll().then(() => {
        if (!this.#isDisposed) this.#pollLater();
      });
    });
  }

  async #noticed(found: SessionMetadata, now: number): Promise<void> {
    const base = this.#metadata;
    if (base === null || found.etag === base.etag) return;
    if (!isSame(found, base) && !isSame(found, this.#tracker?.current)) {
      this.#newerCopy = { metadata: found, noticedAt: now };
      this.#settle(this.#save);
      return;
    }
    this.#metadata = found;
    this.#newerCopy = null;
    this.#tracker?.acknowledge(found);
    const isClean = !this.#isDirty();
    if (isClean) await this.#draft.drop(this.#work.edit);
    if (!this.#saving) this.#settle(isClean ? this.#cleanState() : this.#save);
  }

  /** Opens the server's copy here. This tab's work stays on the device as a draft of its own, and can be brought back. */
  async #useServer(newer: NewerCopy): Promise<ConflictResult> {
    const { backend, source } = this.#options;
    const result = await backend.readSession(newer.metadata.id);
    if (result.kind !== "ok") return result;
    await this.flushDraft();
    if (this.#isDirty() && !this.#draft.isKept(this.#work.edit)) return NOT_KEPT;
    const mine = { content: source.serialize(), details: this.#details };
    const restored = source.restore(result.content);
    if (restored.kind === "unreadable") return restored;
    this.#cancelDebounce();
    await this.#draft.putAside(this.#work.edit);
    const { title, description, tags } = result.metadata;
    this.#details = { title, description, tags };
    this.#metadata = result.metadata;
    this.#newerCopy = null;
    this.#work.noteEdit();
    const { hashes, edit } = await this.#work.measure(() => this.#details);
    this.#tracker = new SessionStateTracker({
      origin: "server",
      acknowledged: result.metadata,
      current: hashes,
    });
    await this.#draft.drop(edit);
    this.#settle(this.#cleanState());
    const undo = (): void => {
      source.restore(mine.content);
      this.changeDetails(mine.details);
    };
    return { kind: "resolved", undo };
  }

  #isDirty(): boolean {
    if (!this.#work.isCurrent) return true;
    if (this.#metadata === null && this.#work.edit === 0) return this.#tracker?.origin === "draft";
    return this.#tracker?.isDirty ?? false;
  }

  #cleanState(): SaveState {
    return this.#metadata ? { kind: "clean", savedAt: this.#metadata.updatedAt } : { kind: "new" };
  }

  #unsavedState(): SaveState {
    const draft = this.#draft.isKept(this.#work.edit) ? "kept" : "pending";
    return { kind: "unsaved", editedAt: this.#editedAt, draft };
  }

  #publishUnsaved(): void {
    this.#settle(LASTING.has(this.#save.kind) ? this.#save : this.#unsavedState());
  }

  #settle(save: SaveState): void {
    this.#save = save;
    this.#state = this.#published();
    for (const listener of this.#listeners) listener();
  }

  #published(): PersistenceState {
    const isDirty = this.#tracker !== null && this.#isDirty();
    return {
      save: this.#save,
      details: this.#details,
      metadata: this.#metadata,
      newerCopy: this.#newerCopy,
      draftFailure: this.#draft.failure,
      sizeBytes: this.#work.sizeBytes,
      limitBytes: this.#options.policy.limitBytes,
      isAtRisk: isDirty && !this.#draft.isKept(this.#work.edit),
      isDirty,
    };
  }
}

function isSame(found: SessionMetadata, other: StateHashes | undefined): boolean {
  return found.contentHash === other?.contentHash && found.metadataHash === other.metadataHash;
}
