import type { WindowEvent } from "../activity/WindowActivityObserver.ts";
import type { Side } from "../documents/mergeParts.ts";
import { normalizeDetails } from "../documents/normalizeDetails.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import { assertNever } from "../errors/assertNever.ts";
import type { Operation } from "../observability/AuditEntry.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { Unsubscribe } from "../session/SessionSource.ts";
import {
  createOrchestratorParts,
  type OrchestratorOptions,
  type OrchestratorParts,
} from "./createOrchestratorParts.ts";
import type { PersistenceState } from "./PersistenceState.ts";
import {
  asConflictResult,
  type ConflictChoice,
  type ConflictResult,
  type SaveResult,
  type Withdrawn,
} from "./SaveResult.ts";
import type { Refusal, SnapshotWriteResult } from "./SessionBackend.ts";
import type { Sharing } from "./SessionMetadata.ts";

/**
 * Decides when: when a draft is written, when the service is asked, in which order what a person asked for is done. [B1] [B2] [B4]
 *
 * One open session has one orchestrator. Nothing here blocks the page or throws once it has started; what happens is in `state`,
 * and the outcomes of what a person asked for are values. How each thing is done is in the parts beside it.
 */
export class PersistenceOrchestrator {
  readonly #options: OrchestratorOptions;
  readonly #parts: OrchestratorParts;
  readonly #endings: Unsubscribe[] = [];

  /** Ends when what was asked for so far is done: saves follow one another. */
  #lastTurn: Promise<unknown> = Promise.resolve();
  /** How often the person has left without saving. */
  #withdrawals = 0;
  #disposal: Promise<void> | null = null;

  constructor(options: OrchestratorOptions) {
    this.#options = options;
    this.#parts = createOrchestratorParts(options, () => void this.save());
  }

  get state(): PersistenceState {
    return this.#parts.status.state;
  }

  get sessionId(): string | null {
    return this.#parts.status.metadata?.id ?? null;
  }

  /** The id under which the draft of this session is kept. */
  get draftId(): string {
    return this.#parts.draft.draftId;
  }

  subscribe = (listener: () => void): Unsubscribe => this.#parts.status.subscribe(listener);

  /**
   * Measures what was opened, and watches it from the first moment.
   *
   * @throws ContentInvalid where what was opened cannot be written as JSON.
   */
  async start(): Promise<void> {
    const { source, activity, deviceKey, opened } = this.#options;
    if (this.#isDisposed) return;
    const measured = this.#parts.work.opened(opened.origin, opened.base);
    this.#parts.presence.enter(this.sessionId);
    this.#endings.push(
      source.subscribe(() => this.#contentEdited()),
      activity.subscribe((event) => this.#windowChanged(event)),
      deviceKey.subscribe(() => void this.#parts.schedule.writeAgain()),
    );
    const asOpened = await measured;
    if (opened.origin === "server" && opened.base !== null) {
      this.#parts.common.keep(opened.base.contentHash, asOpened.digest.canonical);
    }
    if (this.#isDisposed) return;
    if (opened.origin === "draft" && this.#parts.work.isDirty) this.#contentEdited();
    else this.#parts.status.showRest();
    this.#parts.watch.start();
  }

  /** Changes title, description or tags. They are saved with the next save. */
  changeDetails(details: SessionDetails): void {
    this.#parts.work.changeDetails(details);
    this.#parts.schedule.edited();
  }

  /** Writes the draft now; for when the page may be about to go away. */
  flushDraft(): Promise<void> {
    return this.#parts.schedule.flush();
  }

  /**
   * Saves what is there now. A call during a save waits for it and saves what came after.
   *
   * The draft is written first, and goes only when the service has acknowledged exactly what it holds.
   */
  save(): Promise<SaveResult> {
    return this.#unlessWithdrawn(() => {
      const base = this.#parts.status.metadata;
      return this.#recorded(base === null ? "create" : "save", (trace) =>
        this.#parts.saver.save(base, trace),
      );
    });
  }

  /** Goes on after signing in again: what was waiting is saved. [B7] */
  async resume(): Promise<void> {
    if (this.#parts.saver.waitsForSignIn) await this.save();
    else if (this.#parts.status.save.kind === "signInRequired") this.#parts.status.showUnsavedOrClean();
    await this.poll();
  }

  /** Saves the work under another title as a session of its own; this tab goes on with the copy. */
  saveAsCopy(title: string): Promise<SaveResult> {
    return this.#unlessWithdrawn(() =>
      this.#recorded("copy", (trace) => this.#parts.saver.saveCopy(title, trace)),
    );
  }

  /** An immutable copy of what is there now, saved or not. */
  async createSnapshot(details: SessionDetails, sharing: Sharing): Promise<SnapshotWriteResult> {
    const work = await this.#parts.schedule.measure();
    if (work.kind === "rejected") return work;
    const { canonical, contentHash, sizeBytes } = work.digest;
    const { limitBytes } = this.#options.policy;
    if (sizeBytes > limitBytes) return { kind: "contentTooLarge", sizeBytes, limitBytes };
    const ofCopy = normalizeDetails(details);
    const metadataHash = await this.#parts.work.hashOf(ofCopy);
    const write = { details: ofCopy, canonical, contentHash };
    return this.#recorded("share", (trace) =>
      this.#parts.sync.createSnapshot(write, sharing, { contentHash, metadataHash }, trace),
    );
  }

  /**
   * Looks whether the service has a newer copy. [B4]
   *
   * A copy without anybody else's work becomes the base, without a word.
   */
  poll(): Promise<void> {
    return this.#parts.watch.poll();
  }

  /**
   * Compares the newer copy on the server with what is here, part by part; `state.comparison` says what differs. [B4]
   *
   * @returns why it could not be compared; null where it was, or where there is no newer copy.
   */
  async compare(): Promise<Refusal | null> {
    const compared = await this.#parts.resolver.compare();
    return compared === null || compared.kind === "compared" ? null : compared;
  }

  /** Takes a part of `state.comparison` from one side; it stays chosen whatever is changed meanwhile. */
  choose(key: string, side: Side): void {
    this.#parts.resolver.choose(key, side);
  }

  /** Carries out what the person chose for a newer copy on the server. No copy is lost by any of them. */
  async resolve(choice: ConflictChoice, copyTitle: string): Promise<ConflictResult> {
    const newer = this.#parts.status.newerCopy;
    if (!newer) return { kind: "resolved", undo: null };
    switch (choice) {
      case "merge":
        return this.#unlessWithdrawn(() =>
          this.#recorded("resolve", (trace) => this.#parts.resolver.merge(trace)),
        );
      case "keepBoth":
        return asConflictResult(await this.saveAsCopy(copyTitle));
      case "useServer":
        return this.#unlessWithdrawn(() =>
          this.#recorded("resolve", (trace) => this.#parts.resolver.useServer(newer, trace)),
        );
      case "replaceServer":
        return this.#unlessWithdrawn(() =>
          this.#recorded("resolve", (trace) => this.#parts.resolver.replaceServer(newer, trace)),
        );
      default:
        return assertNever(choice);
    }
  }

  get #isDisposed(): boolean {
    return this.#disposal !== null;
  }

  /**
   * The person leaves without saving: what waits for the service is not sent by itself, what waits for its turn not at all, and
   * the draft stays. [B5]
   */
  withdrawSave(): Promise<void> {
    this.#withdrawals += 1;
    return this.#parts.saver.giveUp();
  }

  /** The draft of other work could not be moved out of the way: that of this session is kept under an id of its own. */
  keepDraftApart(): void {
    this.#parts.draft.keepApart();
  }

  /** Another session takes over this tab's draft; a save that is under way leaves it alone from now on. */
  releaseDraft(): void {
    this.#parts.draft.release();
  }

  /** Stops watching; writes the draft if it is not written. Safe to call twice. */
  dispose(): Promise<void> {
    this.#disposal ??= this.#dispose();
    return this.#disposal;
  }

  /** Disposes it; ends when a save that was under way has its answer, and nothing of it is written any more. */
  async end(): Promise<void> {
    await this.dispose();
    await this.#lastTurn;
  }

  async #dispose(): Promise<void> {
    this.#parts.retry.dispose();
    this.#parts.watch.dispose();
    this.#parts.presence.dispose();
    this.#parts.draft.close();
    for (const end of this.#endings) end();
    this.#parts.schedule.dispose();
    await this.flushDraft();
    this.#parts.status.dispose();
  }

  #windowChanged(event: WindowEvent): void {
    if (event === "hidden") void this.flushDraft();
    else if (event === "online" && this.#parts.retry.isWaiting) void this.save();
    else void this.poll();
  }

  #contentEdited(): void {
    this.#parts.work.noteEdit();
    this.#parts.schedule.edited();
  }

  /** Runs *run* when all that was asked for before is done, unless the person has left without saving by then. [B5] */
  #unlessWithdrawn<Result>(run: () => Promise<Result>): Promise<Result | Withdrawn> {
    const asked = this.#withdrawals;
    const turn = async () => (asked === this.#withdrawals ? run() : { kind: "withdrawn" as const });
    const result = this.#lastTurn.then(turn);
    this.#lastTurn = result.catch(() => undefined);
    return result;
  }

  #recorded<Result extends { kind: string }>(
    operation: Operation,
    run: (trace: Trace) => Promise<Result>,
  ): Promise<Result> {
    return this.#options.operations.record({ operation, subject: () => this.sessionId }, run);
  }
}
