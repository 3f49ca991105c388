import type { JsonObject } from "../documents/json.ts";
import type { TabIdentity } from "../activity/TabIdentity.ts";
import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import type { DeviceKey } from "../persistence/DeviceKey.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { Trace } from "../resilience/Trace.ts";
import {
  beginStudioSession,
  type OpenedStudio,
  openStudioSession,
  type StudioOpening,
} from "./openStudioSession.ts";
import type { StudioBackend } from "./StudioBackend.ts";
import { ExpiryWatch } from "./ExpiryWatch.ts";
import { LeftDrafts } from "./LeftDrafts.ts";
import { StudioDraftKeeper } from "./StudioDraftKeeper.ts";
import type { StudioDraft, StudioDrafts } from "./StudioDrafts.ts";
import { StudioHistory } from "./StudioHistory.ts";
import type { StudioPolicy } from "./StudioPolicy.ts";
import { StudioSaver } from "./StudioSaver.ts";
import { StudioStarter } from "./StudioStarter.ts";
import type { StudioEvent, StudioPhase, StudioState } from "./StudioState.ts";
import type { TransformationCheck } from "./storedWork.ts";
import { atPosition, isSameWork, NO_WORK, type StudioWork, withTransformations } from "./StudioWork.ts";
import { takeUpDrafts } from "./takeUpDrafts.ts";

export type StudioSessionOptions = {
  dataSet: string;
  backend: StudioBackend;
  drafts: StudioDrafts;
  /** That of the drafts. */
  deviceKey: Pick<DeviceKey, "subscribe">;
  isTransformation: TransformationCheck;
  operations: OperationRecorder;
  policy: StudioPolicy;
  tab: TabIdentity;
  timers: Timers;
  /** A number from 0 to 1. */
  random: () => number;
  /** The page that this one follows has kept what it had. */
  isReady: Promise<void>;
  onEvent: (event: StudioEvent) => void;
};

/**
 * One data set in Data Studio: the person's list of transformations, which is started, kept on this device, saved by itself and
 * found again. [B12]
 */
export class StudioSession {
  readonly #options: StudioSessionOptions;
  readonly #history: StudioHistory;
  readonly #left: LeftDrafts;
  readonly #keeper: StudioDraftKeeper;
  readonly #expiry: ExpiryWatch;
  readonly #listeners = new Set<() => void>();
  readonly #forgetKey: () => void;
  #starter: StudioStarter | null = null;
  #saver: StudioSaver | null = null;
  #unreadableId: string | null = null;
  #work: StudioWork = NO_WORK;
  #editedAt = 0;
  #state: StudioState;
  #isDisposed = false;

  constructor(options: StudioSessionOptions) {
    const { drafts, deviceKey, timers, policy } = options;
    this.#options = options;
    this.#left = new LeftDrafts({ ...options, now: () => timers.now() });
    this.#expiry = new ExpiryWatch({
      timers,
      noticeMs: policy.expiryNoticeMs,
      onChange: () => this.#tell(),
    });
    this.#history = new StudioHistory({ policy: policy.history, now: timers.now });
    this.#keeper = new StudioDraftKeeper({
      drafts,
      timers,
      delayMs: policy.draftDelayMs,
      slot: () => this.#left.slot,
      unsaved: () => this.#unsaved(),
      onChange: () => this.#tell(),
    });
    this.#forgetKey = deviceKey.subscribe(() => void this.#keepNow());
    const progress = { attempt: 1, attempts: 1, nextAt: null, failure: null };
    this.#state = {
      phase: { kind: "starting", progress },
      isKept: true,
      isKeeping: false,
      drafts: [],
      damaged: [],
    };
  }

  readonly state = (): StudioState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether what is not saved would be lost with the page: this device keeps nothing, or not yet. */
  get isAtRisk(): boolean {
    const { phase, isKept, isKeeping } = this.#state;
    return (!isKept || isKeeping) && phase.kind === "open" && phase.save.kind !== "saved";
  }

  /** Opens the person's session of the data set; also the person's *Try again* after a start that failed. */
  start(): Promise<void> {
    return this.#start((trace) => openStudioSession(this.#opening(), trace));
  }

  /** A new session in place of the one that cannot be read, which stays as it is. */
  async startAfresh(): Promise<void> {
    const former = this.#unreadableId;
    if (former !== null) await this.#start((trace) => beginStudioSession(former, this.#opening(), trace));
  }

  change(transformations: readonly JsonObject[]): void {
    const before = this.#work;
    const after = withTransformations(before, transformations);
    this.#history.record(before, after);
    this.#edit(after);
  }

  /** Shows the data set after the first *position* transformations. */
  moveTo(position: number): void {
    this.#edit(atPosition(this.#work, position));
  }

  undo(): void {
    this.#edit(this.#history.undo(this.#work) ?? this.#work);
  }

  redo(): void {
    this.#edit(this.#history.redo(this.#work) ?? this.#work);
  }

  /** The list of this tab goes over the other one, which undoing brings back. */
  keepMine(): void {
    const theirs = this.#saver?.decide() ?? null;
    if (theirs !== null) this.#history.recordStep(theirs);
    void this.#saver?.run();
  }

  /** The other list takes the place of this one, which undoing brings back. */
  takeTheirs(): void {
    const theirs = this.#saver?.decide() ?? null;
    if (theirs === null) return;
    this.#history.recordStep(this.#work);
    this.#edit(theirs);
  }

  /** The person, the network or a new sign-in says that it is worth another try. */
  readonly tryNow = (): void => {
    this.#starter?.tryNow();
    const { phase } = this.#state;
    if (phase.kind === "failed" && phase.failure.reason === "signInRequired") void this.start();
    if (phase.kind === "open" && phase.save.kind !== "saved") void this.#saver?.run();
  };

  /** The page is looked at again, or is about to go away. */
  readonly noteActivity = (activity: "visible" | "hidden" | "online"): void => {
    if (activity === "hidden") void this.#keepNow();
    if (activity === "online") this.tryNow();
    if (activity === "visible") void this.#saver?.look();
  };

  /** Puts off the end of the session. */
  stay(): void {
    void this.#saver?.stay();
  }

  /** The person has the unreadable draft as a file, or does not want it. */
  async dismissDamaged(asideId: string): Promise<void> {
    await this.#left.dismissDamaged(asideId);
    this.#tell();
  }

  /** Leaves the page: what is not saved is kept, and saved where that can be done now. */
  dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#expiry.dispose();
    this.#starter?.dispose();
    this.#forgetKey();
    this.#listeners.clear();
    return this.#close();
  }

  /** Before the start, a draft of this tab is still to be taken up. */
  async #keepNow(): Promise<void> {
    if (this.#saver !== null) await this.#keeper.flush();
  }

  async #close(): Promise<void> {
    await this.#keepNow();
    const saver = this.#saver;
    if (saver === null) return;
    if (saver.state.kind === "unsaved") await saver.run();
    saver.dispose();
  }

  async #start(open: (trace: Trace) => Promise<StudioOpening>): Promise<void> {
    const { operations, policy, timers, random } = this.#options;
    const left = this.#readLeft();
    const subject = () => this.#saver?.base.savedAs.id ?? null;
    await operations.record({ operation: "start", subject }, async (trace) => {
      this.#starter = new StudioStarter({
        open: () => open(trace),
        policy,
        timers,
        random,
        onProgress: (progress) => this.#show({ kind: "starting", progress }),
      });
      const { opening, attempts } = await this.#starter.start();
      await left;
      if (!this.#isDisposed) await this.#settle(opening);
      if (opening.kind === "opened") return { kind: attempts === 1 ? "ok" : "recovered" };
      return { kind: opening.kind === "failed" ? opening.code : opening.kind };
    });
  }

  async #settle(opening: StudioOpening): Promise<void> {
    if (opening.kind === "opened") {
      await this.#takeUp(opening);
    } else if (opening.kind === "unreadable") {
      this.#unreadableId = opening.id;
      this.#show({ kind: "unreadable", stored: opening.stored });
    } else {
      this.#show({ kind: "failed", failure: opening });
    }
  }

  /** What was left on this device goes on top; it is safe under this tab's name before it goes from where it was. */
  async #takeUp(opened: OpenedStudio): Promise<void> {
    const { onEvent, timers } = this.#options;
    const taken = takeUpDrafts(opened, this.#left.found);
    this.#work = taken.work;
    this.#editedAt = taken.editedAt ?? timers.now();
    this.#saver = new StudioSaver({
      ...this.#opening(),
      ...this.#options,
      base: taken.base,
      conflict: taken.conflict,
      current: () => ({ work: this.#work, editedAt: this.#editedAt }),
      onChange: () => this.#tell(),
      onMerged: (work) => {
        this.#history.recordStep(this.#work);
        this.#work = work;
        onEvent("merged");
      },
      onSaved: () => void this.#keeper.flush(),
      onBegunAnew: () => onEvent("begunAnew"),
    });
    this.#tell();
    if (taken.used.length === 0) return;
    if (!isSameWork(taken.work, opened.work)) onEvent("takenUp");
    await this.#keeper.flush();
    if (this.#keeper.isKept) await this.#left.removeOthers(taken.used);
    void this.#saver.run();
  }

  async #readLeft(): Promise<void> {
    await this.#options.isReady;
    await this.#left.read();
  }

  #edit(work: StudioWork): void {
    if (this.#saver === null || work === this.#work) return;
    this.#work = work;
    this.#editedAt = this.#options.timers.now();
    this.#keeper.edited();
    this.#saver.edited();
    this.#tell();
  }

  #unsaved(): StudioDraft | null {
    if (this.#saver === null) return null;
    const { base, state } = this.#saver;
    if (state.kind !== "conflict" && isSameWork(this.#work, base.work)) return null;
    return {
      ...this.#left.slot,
      sessionId: base.savedAs.id,
      base: base.work,
      work: this.#work,
      editedAt: this.#editedAt,
    };
  }

  #opening() {
    const { backend, dataSet, isTransformation, timers } = this.#options;
    return { backend, dataSet, isTransformation, now: () => timers.now() };
  }

  #show(phase: StudioPhase): void {
    const { found: drafts, damaged } = this.#left;
    this.#state = { phase, isKept: this.#keeper.isKept, isKeeping: this.#keeper.isKeeping, drafts, damaged };
    for (const listener of this.#listeners) listener();
  }

  #tell(): void {
    if (this.#saver === null) {
      this.#show(this.#state.phase);
      return;
    }
    const { state: save, base } = this.#saver;
    const { expiresAt } = base.savedAs;
    this.#show({
      kind: "open",
      work: this.#work,
      save,
      canUndo: this.#history.canUndo,
      canRedo: this.#history.canRedo,
      expiresAt,
      isExpiring: this.#expiry.isNear(expiresAt),
    });
  }
}
