import type { SiblingTabs } from "../activity/SiblingTabs.ts";
import type { TabIdentity } from "../activity/TabIdentity.ts";
import type { WindowActivityObserver } from "../activity/WindowActivityObserver.ts";
import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import { BackendSyncManager } from "../persistence/BackendSyncManager.ts";
import type { Draft } from "../persistence/Draft.ts";
import type { LocalBackupManager } from "../persistence/LocalBackupManager.ts";
import { RetrySchedule } from "../persistence/RetrySchedule.ts";
import type { SessionBackend, WriteResult } from "../persistence/SessionBackend.ts";
import type { Intentions } from "../resilience/Intentions.ts";
import { BACKGROUND } from "../resilience/RetryPolicy.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { Unsubscribe } from "../session/SessionSource.ts";

/** What became of a save that waited. */
export type QueuedSaveNews =
  | { readonly kind: "saved"; readonly title: string }
  /** The server has a newer copy, or refused: the draft stays, and is the person's to open. */
  | { readonly kind: "keptAsDraft"; readonly title: string };

export type QueuedSavesOptions = {
  drafts: LocalBackupManager;
  backend: SessionBackend;
  intentions: Intentions;
  siblings: SiblingTabs;
  activity: WindowActivityObserver;
  operations: OperationRecorder;
  tab: TabIdentity;
  timers: Timers;
  random: () => number;
  /** Whether the session of this draft is open in this tab, which saves it by itself. */
  isOpen: (draftId: string) => boolean;
};

/** Whether any is waiting still, and how long the service asked to be left alone. */
type Round = { isAnyUnanswered: boolean; retryAfterMs: number | null };

/**
 * Sends what people asked to save before their page went away, without anybody opening the draft. [B7] [R4]
 *
 * Each is sent by one tab, with the key that it was sent with before, until the service has answered. What the service does not
 * take stays a draft, and is not sent again by itself.
 */
export class QueuedSaves {
  readonly #options: QueuedSavesOptions;
  readonly #retry: RetrySchedule;
  /** Sessions that drafts became, by the id that the draft had. */
  readonly #savedAs = new Map<string, string>();
  #firstRound: Promise<void> | null = null;
  #lastRound: Promise<void> = Promise.resolve();
  #onNews: (news: QueuedSaveNews) => void = () => undefined;
  /** Somebody else may be signed in by now. */
  #isOver = false;

  constructor(options: QueuedSavesOptions) {
    const { timers, random } = options;
    this.#options = options;
    this.#retry = new RetrySchedule({ policy: BACKGROUND, timers, random, run: () => void this.#tryAgain() });
  }

  /**
   * Tries what is not answered again, at once when the page is looked at or the network is back.
   *
   * @returns a function that ends it, for when the person signs out, or their sign-in does; starting again goes on.
   */
  start(onNews: (news: QueuedSaveNews) => void): Unsubscribe {
    this.#isOver = false;
    this.#onNews = onNews;
    const unsubscribe = this.#options.activity.subscribe((event) => {
      if (event !== "hidden" && this.#retry.isWaiting) void this.#tryAgain();
    });
    void (this.#firstRound === null ? this.tried() : this.#tryAgain());
    return () => {
      this.#isOver = true;
      this.#onNews = () => undefined;
      this.#retry.cancel();
      unsubscribe();
    };
  }

  /** Ends when everything that waited as the application started was tried once; begins with the first call. */
  tried(): Promise<void> {
    this.#firstRound ??= this.#tryAgain();
    return this.#firstRound;
  }

  /** The session that a draft has become meanwhile; null where it is a draft still. */
  async sessionOf(draftId: string): Promise<string | null> {
    await this.#lastRound;
    return this.#savedAs.get(draftId) ?? null;
  }

  /** Rounds follow one another. */
  #tryAgain(): Promise<void> {
    this.#retry.cancel();
    this.#lastRound = this.#lastRound.then(() => this.#tryAll());
    return this.#lastRound;
  }

  /** Where the browser keeps nothing, nothing waits, and that is no failure. */
  async #tryAll(): Promise<void> {
    const { siblings } = this.#options;
    const round: Round = { isAnyUnanswered: false, retryAfterMs: null };
    try {
      for (const draftId of await this.#waiting()) {
        if (this.#isOver) return;
        // One that cannot be read or settled now, because the device refuses, holds up no other.
        await siblings
          .alone(draftId, () => this.#sendIfWaiting(draftId, round))
          .catch(() => {
            round.isAnyUnanswered = true;
          });
      }
    } catch {
      return;
    }
    if (this.#isOver) return;
    if (round.isAnyUnanswered) this.#retry.tryAgain(round.retryAfterMs);
    else this.#retry.succeeded();
  }

  async #waiting(): Promise<string[]> {
    const { drafts, tab, isOpen } = this.#options;
    const [kept, alive] = await Promise.all([drafts.list(), tab.aliveTabs()]);
    return kept.drafts
      .filter(({ isSaveQueued }) => isSaveQueued === true)
      .filter(({ draftId, tabId }) => (tabId === tab.tabId ? !isOpen(draftId) : !alive.has(tabId)))
      .map(({ draftId }) => draftId);
  }

  async #sendIfWaiting(draftId: string, round: Round): Promise<void> {
    const draft = await this.#options.drafts.read(draftId);
    // Opened or sent meanwhile.
    if (draft?.isSaveQueued === true) await this.#send(draft, draftId, round);
  }

  async #send(draft: Draft, draftId: string, round: Round): Promise<void> {
    const { drafts, siblings, intentions, operations } = this.#options;
    const { title } = draft.details;
    intentions.adopt(draft.intentions ?? []);
    let savedAs = draft.sessionId;
    const operation = savedAs === null ? "create" : "save";
    const result = await operations.record({ operation, subject: () => savedAs }, async (trace) => {
      const answer = await this.#sent(draft, trace);
      if (answer.kind === "ok") savedAs = answer.metadata.id;
      return answer;
    });
    switch (result.kind) {
      case "unreachable":
        round.retryAfterMs = Math.max(round.retryAfterMs ?? 0, result.retryAfterMs ?? 0);
        round.isAnyUnanswered = true;
        return;
      case "unknownOutcome":
      case "signInRequired":
        round.isAnyUnanswered = true;
        return;
      case "ok":
        this.#savedAs.set(draftId, result.metadata.id);
        await drafts.removeSaved(draft);
        siblings.tellSaved(result.metadata.id);
        this.#onNews({ kind: "saved", title });
        return;
      default:
        await drafts.keepUnsent(draft);
        this.#onNews({ kind: "keptAsDraft", title });
    }
  }

  #sent({ details, canonical, contentHash, ...draft }: Draft, trace: Trace): Promise<WriteResult> {
    const { backend, intentions } = this.#options;
    const { sessionId, unanswered } = draft;
    const sync = new BackendSyncManager({ backend, intentions, sessionId, unanswered });
    const write = { details, canonical, contentHash };
    const hashes = { contentHash, metadataHash: draft.metadataHash };
    if (sessionId === null || draft.base === null) return sync.create(write, hashes, trace);
    return sync.save(write, { ...draft.base, id: sessionId }, hashes, trace);
  }
}
