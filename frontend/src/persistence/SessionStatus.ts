import type { Timers } from "../resilience/Timers.ts";
import type { BackendSyncManager } from "./BackendSyncManager.ts";
import type { ConflictDesk } from "./ConflictDesk.ts";
import type { DraftKeeper } from "./DraftKeeper.ts";
import type { OpenedSession } from "./OpenedSession.ts";
import type { OpenWork } from "./OpenWork.ts";
import type { PersistencePolicy } from "./PersistencePolicy.ts";
import type { NewerCopy, Outage, PersistenceState, SaveState } from "./PersistenceState.ts";
import { type Facts, stateAfter, stateAtRest, unsavedOrClean } from "./saveStates.ts";
import type { Refusal } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import type { SessionPresence } from "./SessionPresence.ts";

export type SessionStatusOptions = {
  opened: OpenedSession;
  work: OpenWork;
  draft: DraftKeeper;
  sync: BackendSyncManager;
  conflict: ConflictDesk;
  presence: SessionPresence;
  timers: Timers;
  policy: PersistencePolicy;
};

/** What is known of the open session, and the one place that publishes it. */
export class SessionStatus {
  readonly #options: SessionStatusOptions;
  readonly #listeners = new Set<() => void>();
  #metadata: SessionMetadata | null;
  #newerCopy: NewerCopy | null = null;
  #editedAt: number;
  #isSaving = false;
  #outage: Outage | null = null;
  #save: SaveState = { kind: "new" };
  #state: PersistenceState;

  constructor(options: SessionStatusOptions) {
    const { opened, timers } = options;
    this.#options = options;
    this.#metadata = opened.base;
    this.#editedAt = timers.now();
    if (opened.newer) this.#newerCopy = { metadata: opened.newer, noticedAt: timers.now() };
    this.#state = this.#published();
  }

  get state(): PersistenceState {
    return this.#state;
  }

  get save(): SaveState {
    return this.#save;
  }

  /** The saved state that the work starts from; null until the session was saved for the first time. */
  get metadata(): SessionMetadata | null {
    return this.#metadata;
  }

  get newerCopy(): NewerCopy | null {
    return this.#newerCopy;
  }

  get editedAt(): number {
    return this.#editedAt;
  }

  get isSaving(): boolean {
    return this.#isSaving;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#listeners.clear();
  }

  noteEdit(): void {
    this.#editedAt = this.#options.timers.now();
  }

  saveBegins(): void {
    this.#isSaving = true;
  }

  saveEnds(): void {
    this.#isSaving = false;
  }

  /** The saved state that the work starts from is this one from now on. */
  startFrom(metadata: SessionMetadata): void {
    this.#metadata = metadata;
    this.#newerCopy = null;
    this.#options.conflict.carriedOut();
    this.#options.presence.enter(metadata.id);
  }

  notice(newer: SessionMetadata): NewerCopy {
    this.#newerCopy = { metadata: newer, noticedAt: this.#options.timers.now() };
    return this.#newerCopy;
  }

  /** The newer copy turned out to be a later one of the same conflict. */
  noticeLater(newer: NewerCopy): void {
    this.#newerCopy = newer;
  }

  /** The service said something. */
  endOutage(): void {
    this.#outage = null;
  }

  show(save: SaveState): void {
    this.#save = save;
    this.#state = this.#published();
    for (const listener of this.#listeners) listener();
  }

  /** Something else than the save state is another. */
  showAgain(): void {
    this.show(this.#save);
  }

  showRest(): void {
    this.show(this.#isSaving ? this.#save : stateAtRest(this.#save, this.#facts));
  }

  /** An edit that follows another one tells nothing new until the draft is written: typing must not draw the page anew. */
  showEdit(): void {
    const { save, details, isAtRisk } = this.#state;
    const saysSo = save.kind === "unsaved" && save.draft === "pending" && isAtRisk;
    if (!saysSo || details !== this.#options.work.details) this.showRest();
  }

  showUnsavedOrClean(): void {
    this.show(unsavedOrClean(this.#facts));
  }

  /** An outage begins with the first try that fails, and lasts until the service says anything else. */
  showRefusal(refusal: Refusal, retryAt: number | null): void {
    const { timers, policy } = this.#options;
    const since = timers.now();
    const isAnswered = refusal.kind === "unreachable" && refusal.retryAfterMs !== null;
    const outage = this.#outage ?? {
      since,
      graceEndsAt: since + policy.connectionGraceMs,
      reason: isAnswered ? "notNow" : "connectionLost",
    };
    this.#outage = refusal.kind === "unreachable" ? outage : null;
    this.show(stateAfter(refusal, outage, retryAt));
  }

  get #facts(): Facts {
    const { work, draft, sync } = this.#options;
    return {
      isDirty: work.isDirty,
      isKept: draft.isKept(work.edit),
      isUncertain: sync.isUncertain,
      editedAt: this.#editedAt,
      savedAt: this.#metadata?.updatedAt ?? null,
    };
  }

  #published(): PersistenceState {
    const { work, draft, conflict, presence, policy } = this.#options;
    const { isDirty, isKept } = this.#facts;
    return {
      save: this.#save,
      details: work.details,
      metadata: this.#metadata,
      newerCopy: this.#newerCopy,
      comparison: conflict.comparison,
      otherTabs: presence.otherTabs,
      draftFailure: draft.failure,
      sizeBytes: work.sizeBytes,
      limitBytes: policy.limitBytes,
      isAtRisk: isDirty && !isKept,
      isDirty,
    };
  }
}
