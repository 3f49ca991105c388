import type { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import type { JsonObject } from "../documents/json.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { LocalBackupManager } from "../persistence/LocalBackupManager.ts";
import { type OpenedSession, PersistenceOrchestrator } from "../persistence/PersistenceOrchestrator.ts";
import type { PersistencePolicy } from "../persistence/PersistencePolicy.ts";
import type { Refusal, SessionBackend } from "../persistence/SessionBackend.ts";
import type { SessionMetadata, SnapshotMetadata } from "../persistence/SessionMetadata.ts";
import { type Draft, draftIdOf } from "../persistence/Draft.ts";
import type { SessionRecoveryManager } from "../recovery/SessionRecoveryManager.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { SessionSource } from "./SessionSource.ts";

/** A session that is open in this tab. */
export type OpenSession = { kind: "ok"; orchestrator: PersistenceOrchestrator };
/** A snapshot that is shown; it has no orchestrator, because it cannot change. [B6] */
export type OpenSnapshot = { kind: "ok"; snapshot: SnapshotMetadata };
export type Unreadable = { kind: "unreadable"; reason: string };

export type WorkbenchSessionManagerOptions = {
  backend: SessionBackend;
  drafts: LocalBackupManager;
  recovery: SessionRecoveryManager;
  digester: ContentDigester;
  activity: WindowActivityObserver;
  timers: Timers;
  random: () => number;
  policy: PersistencePolicy;
  userId: string;
  tabId: string;
};

/** Opens sessions, drafts and snapshots into a workbench. One session is open at a time; opening another closes it. */
export class WorkbenchSessionManager {
  readonly #options: WorkbenchSessionManagerOptions;
  #open: PersistenceOrchestrator | null = null;

  constructor(options: WorkbenchSessionManagerOptions) {
    this.#options = options;
  }

  /** The open session; null while there is none or a snapshot is shown. */
  get orchestrator(): PersistenceOrchestrator | null {
    return this.#open;
  }

  /** A session that was never saved, with what *source* holds. */
  openNew(source: SessionSource, details: SessionDetails): Promise<OpenSession> {
    return this.#begin(source, { origin: "new", details, base: null, newer: null });
  }

  /** The server's copy of a session. */
  async openSession(source: SessionSource, id: string): Promise<OpenSession | Unreadable | Refusal> {
    const read = await this.#options.backend.readSession(id);
    if (read.kind !== "ok") return read;
    // First: the session that is open must not take what is restored for an edit of its own.
    await this.close();
    const restored = source.restore(read.content);
    if (restored.kind === "unreadable") return restored;
    return this.#begin(source, {
      origin: "server",
      details: read.metadata,
      base: read.metadata,
      newer: null,
    });
  }

  /** A draft of this device, on top of the saved state that it began on. The draft stays until it is saved. */
  async openDraft(source: SessionSource, draftId: string): Promise<OpenSession | Unreadable> {
    const opened = await this.#options.recovery.open(draftId);
    if (opened.kind === "unreadable") return { kind: "unreadable", reason: "The draft cannot be read." };
    const { draft } = opened;
    const content = JSON.parse(new TextDecoder().decode(draft.canonical)) as JsonObject;
    await this.close();
    const restored = source.restore(content);
    if (restored.kind === "unreadable") return restored;
    const { base, newer } = await this.#savedStateOf(draft);
    const began = await this.#begin(source, { origin: "draft", details: draft.details, base, newer });
    await began.orchestrator.flushDraft();
    if (!this.#isOwn(draft, base)) await this.#options.drafts.remove(draftId);
    return began;
  }

  /** Shows a snapshot. The caller's own work is not touched. [B6] */
  async openSnapshot(source: SessionSource, id: string): Promise<OpenSnapshot | Unreadable | Refusal> {
    await this.close();
    const read = await this.#options.backend.readSnapshot(id);
    if (read.kind !== "ok") return read;
    const restored = source.restore(read.content);
    if (restored.kind === "unreadable") return restored;
    return { kind: "ok", snapshot: read.snapshot };
  }

  /** Stops watching the open session; its draft is written first. */
  async close(): Promise<void> {
    const open = this.#open;
    this.#open = null;
    await open?.dispose();
  }

  async #begin(source: SessionSource, opened: OpenedSession): Promise<OpenSession> {
    await this.close();
    if (opened.origin !== "draft") await this.#saveFormerDraft(opened.base?.id ?? null);
    const orchestrator = new PersistenceOrchestrator({ ...this.#options, source, opened });
    this.#open = orchestrator;
    await orchestrator.start();
    return { kind: "ok", orchestrator };
  }

  /** A draft that this tab left behind, and that the person does not open now, must not be overwritten by the next one. */
  async #saveFormerDraft(sessionId: string | null): Promise<void> {
    const { drafts, userId, tabId } = this.#options;
    await drafts.putAside(draftIdOf({ userId, tabId, sessionId }));
  }

  /** What the draft began on, and what the server has now where that is newer. */
  async #savedStateOf(
    draft: Draft,
  ): Promise<{ base: SessionMetadata | null; newer: SessionMetadata | null }> {
    if (draft.sessionId === null || draft.base === null) return { base: null, newer: null };
    const read = await this.#options.backend.readMetadata(draft.sessionId, null);
    if (read.kind === "ok" && read.metadata.etag === draft.base.etag)
      return { base: read.metadata, newer: null };
    if (read.kind === "notFound" || read.kind === "gone") return { base: null, newer: null };
    const base = metadataFromDraft(draft, draft.sessionId, draft.base);
    return { base, newer: read.kind === "ok" ? read.metadata : null };
  }

  /** Whether the orchestrator goes on under the draft's own id, so that it must not be removed. */
  #isOwn(draft: Draft, base: SessionMetadata | null): boolean {
    return draft.tabId === this.#options.tabId && draft.sessionId === (base?.id ?? null);
  }
}

/** The saved state as far as a draft remembers it: enough to save on top of it, or to be refused. */
function metadataFromDraft(draft: Draft, id: string, base: NonNullable<Draft["base"]>): SessionMetadata {
  return {
    ...draft.details,
    id,
    ...base,
    starred: false,
    createdAt: draft.editedAt,
    updatedAt: draft.editedAt,
    version: 0,
    sizeBytes: draft.canonical.byteLength,
    savedBy: "",
  };
}
