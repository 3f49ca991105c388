import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { Intentions } from "../resilience/Intentions.ts";
import type { Trace } from "../resilience/Trace.ts";
import type {
  MetadataResult,
  SessionBackend,
  SessionWrite,
  SnapshotWriteResult,
  WriteResult,
} from "./SessionBackend.ts";
import type { SessionMetadata, Sharing } from "./SessionMetadata.ts";
import { isSameState, type StateHashes } from "./SessionStateTracker.ts";

/** The saved state that a change starts from. */
export type Base = StateHashes & { readonly id: string; readonly etag: string };

/** After these nobody knows what became of the change, or it is going to be sent once more as it is. */
const UNDECIDED: ReadonlySet<string> = new Set<WriteResult["kind"]>([
  "unknownOutcome",
  "unreachable",
  "signInRequired",
]);

export type BackendSyncManagerOptions = {
  backend: SessionBackend;
  intentions: Intentions;
  /** Null until the session was saved for the first time. */
  sessionId: string | null;
  /** What another page sent of the session without an answer. */
  unanswered?: readonly StateHashes[] | undefined;
};

/**
 * Talks to the service about one session, and finds out what became of a change whose answer was lost.
 *
 * It never says saved before the service has said so, in its answer or when it is read again. A change that may be under way
 * still is called unreachable, never lost: repeating it is harmless, because a save names the version it started from, and a
 * creation is looked for before it is repeated. Every repetition carries the idempotency key of the first. [R4]
 */
export class BackendSyncManager {
  readonly #backend: SessionBackend;
  readonly #intentions: Intentions;
  /** What the session may be saved as that was created, or not, and whose id nobody has told. */
  #unconfirmedCreations: readonly StateHashes[] = [];
  /** Saves whose answers were lost since the last one that was answered: the service may have any of them. */
  #unconfirmedSaves: readonly StateHashes[] = [];
  #underWay: { readonly isCreation: boolean; readonly hashes: StateHashes } | null = null;

  constructor({ backend, intentions, sessionId, unanswered = [] }: BackendSyncManagerOptions) {
    this.#backend = backend;
    this.#intentions = intentions;
    if (sessionId === null) this.#unconfirmedCreations = unanswered;
    else this.#unconfirmedSaves = unanswered;
  }

  /** Whether the service may have something else than it last said. */
  get isUncertain(): boolean {
    return this.#unconfirmedSaves.length > 0;
  }

  /** Whether *found* can be what this tab sent itself, without ever hearing of it again. */
  mayHaveMade(found: StateHashes): boolean {
    return isAmong(this.#unconfirmedSaves, found);
  }

  /**
   * What was sent without an answer so far, of the session with this id or of one that has none yet; kept with the draft, because
   * the page that waits for the answer may go away. [B4] [R4]
   */
  unansweredOf(sessionId: string | null): readonly StateHashes[] {
    const isCreation = sessionId === null;
    const unconfirmed = isCreation ? this.#unconfirmedCreations : this.#unconfirmedSaves;
    const underWay = this.#underWay;
    return underWay?.isCreation === isCreation ? withState(unconfirmed, underWay.hashes) : unconfirmed;
  }

  /** Saves on top of *base*. */
  save(write: SessionWrite, base: Base, hashes: StateHashes, trace: Trace): Promise<WriteResult> {
    return this.#whileUnderWay(false, hashes, () => this.#saved(write, base, hashes, trace));
  }

  /** Title, description and tags only. */
  changeDetails(
    details: SessionDetails,
    base: Base,
    hashes: StateHashes,
    trace: Trace,
  ): Promise<WriteResult> {
    return this.#whileUnderWay(false, hashes, () =>
      this.#sent("changeDetails", base, hashes, trace, (ifMatch, keyed) =>
        this.#backend.changeDetails(base.id, details, ifMatch, keyed),
      ),
    );
  }

  /** An immutable copy; *hashes* are those of the copy. */
  createSnapshot(
    write: SessionWrite,
    sharing: Sharing,
    hashes: StateHashes,
    trace: Trace,
  ): Promise<SnapshotWriteResult> {
    const { audience, expiresAt } = sharing;
    const intention = ["share", ...hashesOf(hashes), audience, String(expiresAt)];
    return this.#asOneIntention(intention, trace, (keyed) =>
      this.#backend.createSnapshot(write, sharing, keyed),
    );
  }

  /** Creates a session; one that was created by an earlier call whose answer was lost is saved on top of. */
  async create(write: SessionWrite, hashes: StateHashes, trace: Trace): Promise<WriteResult> {
    const result = await this.#whileUnderWay(true, hashes, () =>
      this.#asOneIntention(["create", ...hashesOf(hashes)], trace, (keyed) =>
        this.#created(write, hashes, keyed),
      ),
    );
    if (result.kind === "ok") this.#isConfirmed();
    return result;
  }

  async #created(write: SessionWrite, hashes: StateHashes, trace: Trace): Promise<WriteResult> {
    const earlier = await this.#foundCreation(trace);
    if (earlier.kind === "notModified") return { kind: "unreachable", retryAfterMs: null };
    if (earlier.kind === "ok") {
      if (isSameState(earlier.metadata, hashes)) return earlier;
      // This answer may be lost, too, and then the session is found by what it has since.
      this.#unconfirmedCreations = withState(this.#unconfirmedCreations, hashes);
      return this.#saved(write, earlier.metadata, hashes, trace);
    }
    if (earlier.kind !== "notFound") return earlier;
    const result = await this.#backend.createSession(write, trace);
    if (result.kind !== "unknownOutcome") return result;
    this.#unconfirmedCreations = withState(this.#unconfirmedCreations, hashes);
    const found = await this.#backend.findCreated(hashes, trace);
    return found.kind === "ok" ? found : { kind: "unreachable", retryAfterMs: null };
  }

  /** What an earlier creation has made, looked for by the last state that was sent first. */
  async #foundCreation(trace: Trace): Promise<MetadataResult> {
    for (const sent of this.#unconfirmedCreations.toReversed()) {
      const found = await this.#backend.findCreated(sent, trace);
      if (found.kind !== "notFound") return found;
    }
    return { kind: "notFound" };
  }

  #saved(write: SessionWrite, base: Base, hashes: StateHashes, trace: Trace): Promise<WriteResult> {
    return this.#sent("save", base, hashes, trace, (ifMatch, keyed) =>
      this.#backend.saveSession(base.id, write, ifMatch, keyed),
    );
  }

  #isConfirmed(): void {
    this.#unconfirmedCreations = [];
    this.#unconfirmedSaves = [];
  }

  async #whileUnderWay(
    isCreation: boolean,
    hashes: StateHashes,
    send: () => Promise<WriteResult>,
  ): Promise<WriteResult> {
    this.#underWay = { isCreation, hashes };
    try {
      return await send();
    } finally {
      this.#underWay = null;
    }
  }

  /** Sends a change; once more where the newer copy holds nobody else's work. [B4] */
  async #sent(
    change: "save" | "changeDetails",
    base: Base,
    hashes: StateHashes,
    trace: Trace,
    send: (ifMatch: string, trace: Trace) => Promise<WriteResult>,
  ): Promise<WriteResult> {
    const intention = [change, base.id, base.etag, ...hashesOf(hashes)];
    const result = await this.#asOneIntention(intention, trace, async (keyed) =>
      this.#decided(await send(base.etag, keyed), base, hashes, trace),
    );
    if (result.kind === "ok") this.#isConfirmed();
    if (result.kind !== "versionConflict" || result.current.etag === base.etag) return result;
    const holdsOthersWork = !isSameState(result.current, base) && !this.mayHaveMade(result.current);
    return holdsOthersWork ? result : this.#sent(change, result.current, hashes, trace, send);
  }

  /** Gives what *send* sends the key of this intention, which lasts until its outcome is known. [R4] */
  async #asOneIntention<Result extends { kind: string }>(
    intention: readonly string[],
    trace: Trace,
    send: (keyed: Trace) => Promise<Result>,
  ): Promise<Result> {
    const name = intention.join(" ");
    const result = await send({ ...trace, idempotencyKey: this.#intentions.keyOf(name) });
    if (!UNDECIDED.has(result.kind)) this.#intentions.settle(name);
    return result;
  }

  /** Whether the service has *hashes* by now. */
  async #decided(result: WriteResult, base: Base, hashes: StateHashes, trace: Trace): Promise<WriteResult> {
    if (result.kind === "versionConflict" && isSameState(result.current, hashes))
      return applied(result.current);
    if (result.kind !== "unknownOutcome") return result;
    this.#unconfirmedSaves = withState(this.#unconfirmedSaves, hashes);
    const read = await this.#backend.readMetadata(base.id, null, trace);
    if (read.kind === "unreachable") return read;
    if (read.kind !== "ok") return result;
    if (isSameState(read.metadata, hashes)) return applied(read.metadata);
    if (read.metadata.etag === base.etag) return { kind: "unreachable", retryAfterMs: null };
    return { kind: "versionConflict", current: read.metadata };
  }
}

function isAmong(states: readonly StateHashes[], found: StateHashes): boolean {
  return states.some((state) => isSameState(state, found));
}

/** *states* and, unless it is among them, *one*, without what else may be known of it. */
function withState(
  states: readonly StateHashes[],
  { contentHash, metadataHash }: StateHashes,
): readonly StateHashes[] {
  return isAmong(states, { contentHash, metadataHash }) ? states : [...states, { contentHash, metadataHash }];
}

function hashesOf({ contentHash, metadataHash }: StateHashes): [string, string] {
  return [contentHash, metadataHash];
}

function applied(metadata: SessionMetadata): WriteResult {
  return { kind: "ok", metadata };
}
