import { draftIdOf } from "./Draft.ts";
import type { LocalBackupManager } from "./LocalBackupManager.ts";
import type { DraftFailure } from "./PersistenceState.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import type { MeasuredWork } from "./WorkMeasurement.ts";

export type DraftKeeperOptions = {
  drafts: LocalBackupManager;
  userId: string;
  tabId: string;
  /** Null until the session was saved for the first time. */
  sessionId: string | null;
};

/** Keeps the draft of the open session: under which id, up to which edit, and whether the device takes it. [B2] */
export class DraftKeeper {
  readonly #options: DraftKeeperOptions;
  #draftId: string;
  /** The newest edit that a draft holds, or that needs none. */
  #keptEdit = 0;
  #failure: DraftFailure | null = null;

  constructor(options: DraftKeeperOptions) {
    this.#options = options;
    this.#draftId = this.#idFor(options.sessionId);
  }

  /** Why the newest draft could not be written; null where it could. */
  get failure(): DraftFailure | null {
    return this.#failure;
  }

  isKept(edit: number): boolean {
    return this.#keptEdit >= edit;
  }

  async keep(work: MeasuredWork, base: SessionMetadata | null, editedAt: number): Promise<void> {
    const { drafts, userId, tabId } = this.#options;
    const result = await drafts.write({
      draftId: this.#draftId,
      userId,
      tabId,
      sessionId: base?.id ?? null,
      base: base && { etag: base.etag, contentHash: base.contentHash, metadataHash: base.metadataHash },
      details: work.details,
      canonical: work.digest.canonical,
      ...work.hashes,
      editedAt,
    });
    this.#failure = result.kind === "failed" ? result.reason : null;
    if (result.kind === "written") this.#keptEdit = Math.max(this.#keptEdit, work.edit);
  }

  /** The server has what was there at *edit*: no draft is needed. */
  async drop(edit: number): Promise<void> {
    this.#keptEdit = Math.max(this.#keptEdit, edit);
    await this.#remove(this.#draftId);
  }

  /** The session has this id from now on. @returns a function that removes the draft under the id before. */
  moveTo(sessionId: string): () => Promise<void> {
    const before = this.#draftId;
    this.#draftId = this.#idFor(sessionId);
    return () => (before === this.#draftId ? Promise.resolve() : this.#remove(before));
  }

  /** The present draft stays on the device as one of its own; this session needs none as of *edit*. */
  async putAside(edit: number): Promise<void> {
    await this.#options.drafts.putAside(this.#draftId);
    await this.drop(edit);
  }

  /** A draft that cannot be removed is offered again later, where its hash equals the server's and it goes. */
  async #remove(draftId: string): Promise<void> {
    await this.#options.drafts.remove(draftId).catch(() => undefined);
    this.#failure = null;
  }

  #idFor(sessionId: string | null): string {
    const { userId, tabId } = this.#options;
    return draftIdOf({ userId, tabId, sessionId });
  }
}
