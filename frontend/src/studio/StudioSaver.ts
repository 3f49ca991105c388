import type { OperationRecorder } from "../observability/OperationRecorder.ts";
import { RetrySchedule } from "../persistence/RetrySchedule.ts";
import type { Timers } from "../resilience/Timers.ts";
import type { Trace } from "../resilience/Trace.ts";
import { mergeWork } from "./mergeWork.ts";
import { beginStudioSession, type OpeningOptions } from "./openStudioSession.ts";
import type { SavedAs, SessionResult, StoredSession, StudioFailure, WriteResult } from "./StudioBackend.ts";
import type { StudioPolicy } from "./StudioPolicy.ts";
import { readStoredWork, storedWork } from "./storedWork.ts";
import { isSameWork, type StudioWork } from "./StudioWork.ts";

/** A saved state, and the work that it has. */
export type SavedWork = { readonly savedAs: SavedAs; readonly work: StudioWork };

/** Both places changed the same part. `saved` is what the service has, `theirs` what the person may take instead of theirs. */
export type StudioConflict = { readonly saved: SavedWork; readonly theirs: StudioWork };

export type StudioSaveState =
  /** `at`: when this tab saved last, in milliseconds since 1970; null where it did not. */
  | { readonly kind: "saved"; readonly at: number | null }
  | { readonly kind: "unsaved" }
  | { readonly kind: "saving" }
  | { readonly kind: "unreachable"; readonly graceEndsAt: number; readonly retryAt: number }
  | { readonly kind: "signInRequired" }
  | { readonly kind: "conflict"; readonly theirs: StudioWork }
  | { readonly kind: "refused"; readonly failure: StudioFailure };

export type StudioSaverOptions = OpeningOptions & {
  operations: OperationRecorder;
  timers: Timers;
  /** A number from 0 to 1. */
  random: () => number;
  policy: StudioPolicy;
  /** What the edits begin on. */
  base: SavedWork;
  conflict: StudioConflict | null;
  /** What the person has now. */
  current: () => { readonly work: StudioWork; readonly editedAt: number };
  onChange: () => void;
  onMerged: (work: StudioWork) => void;
  /** The service has what the person has. */
  onSaved: () => void;
  /** The session was gone, and the work is in a new one. */
  onBegunAnew: () => void;
};

const UNREADABLE: StudioFailure = Object.freeze({
  kind: "failed",
  reason: "refused",
  code: "studio_unreadable",
  userMessage: "The server has a list that this version cannot read. Yours stays on this device.",
  recoveryActions: ["reload_page", "download_copy"] as const,
  correlationId: null,
  retryAfterMs: null,
});

/** Saves the list of transformations by itself, on top of what it started from. [U1] [S3] */
export class StudioSaver {
  readonly #options: StudioSaverOptions;
  readonly #retry: RetrySchedule;
  #base: SavedWork;
  #conflict: StudioConflict | null;
  #state: StudioSaveState;
  #savedAt: number | null = null;
  #lostAt: number | null = null;
  /** When the person asked to stay; the save that says so is not confirmed yet. */
  #stayAt: number | null = null;
  #isRunning = false;
  #isDisposed = false;
  #cancelDelay: () => void = () => undefined;

  constructor(options: StudioSaverOptions) {
    const { base, conflict, policy, timers, random } = options;
    this.#options = options;
    this.#base = base;
    this.#conflict = conflict;
    this.#state =
      conflict === null ? { kind: "saved", at: null } : { kind: "conflict", theirs: conflict.theirs };
    this.#retry = new RetrySchedule({ policy: policy.save, timers, random, run: () => void this.run() });
  }

  get state(): StudioSaveState {
    return this.#state;
  }

  /** What the edits began on, in a conflict too. */
  get base(): SavedWork {
    return this.#base;
  }

  edited(): void {
    const { timers, policy } = this.#options;
    if (this.#conflict !== null || this.#retry.isWaiting || this.#isRunning) return;
    this.#cancelDelay();
    this.#cancelDelay = timers.after(policy.saveDelayMs, () => void this.run());
    this.#become({ kind: "unsaved" });
  }

  /** Saves until what the person has is what the service has, or something is in the way. */
  async run(): Promise<void> {
    this.#cancelDelay();
    this.#retry.cancel();
    if (this.#isRunning) return;
    this.#isRunning = true;
    try {
      let goesOn = true;
      while (goesOn && !this.#isDisposed) goesOn = await this.#step();
    } finally {
      this.#isRunning = false;
    }
  }

  /** Puts off the end of the session. */
  stay(): Promise<void> {
    this.#stayAt = this.#options.now();
    return this.run();
  }

  /** Looks whether another place saved, where nothing is unsaved here. */
  async look(): Promise<void> {
    if (this.#state.kind !== "saved" || this.#isRunning) return;
    const looked = await this.#options.backend.look(this.#base.savedAs);
    if (looked.kind === "ok" && !this.#isRunning && !this.#isDisposed) {
      if (this.#takeIn(looked.session)) await this.run();
    }
  }

  /** The person has chosen: what they have now goes over what the service has. @returns the other list; null without a conflict. */
  decide(): StudioWork | null {
    if (this.#conflict === null) return null;
    const { saved, theirs } = this.#conflict;
    this.#base = saved;
    this.#conflict = null;
    this.#become({ kind: "unsaved" });
    return theirs;
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelDelay();
    this.#retry.dispose();
  }

  /** @returns whether there is something to do at once. */
  async #step(): Promise<boolean> {
    const { backend, dataSet, current, now } = this.#options;
    if (this.#conflict !== null) return false;
    const { work, editedAt } = current();
    if (this.#stayAt === null && isSameWork(work, this.#base.work)) {
      this.#become({ kind: "saved", at: this.#savedAt });
      this.#options.onSaved();
      return false;
    }
    if (this.#state.kind !== "unreachable") this.#become({ kind: "saving" });
    const { savedAs } = this.#base;
    const stored = storedWork(work, this.#stayAt ?? editedAt);
    const result = await this.#recorded((trace) => backend.save(dataSet, stored, savedAs, trace));
    switch (result.kind) {
      case "ok":
        this.#base = { savedAs: result.savedAs, work };
        this.#savedAt = now();
        this.#stayAt = null;
        this.#reached();
        return true;
      case "conflict":
        this.#reached();
        return this.#mergeWith(await backend.read(savedAs.id));
      case "failed":
        return this.#fail(result);
    }
  }

  async #recorded(save: (trace: Trace) => Promise<WriteResult>): Promise<WriteResult> {
    const { operations } = this.#options;
    const subject = () => this.#base.savedAs.id;
    const { result } = await operations.record({ operation: "save", subject }, async (trace) => {
      const saved = await save(trace);
      return { kind: outcomeOf(saved), result: saved };
    });
    return result;
  }

  #mergeWith(read: SessionResult): boolean | Promise<boolean> {
    return read.kind === "ok" ? this.#takeIn(read.session) : this.#fail(read);
  }

  /** @returns whether what came of it is to be saved, or is saved already. */
  #takeIn({ work: stored, ...savedAs }: StoredSession): boolean {
    const { isTransformation, current, onMerged } = this.#options;
    const reading = readStoredWork(stored, isTransformation);
    if (reading.kind === "unreadable") {
      this.#become({ kind: "refused", failure: UNREADABLE });
      return false;
    }
    const saved = { savedAs, work: reading.work };
    const mine = current().work;
    const merged = mergeWork(this.#base.work, mine, reading.work);
    if (merged === null) {
      this.#conflict = { saved, theirs: reading.work };
      this.#become({ kind: "conflict", theirs: reading.work });
      return false;
    }
    this.#base = saved;
    if (!isSameWork(merged, mine)) onMerged(merged);
    return true;
  }

  async #fail(failure: StudioFailure): Promise<boolean> {
    switch (failure.reason) {
      case "notFound":
        return this.#beginAnew();
      case "signInRequired":
        this.#become({ kind: "signInRequired" });
        return false;
      case "refused":
        this.#become({ kind: "refused", failure });
        return false;
      case "transient":
      case "startingElsewhere":
        this.#lose(failure);
        return false;
    }
  }

  #lose({ retryAfterMs }: StudioFailure): void {
    const { policy, now } = this.#options;
    this.#lostAt ??= now();
    const graceMs = policy.isRecoveryOn ? policy.connectionGraceMs : 0;
    const retryAt = this.#retry.tryAgain(retryAfterMs);
    if (retryAt === null) return;
    this.#become({ kind: "unreachable", graceEndsAt: this.#lostAt + graceMs, retryAt });
  }

  #reached(): void {
    this.#lostAt = null;
    this.#retry.succeeded();
  }

  /** The session timed out, or was deleted: the work goes into another one. */
  async #beginAnew(): Promise<boolean> {
    const { operations, onBegunAnew } = this.#options;
    const former = this.#base.savedAs.id;
    const { opening } = await operations.record(
      { operation: "create", subject: () => former },
      async (trace) => {
        const begun = await beginStudioSession(former, this.#options, trace);
        return { kind: begun.kind === "opened" ? "ok" : begun.kind, opening: begun };
      },
    );
    if (opening.kind === "failed") return this.#fail(opening);
    if (opening.kind === "unreadable") {
      this.#become({ kind: "refused", failure: UNREADABLE });
      return false;
    }
    onBegunAnew();
    // Another tab may have begun it, and have put its own list into it: both come from what this one began on.
    if (opening.work.transformations.length === 0) {
      this.#base = opening;
      return true;
    }
    return this.#takeIn({ ...opening.savedAs, work: storedWork(opening.work, this.#options.now()) });
  }

  #become(state: StudioSaveState): void {
    this.#state = state;
    if (!this.#isDisposed) this.#options.onChange();
  }
}

/** As the audit trail and the metrics know it. */
function outcomeOf(result: WriteResult): string {
  if (result.kind !== "failed") return result.kind;
  return result.reason === "transient" ? "unreachable" : result.code;
}
