import type { TabIdentity } from "../activity/TabIdentity.ts";
import { type Draft, startsFrom } from "../persistence/Draft.ts";
import type { KeptDraft, LocalBackupManager } from "../persistence/LocalBackupManager.ts";
import type { MetadataResult, SessionBackend } from "../persistence/SessionBackend.ts";
import type { QueuedSaves } from "./QueuedSaves.ts";
import { isSameState } from "../persistence/SessionStateTracker.ts";
import type { DamagedDraft, RecoverableDraft } from "./RecoverableDraft.ts";

export type Recoverable = {
  readonly drafts: readonly RecoverableDraft[];
  readonly damaged: readonly DamagedDraft[];
};

/** What `open` gives: the draft, and nothing is removed by looking at it. */
export type OpenedDraft = { kind: "ok"; draft: Draft } | { kind: "unreadable" };

export type SessionRecoveryManagerOptions = {
  drafts: LocalBackupManager;
  backend: SessionBackend;
  tab: TabIdentity;
  queuedSaves: Pick<QueuedSaves, "tried">;
};

/**
 * Finds drafts that a crash or a closed tab left behind. [B3]
 *
 * Only drafts that say something else than the server's copy are offered. Nothing is deleted but what the server has.
 */
export class SessionRecoveryManager {
  readonly #drafts: LocalBackupManager;
  readonly #backend: SessionBackend;
  readonly #tab: TabIdentity;
  readonly #queuedSaves: Pick<QueuedSaves, "tried">;

  constructor(options: SessionRecoveryManagerOptions) {
    this.#drafts = options.drafts;
    this.#backend = options.backend;
    this.#tab = options.tab;
    this.#queuedSaves = options.queuedSaves;
  }

  /** Every draft that can be recovered, newest first; those of tabs that are open elsewhere are left alone. */
  async list(): Promise<Recoverable> {
    // What only waits to be sent need not be asked about.
    await this.#queuedSaves.tried();
    const [kept, alive] = await Promise.all([this.#drafts.list(), this.#tab.aliveTabs()]);
    const orphans = kept.drafts.filter(({ tabId }) => tabId === this.#tab.tabId || !alive.has(tabId));
    const offered = await Promise.all(orphans.map((draft) => this.#offered(draft)));
    return {
      drafts: offered.filter((draft) => draft !== null),
      damaged: kept.damaged.map(({ draftId, slot, editedAt, cipherText }) => ({
        draftId: `${draftId}/${slot}`,
        editedAt,
        bytes: new Blob([cipherText]),
      })),
    };
  }

  async open(draftId: string): Promise<OpenedDraft> {
    const draft = await this.#drafts.read(draftId).catch(() => null);
    return draft ? { kind: "ok", draft } : { kind: "unreadable" };
  }

  /** Takes a draft out of the list; it can be brought back for a day. */
  discard(draftId: string): Promise<void> {
    return this.#drafts.discard(draftId);
  }

  undoDiscard(draftId: string): Promise<void> {
    return this.#drafts.restore(draftId);
  }

  async #offered(draft: KeptDraft): Promise<RecoverableDraft | null> {
    const { draftId, sessionId, editedAt, sizeBytes } = draft;
    const offered = { draftId, sessionId, editedAt, sizeBytes, title: draft.details.title };
    if (sessionId === null) return { ...offered, server: { kind: "neverSaved" } };
    const read = await this.#backend.readMetadata(sessionId, null);
    if (read.kind === "ok" && isSameState(read.metadata, draft)) {
      // The service may have been slow, and the session open again meanwhile, with newer work under the same id.
      await this.#drafts.removeSaved(draft);
      return null;
    }
    return { ...offered, server: serverCopyOf(read, draft) };
  }
}

function serverCopyOf(read: MetadataResult, draft: KeptDraft): RecoverableDraft["server"] {
  if (read.kind === "ok") {
    return { kind: "saved", copy: read.metadata, isNewer: !startsFrom(draft, read.metadata) };
  }
  return read.kind === "notFound" || read.kind === "gone" ? { kind: "gone" } : { kind: "unknown" };
}
