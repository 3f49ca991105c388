import type { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { ContentDigest } from "../documents/contentDigest.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import { normalizeDetails } from "../documents/normalizeDetails.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import { assertNever } from "../errors/assertNever.ts";
import { BACKGROUND, delayBefore } from "../resilience/RetryPolicy.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { SessionSource, Unsubscribe } from "../session/SessionSource.ts";
import { BackendSyncManager } from "./BackendSyncManager.ts";
import { type Draft, draftIdOf } from "./Draft.ts";
import type { LocalBackupManager } from "./LocalBackupManager.ts";
import type { DraftFailure, NewerCopy, PersistenceState, SaveState } from "./PersistenceState.ts";
import type {
  Refusal,
  SessionBackend,
  SessionWrite,
  SnapshotWriteResult,
  WriteResult,
} from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import { SessionStateTracker, type StateHashes, type StateOrigin } from "./SessionStateTracker.ts";

/** Numbers of `GET /config`. */
export type PersistencePolicy = {
  readonly autoSaveDebounceMs: number;
  readonly backendPollingIntervalMs: number;
  readonly limitBytes: number;
};

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

export type SaveResult =
  | { kind: "saved"; metadata: SessionMetadata }
  | { kind: "alreadySaved" }
  | { kind: "conflict"; newer: NewerCopy }
  | { kind: "unconfirmed" }
  | Refusal;

export type ConflictChoice = "keepBoth" | "useServer" | "replaceServer";

export type ConflictResult =
  /** `undo` brings back what this tab had; absent where nothing was put aside. */
  | { kind: "resolved"; undo: (() => void) | null }
  | { kind: "conflict"; newer: NewerCopy }
  | { kind: "unconfirmed" }
  | { kind: "unreadable"; reason: string }
  | Refusal;

/**
 * Decides when: when a draft is written, when the service is asked, what is shown meanwhile. [B1] [B2] [B4]
 *
 * One open session has one orchestrator. Nothing here blocks the page or throws; what happens is in `state`, and the outcomes of
 * what a person asked for are values.
 */
export class PersistenceOrchestrator {
  readonly #options: OrchestratorOptions;
  readonly #sync: BackendSyncManager;
  readonly #listeners = new Set<() => void>();
  readonly #endings: Unsubscribe[] = [];

  #tracker: SessionStateTracker | null = null;
  #digest: ContentDigest | null = null;
  #details: SessionDetails;
  #metadata: SessionMetadata | null;
  #newerCopy: NewerCopy | null = null;
  #draftFailure: DraftFailure | null = null;
  #draftId: string;
  #editedAt: number;
  /** Grows with every edit; what was measured at an older one is out of date. */
  #edits = 0;
  #measuredEdits = 0;
  /** The edit that the newest draft has. */
  #draftedEdits = 0;
  #save: SaveState = { kind: "new" };
  #state: PersistenceState;
  #saving: Promise<SaveResult> | null = null;
  #failedTries = 0;
  #cancelDebounce: () => void = () => undefined;
  #cancelRetry: () => void = () => undefined;
  #cancelPoll: () => void = () => undefined;
  #isDisposed = false;

  constructor(options: OrchestratorOptions) {
    const { opened, backend, timers, userId, tabId } = options;
    this.#options = options;
    this.#sync = new BackendSyncManager({ backend });
    this.#details = normalizeDetails(opened.details);
    this.#metadata = opened.base;
    this.#editedAt = timers.now();
    this.#draftId = draftIdOf({ userId, tabId, sessionId: opened.base?.id ?? null });
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
    const { source, activity, opened, timers } = this.#options;
    const digest = await this.#options.digester.digest(source.serialize());
    const current = await this.#hashesOf(digest);
    this.#digest = digest;
    this.#tracker = new SessionStateTracker({ origin: opened.origin, acknowledged: opened.base, current });
    if (this.#isDisposed) return;
    this.#endings.push(
      source.subscribe(() => this.#edited()),
      activity.subscribe((now) => (now === "hidden" ? void this.flushDraft() : void this.poll())),
    );
    if (opened.base === null && opened.origin === "draft") this.#edited();
    else if (this.#tracker.isDirty && opened.origin === "draft") this.#edited();
    else this.#settle(opened.base ? { kind: "clean", savedAt: opened.base.updatedAt } : { kind: "new" });
    this.#cancelPoll = timers.after(
      this.#options.policy.backendPollingIntervalMs,
      () => void this.#pollAgain(),
    );
  }

  /** Changes title, description or tags. They are saved with the next save. */
  changeDetails(details: SessionDetails): void {
    this.#details = normalizeDetails(details);
    this.#edited();
  }

  /** Writes the draft now; for when the page may be about to go away. */
  async flushDraft(): Promise<void> {
    this.#cancelDebounce();
    if (this.#draftedEdits !== this.#edits) await this.#measureAndDraft();
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
    const before = { details: this.#details, draftId: this.#draftId };
    this.#details = normalizeDetails({ ...this.#details, title });
    this.#edits += 1;
    const result = await this.#savedOn(null);
    if (result.kind !== "saved") {
      this.#details = before.details;
      this.#edited();
    }
    return result;
  }

  /** An immutable copy of what is there now, saved or not. */
  async createSnapshot(details: SessionDetails): Promise<SnapshotWriteResult> {
    const write = await this.#writeOf(normalizeDetails(details));
    return this.#options.backend.createSnapshot(write);
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
    if (result.kind === "ok") this.#noticed(result.metadata, timers.now());
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
    this.#edits += 1;
    this.#editedAt = this.#options.timers.now();
    this.#cancelDebounce();
    this.#cancelDebounce = this.#options.timers.after(
      this.#options.policy.autoSaveDebounceMs,
      () => void this.#measureAndDraft(),
    );
    if (this.#save.kind !== "saving") this.#publishUnsaved();
  }

  async #measureAndDraft(): Promise<void> {
    await this.#measure();
    if (this.#saving) return;
    if (this.#isDirty()) {
      await this.#keepDraft();
      this.#publishUnsaved();
      return;
    }
    this.#draftedEdits = this.#edits;
    await this.#dropDraft();
    if (!this.#saving) this.#settle(this.#cleanState());
  }

  /** Canonical text and hashes of what is there now, unless they are known already. */
  async #measure(): Promise<{ digest: ContentDigest; hashes: StateHashes }> {
    while (this.#digest === null || this.#measuredEdits !== this.#edits) {
      const edits = this.#edits;
      const digest = await this.#options.digester.digest(this.#options.source.serialize());
      const hashes = await this.#hashesOf(digest);
      this.#digest = digest;
      this.#measuredEdits = edits;
      this.#tracker?.observe(hashes);
    }
    return { digest: this.#digest, hashes: await this.#hashesOf(this.#digest) };
  }

  async #hashesOf(digest: ContentDigest): Promise<StateHashes> {
    const { title, description, tags } = this.#details;
    const metadata = await this.#options.digester.digest({ title, description, tags: [...tags] });
    return { contentHash: digest.contentHash, metadataHash: metadata.contentHash };
  }

  async #writeOf(details: SessionDetails): Promise<SessionWrite> {
    const { digest } = await this.#measure();
    return { details, canonical: digest.canonical, contentHash: digest.contentHash };
  }

  #savedOn(base: SessionMetadata | null): Promise<SaveResult> {
    this.#cancelRetry();
    this.#cancelDebounce();
    const saving = this.#sendSave(base).finally(() => {
      this.#saving = null;
    });
    this.#saving = saving;
    return saving.then(async (result) => {
      // What was edited during the save is dirty and not drafted yet.
      await this.#afterSave();
      return result;
    });
  }

  async #sendSave(base: SessionMetadata | null): Promise<SaveResult> {
    const { digest, hashes } = await this.#measure();
    const isSameBase = base !== null && base === this.#metadata;
    if (isSameBase && !this.#isDirty()) return { kind: "alreadySaved" };
    const { limitBytes } = this.#options.policy;
    await this.#keepDraft();
    if (digest.sizeBytes > limitBytes) {
      this.#settle({ kind: "tooLarge", sizeBytes: digest.sizeBytes, limitBytes });
      return { kind: "contentTooLarge", sizeBytes: digest.sizeBytes, limitBytes };
    }
    this.#settle({ kind: "saving", since: this.#options.timers.now() });
    const details = this.#details;
    const result = await this.#send(base, hashes, {
      details,
      canonical: digest.canonical,
      contentHash: digest.contentHash,
    });
    return this.#concluded(result, hashes);
  }

  #send(base: SessionMetadata | null, hashes: StateHashes, write: SessionWrite): Promise<WriteResult> {
    const hasOnlyNewDetails =
      base !== null && base === this.#metadata && this.#tracker?.isContentDirty === false;
    return hasOnlyNewDetails
      ? this.#sync.changeDetails(write.details, base, { ...hashes, contentHash: base.contentHash })
      : this.#sync.save(write, base, hashes);
  }

  async #concluded(result: WriteResult, sent: StateHashes): Promise<SaveResult> {
    const { timers } = this.#options;
    switch (result.kind) {
      case "ok":
        this.#failedTries = 0;
        await this.#acknowledged(result.metadata, sent);
        return { kind: "saved", metadata: result.metadata };
      case "versionConflict": {
        const newer: NewerCopy = { metadata: result.current, noticedAt: timers.now() };
        this.#newerCopy = newer;
        this.#publishUnsaved();
        return { kind: "conflict", newer };
      }
      case "unknownOutcome":
        this.#settle({ kind: "unconfirmed", since: timers.now() });
        this.#retryLater(null);
        return { kind: "unconfirmed" };
      case "unreachable":
        this.#settle({
          kind: "unreachable",
          since: timers.now(),
          retryAt: this.#retryLater(result.retryAfterMs),
        });
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
    const { userId, tabId } = this.#options;
    this.#metadata = metadata;
    this.#newerCopy = null;
    this.#tracker?.acknowledge({ contentHash: metadata.contentHash, metadataHash: sent.metadataHash });
    const before = this.#draftId;
    this.#draftId = draftIdOf({ userId, tabId, sessionId: metadata.id });
    if (this.#isDirty()) await this.#keepDraft();
    if (before !== this.#draftId || !this.#isDirty()) await this.#removeDraft(before);
    this.#settle(this.#isDirty() ? this.#unsavedState() : this.#cleanState());
  }

  async #afterSave(): Promise<void> {
    if (this.#measuredEdits === this.#edits && this.#draftedEdits === this.#edits) return;
    if (this.#isDisposed || this.#saving) return;
    await this.#measureAndDraft();
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

  async #pollAgain(): Promise<void> {
    await this.poll();
    if (this.#isDisposed) return;
    this.#cancelPoll = this.#options.timers.after(
      this.#options.policy.backendPollingIntervalMs,
      () => void this.#pollAgain(),
    );
  }

  #noticed(found: SessionMetadata, now: number): void {
    const base = this.#metadata;
    if (base === null || found.etag === base.etag) return;
    const mine = this.#tracker?.current;
    const isLikeBase = found.contentHash === base.contentHash && found.metadataHash === base.metadataHash;
    const isLikeMine = found.contentHash === mine?.contentHash && found.metadataHash === mine.metadataHash;
    if (!isLikeBase && !isLikeMine) {
      this.#newerCopy = { metadata: found, noticedAt: now };
      this.#settle(this.#save);
      return;
    }
    this.#metadata = found;
    this.#newerCopy = null;
    this.#tracker?.acknowledge(found);
    if (this.#isDirty()) this.#settle(this.#save);
    else void this.#dropDraft().then(() => this.#settle(this.#cleanState()));
  }

  /** Opens the server's copy here. This tab's work stays on the device as a draft of its own, and can be brought back. */
  async #useServer(newer: NewerCopy): Promise<ConflictResult> {
    const { backend, source } = this.#options;
    const result = await backend.readSession(newer.metadata.id);
    if (result.kind !== "ok") return result;
    await this.flushDraft();
    const mine = { content: source.serialize(), details: this.#details };
    await this.#putDraftAside();
    const restored = source.restore(result.content);
    if (restored.kind === "unreadable") return restored;
    const { title, description, tags } = result.metadata;
    this.#details = { title, description, tags };
    this.#metadata = result.metadata;
    this.#newerCopy = null;
    this.#edits += 1;
    const { hashes } = await this.#measure();
    this.#tracker = new SessionStateTracker({
      origin: "server",
      acknowledged: result.metadata,
      current: hashes,
    });
    this.#draftedEdits = this.#edits;
    this.#cancelDebounce();
    this.#settle(this.#cleanState());
    const undo = (): void => {
      source.restore(mine.content);
      this.changeDetails(mine.details);
    };
    return { kind: "resolved", undo };
  }

  /** Keeps the present draft under an id that no tab writes to, so that it is offered on the start page. */
  async #putDraftAside(): Promise<void> {
    const { drafts, timers } = this.#options;
    const draft = await drafts.read(this.#draftId);
    if (draft) await drafts.write({ ...draft, draftId: `${draft.draftId}/aside-${timers.now()}`, tabId: "" });
    await this.#dropDraft();
  }

  async #keepDraft(): Promise<void> {
    const { digest, hashes } = await this.#measure();
    const edits = this.#measuredEdits;
    const { userId, tabId, drafts } = this.#options;
    const base = this.#metadata;
    const draft: Draft = {
      draftId: this.#draftId,
      userId,
      tabId,
      sessionId: base?.id ?? null,
      base: base && { etag: base.etag, contentHash: base.contentHash, metadataHash: base.metadataHash },
      details: this.#details,
      canonical: digest.canonical,
      ...hashes,
      editedAt: this.#editedAt,
    };
    const result = await drafts.write(draft);
    this.#draftFailure = result.kind === "failed" ? result.reason : null;
    if (result.kind === "written") this.#draftedEdits = Math.max(this.#draftedEdits, edits);
  }

  #dropDraft(): Promise<void> {
    return this.#removeDraft(this.#draftId);
  }

  /** A draft that cannot be removed is offered again later, where its hash equals the server's and it goes. */
  async #removeDraft(draftId: string): Promise<void> {
    await this.#options.drafts.remove(draftId).catch(() => undefined);
    this.#draftFailure = null;
  }

  #isDirty(): boolean {
    if (this.#measuredEdits !== this.#edits) return true;
    if (this.#metadata === null && this.#edits === 0) return false;
    return this.#tracker?.isDirty ?? false;
  }

  #cleanState(): SaveState {
    return this.#metadata ? { kind: "clean", savedAt: this.#metadata.updatedAt } : { kind: "new" };
  }

  #unsavedState(): SaveState {
    const draft = this.#draftedEdits === this.#edits ? "kept" : "pending";
    return { kind: "unsaved", editedAt: this.#editedAt, draft };
  }

  /** Shows the edit, unless something about an earlier save matters more. */
  #publishUnsaved(): void {
    const matters = ["unreachable", "signInRequired", "unconfirmed", "missing"].includes(this.#save.kind);
    this.#settle(matters ? this.#save : this.#unsavedState());
  }

  #settle(save: SaveState): void {
    this.#save = save;
    this.#state = this.#published();
    for (const listener of this.#listeners) listener();
  }

  #published(): PersistenceState {
    const isDirty = this.#isDirty();
    return {
      save: this.#save,
      details: this.#details,
      metadata: this.#metadata,
      newerCopy: this.#newerCopy,
      draftFailure: this.#draftFailure,
      sizeBytes: this.#digest?.sizeBytes ?? 0,
      limitBytes: this.#options.policy.limitBytes,
      isAtRisk: isDirty && this.#draftedEdits !== this.#edits,
      isDirty,
    };
  }
}

function asConflictResult(result: SaveResult): ConflictResult {
  return result.kind === "saved" || result.kind === "alreadySaved"
    ? { kind: "resolved", undo: null }
    : result;
}
