import type { SiblingTabs } from "../activity/SiblingTabs.ts";
import type { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import type { JsonObject } from "../documents/json.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { DeviceKey } from "../persistence/DeviceKey.ts";
import type { LocalBackupManager } from "../persistence/LocalBackupManager.ts";
import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import type { OpenedSession } from "../persistence/OpenedSession.ts";
import { PersistenceOrchestrator } from "../persistence/PersistenceOrchestrator.ts";
import type { PersistencePolicy } from "../persistence/PersistencePolicy.ts";
import type { Refusal, SessionBackend } from "../persistence/SessionBackend.ts";
import type { SessionMetadata, SnapshotMetadata } from "../persistence/SessionMetadata.ts";
import { contentOf, type Draft, draftIdOf, startsFrom } from "../persistence/Draft.ts";
import type { QueuedSaves } from "../recovery/QueuedSaves.ts";
import type { SessionRecoveryManager } from "../recovery/SessionRecoveryManager.ts";
import type { Intentions } from "../resilience/Intentions.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { SessionSource } from "./SessionSource.ts";

/** A session that is open in this tab. */
export type OpenSession = { kind: "ok"; orchestrator: PersistenceOrchestrator };
/** A snapshot that is shown; it has no orchestrator, because it cannot change. [B6] */
export type OpenSnapshot = { kind: "ok"; snapshot: SnapshotMetadata };
export type Unreadable = { kind: "unreadable"; reason: string };
/** Content of a later major version of this application. It is looked at; nothing is opened that could save over it. [C7] */
export type FromNewerVersion = {
  kind: "fromNewerVersion";
  details: SessionDetails;
  content: JsonObject;
};

const SUPERSEDED: Unreadable = { kind: "unreadable", reason: "Something else was opened meanwhile." };

const OPENED_ELSEWHERE: Unreadable = {
  kind: "unreadable",
  reason: "Another tab is opening this draft.",
};

export type WorkbenchSessionManagerOptions = {
  backend: SessionBackend;
  drafts: LocalBackupManager;
  /** That of the drafts. */
  deviceKey: Pick<DeviceKey, "subscribe">;
  recovery: SessionRecoveryManager;
  queuedSaves: Pick<QueuedSaves, "tried" | "sessionOf">;
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

/** Opens sessions, drafts and snapshots into a workbench. One session is open at a time; opening another closes it. */
export class WorkbenchSessionManager {
  readonly #options: WorkbenchSessionManagerOptions;
  #open: PersistenceOrchestrator | null = null;
  /** Those that were open before, as long as a save of theirs is under way. */
  readonly #formers = new Set<PersistenceOrchestrator>();
  #closing: Promise<void> = Promise.resolve();
  /** Counts what was asked to open: a slow answer must not close what was opened after it. */
  #openings = 0;

  constructor(options: WorkbenchSessionManagerOptions) {
    this.#options = options;
  }

  /** The open session; null while there is none or a snapshot is shown. */
  get orchestrator(): PersistenceOrchestrator | null {
    return this.#open;
  }

  /** A session that was never saved, with what *source* holds. */
  openNew(source: SessionSource, details: SessionDetails): Promise<OpenSession> {
    this.#openings += 1;
    return this.#begin(source, { origin: "new", details, base: null, newer: null });
  }

  /** The server's copy of a session. */
  openSession(
    source: SessionSource,
    id: string,
  ): Promise<OpenSession | FromNewerVersion | Unreadable | Refusal> {
    return this.#options.operations.record({ operation: "open", subject: () => id }, (trace) =>
      this.#openedSession(source, id, trace),
    );
  }

  async #openedSession(
    source: SessionSource,
    id: string,
    trace: Trace,
  ): Promise<OpenSession | FromNewerVersion | Unreadable | Refusal> {
    const isLatest = this.#beginOpening();
    // A save of this session may wait since before a reload: it belongs to what is opened. [B7]
    await this.#options.queuedSaves.tried();
    const read = await this.#options.backend.readSession(id, trace);
    if (read.kind !== "ok") return read;
    if (!isLatest()) return SUPERSEDED;
    // First: the session that is open must not take what is restored for an edit of its own.
    await this.close();
    if (source.isFromNewerVersion(read.content)) return fromNewerVersion(read.metadata, read.content);
    const restored = source.restore(read.content);
    if (restored.kind === "unreadable") return restored;
    return this.#begin(source, {
      origin: "server",
      details: read.metadata,
      base: read.metadata,
      newer: null,
    });
  }

  /**
   * A draft of this device, on top of the saved state that it began on. The draft stays until it is saved, and is opened by one
   * tab at a time: two would each save it.
   */
  async openDraft(
    source: SessionSource,
    draftId: string,
  ): Promise<OpenSession | FromNewerVersion | Unreadable | Refusal> {
    const subject = () => this.#open?.sessionId ?? null;
    const { operations, siblings, queuedSaves } = this.#options;
    const savedMeanwhile = await queuedSaves.sessionOf(draftId);
    if (savedMeanwhile !== null) return this.openSession(source, savedMeanwhile);
    return operations.record({ operation: "recover", subject }, async (trace) => {
      const opened = await siblings.alone(draftId, () => this.#openedDraft(source, draftId, trace));
      return opened ?? OPENED_ELSEWHERE;
    });
  }

  async #openedDraft(
    source: SessionSource,
    draftId: string,
    trace: Trace,
  ): Promise<OpenSession | FromNewerVersion | Unreadable> {
    const isLatest = this.#beginOpening();
    // The draft may be of the session that is open.
    await this.close();
    const opened = await this.#options.recovery.open(draftId);
    if (opened.kind === "unreadable") return { kind: "unreadable", reason: "The draft cannot be read." };
    const { draft } = opened;
    const content = contentOf(draft);
    if (source.isFromNewerVersion(content)) return fromNewerVersion(draft.details, content);
    const savedState = await this.#savedStateOf(draft, trace);
    if (!isLatest()) return SUPERSEDED;
    await this.close();
    const restored = source.restore(content);
    if (restored.kind === "unreadable") return restored;
    // The tab that left it may have died since saves that waited were looked for. [R4]
    this.#options.intentions.adopt(draft.intentions ?? []);
    const began = await this.#begin(
      source,
      { origin: "draft", details: draft.details, ...savedState },
      draft.draftId,
    );
    const { orchestrator } = began;
    await orchestrator.flushDraft();
    // The only copy on this device goes only when there is another one, or when none is needed.
    // What the person asked to save before is saved now, unless they have to choose first. [B7]
    if (draft.isSaveQueued === true && savedState.newer === null) void orchestrator.save();
    const isReplaced = draft.draftId !== orchestrator.draftId && !orchestrator.state.isAtRisk;
    if (isReplaced) await this.#options.drafts.remove(draft.draftId).catch(() => undefined);
    return began;
  }

  /** Shows a snapshot. The caller's own work is not touched. [B6] */
  openSnapshot(
    source: SessionSource,
    id: string,
  ): Promise<OpenSnapshot | FromNewerVersion | Unreadable | Refusal> {
    return this.#options.operations.record({ operation: "open", subject: () => id }, (trace) =>
      this.#openedSnapshot(source, id, trace),
    );
  }

  async #openedSnapshot(
    source: SessionSource,
    id: string,
    trace: Trace,
  ): Promise<OpenSnapshot | FromNewerVersion | Unreadable | Refusal> {
    const isLatest = this.#beginOpening();
    const read = await this.#options.backend.readSnapshot(id, trace);
    if (read.kind !== "ok") return read;
    if (!isLatest()) return SUPERSEDED;
    await this.close();
    if (source.isFromNewerVersion(read.content)) {
      const { title, description } = read.snapshot;
      return fromNewerVersion({ title, description, tags: [] }, read.content);
    }
    const restored = source.restore(read.content);
    if (restored.kind === "unreadable") return restored;
    return { kind: "ok", snapshot: read.snapshot };
  }

  /** Stops watching the open session; its draft is written first. */
  close(): Promise<void> {
    const open = this.#open;
    if (open !== null) {
      this.#open = null;
      this.#formers.add(open);
      void open.end().finally(() => this.#formers.delete(open));
      this.#closing = open.dispose();
    }
    return this.#closing;
  }

  /** @returns whether nothing else was asked to open since. */
  #beginOpening(): () => boolean {
    this.#openings += 1;
    const opening = this.#openings;
    return () => opening === this.#openings;
  }

  /** @param ownDraftId the draft that is opened, which may be this tab's own. */
  async #begin(source: SessionSource, opened: OpenedSession, ownDraftId?: string): Promise<OpenSession> {
    const { drafts, userId, tabId } = this.#options;
    const closing = this.close();
    const orchestrator = new PersistenceOrchestrator({ ...this.#options, source, opened });
    this.#open = orchestrator;
    await closing;
    const draftId = draftIdOf({ userId, tabId, sessionId: opened.base?.id ?? null });
    for (const former of this.#formers) if (former.draftId === draftId) former.releaseDraft();
    // A draft that this tab left behind, and that the person does not open now, must not be overwritten by this one.
    if (draftId !== ownDraftId && !(await drafts.putAside(draftId))) orchestrator.keepDraftApart();
    await orchestrator.start();
    return { kind: "ok", orchestrator };
  }

  /** What the draft began on, and what the server has now where that is newer. */
  async #savedStateOf(
    draft: Draft,
    trace: Trace,
  ): Promise<Pick<OpenedSession, "base" | "newer" | "unanswered">> {
    if (draft.sessionId === null) return { base: null, newer: null, unanswered: draft.unanswered };
    if (draft.base === null) return { base: null, newer: null };
    const read = await this.#options.backend.readMetadata(draft.sessionId, null, trace);
    const { unanswered } = draft;
    if (read.kind === "ok" && startsFrom(draft, read.metadata)) {
      return { base: read.metadata, newer: null, unanswered };
    }
    if (read.kind === "notFound" || read.kind === "gone") return { base: null, newer: null };
    const base = metadataFromDraft(draft, draft.sessionId, draft.base);
    return { base, newer: read.kind === "ok" ? read.metadata : null, unanswered };
  }
}

function fromNewerVersion(
  { title, description, tags }: SessionDetails,
  content: JsonObject,
): FromNewerVersion {
  return { kind: "fromNewerVersion", details: { title, description, tags }, content };
}

/** The saved state as far as a draft remembers it: enough to save on top of it, or to be refused. */
function metadataFromDraft(draft: Draft, id: string, base: NonNullable<Draft["base"]>): SessionMetadata {
  const { etag, contentHash, metadataHash, version = 0, details = draft.details } = base;
  return {
    ...details,
    id,
    etag,
    contentHash,
    metadataHash,
    version,
    starred: false,
    createdAt: draft.editedAt,
    updatedAt: draft.editedAt,
    sizeBytes: draft.canonical.byteLength,
    savedBy: "",
  };
}
