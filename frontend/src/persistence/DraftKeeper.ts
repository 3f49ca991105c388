import type { Intentions } from "../resilience/Intentions.ts";
import type { BackendSyncManager } from "./BackendSyncManager.ts";
import { type Draft, draftIdOf } from "./Draft.ts";
import type { LocalBackupManager } from "./LocalBackupManager.ts";
import type { DraftFailure } from "./PersistenceState.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import type { MeasuredWork } from "./OpenWork.ts";
import { isSameState, type StateHashes } from "./SessionStateTracker.ts";

export type DraftKeeperOptions = {
  drafts: LocalBackupManager;
  intentions: Pick<Intentions, "pending">;
  sync: Pick<BackendSyncManager, "unansweredOf">;
  userId: string;
  tabId: string;
  /** Null until the session was saved for the first time. */
  sessionId: string | null;
};

/** No edit has this number or a smaller one. */
const NOTHING_KEPT = -1;

/** Keeps the draft of the open session: under which id, up to which edit, and whether the device takes it. [B2] */
export class DraftKeeper {
  readonly #options: DraftKeeperOptions;
  #draftId: string;
  /** The newest edit that a draft holds, or that needs none. */
  #keptEdit = 0;
  /** False only where it is certain that there is no draft under the present id. */
  #mayExist = true;
  #failure: DraftFailure | null = null;
  #isReleased = false;
  #isClosed = false;
  #isSaveQueued = false;
  /** What the draft says was sent without an answer. */
  #unanswered: readonly StateHashes[] = [];
  /** Of the draft's id; empty unless the usual one is taken. */
  #suffix = "";

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
    this.#draftId = this.#idFor(options.sessionId);
  }

  get draftId(): string {
    return this.#draftId;
  }

  /** Why the newest draft could not be written; null where it could. */
  get failure(): DraftFailure | null {
    return this.#failure;
  }

  get mayExist(): boolean {
    return this.#mayExist;
  }

  isKept(edit: number): boolean {
    return this.#keptEdit >= edit;
  }

  async keep(work: MeasuredWork, base: SessionMetadata | null, editedAt: number): Promise<void> {
    if (this.#isReleased) return;
    this.#mayExist = true;
    const { drafts, intentions, sync, userId, tabId } = this.#options;
    const draftId = this.#draftId;
    const unanswered = sync.unansweredOf(base?.id ?? null);
    this.#unanswered = unanswered;
    const result = await drafts.write({
      draftId,
      userId,
      tabId,
      sessionId: base?.id ?? null,
      base: base && baseOf(base),
      details: work.details,
      canonical: work.digest.canonical,
      ...work.hashes,
      editedAt,
      ...(this.#isSaveQueued && { isSaveQueued: true, intentions: intentions.pending }),
      ...(unanswered.length > 0 && { unanswered }),
    });
    // What was kept before, or is on the server by now, lacks nothing.
    this.#failure = result.kind === "failed" && !this.isKept(work.edit) ? result.reason : null;
    if (result.kind === "written" && draftId === this.#draftId) {
      this.#keptEdit = Math.max(this.#keptEdit, work.edit);
    }
  }

  /** The device has lost what it kept. */
  noteLoss(): void {
    this.#keptEdit = NOTHING_KEPT;
  }

  /** Whether the person asked to save, and no answer has come; written with the draft, so that a reload knows. [B7] */
  get isSaveQueued(): boolean {
    return this.#isSaveQueued;
  }

  /** @returns whether the draft has to be written again. */
  queueSave(isQueued: boolean): boolean {
    const isChanged = this.#isSaveQueued !== isQueued;
    this.#isSaveQueued = isQueued;
    return isChanged;
  }

  /** False where it names a save that the service has refused by now: that is no answer to look for. */
  tellsWhatWasSent(base: SessionMetadata | null): boolean {
    const sent = this.#options.sync.unansweredOf(base?.id ?? null);
    return this.#unanswered.every((told) => sent.some((one) => isSameState(one, told)));
  }

  /** The server has what was there at *edit*: no draft is needed. */
  async drop(edit: number): Promise<void> {
    this.#keptEdit = Math.max(this.#keptEdit, edit);
    this.#failure = null;
    this.#isSaveQueued = false;
    if (!this.#mayExist) return;
    this.#mayExist = false;
    await this.#remove(this.#draftId);
  }

  /**
   * The session has this id from now on; nothing is kept under it yet.
   *
   * @returns a function that removes the draft under the id before, for when it is not needed any more.
   */
  moveTo(sessionId: string): () => Promise<void> {
    const before = this.#draftId;
    if (!this.#isClosed) this.#draftId = this.#idFor(sessionId);
    if (before === this.#draftId) return () => Promise.resolve();
    this.#keptEdit = NOTHING_KEPT;
    this.#mayExist = true;
    return () => this.#remove(before);
  }

  /** The present draft stays on the device as one of its own. @returns whether it does. */
  putAside(): Promise<boolean> {
    return this.#options.drafts.putAside(this.#draftId);
  }

  /** Other work lies under the usual id, and cannot be moved: it is left alone. */
  keepApart(): void {
    this.#suffix = `/apart-${crypto.randomUUID()}`;
    this.#draftId = this.#idFor(this.#options.sessionId);
  }

  /** The session is closed: what a save under way makes of it stays under the present id, because another one may be taken. */
  close(): void {
    this.#isClosed = true;
  }

  /** Another session takes over this tab's draft: what becomes of a save under way changes nothing on the device. */
  release(): void {
    this.#isReleased = true;
  }

  /** A draft that cannot be removed is offered again later, where its hash equals the server's and it goes. */
  async #remove(draftId: string): Promise<void> {
    if (!this.#isReleased) await this.#options.drafts.remove(draftId).catch(() => undefined);
  }

  #idFor(sessionId: string | null): string {
    const { userId, tabId } = this.#options;
    return draftIdOf({ userId, tabId, sessionId }) + this.#suffix;
  }
}

function baseOf({ etag, contentHash, metadataHash, version, ...base }: SessionMetadata): Draft["base"] {
  const { title, description, tags } = base;
  return { etag, contentHash, metadataHash, version, details: { title, description, tags } };
}
