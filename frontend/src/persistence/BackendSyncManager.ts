import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { Intentions } from "../resilience/Intentions.ts";
import type { Trace } from "../resilience/Trace.ts";
import type { SessionBackend, SessionWrite, SnapshotWriteResult, WriteResult } from "./SessionBackend.ts";
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
  /** A creation whose answer was lost, and that was not found by reading either. */
  #unconfirmedCreation: StateHashes | null = null;
  /** Saves whose answers were lost since the last one that was answered: the service may have any of them. */
  #unconfirmedSaves: StateHashes[] = [];

  constructor(options: { backend: SessionBackend; intentions: Intentions }) {
    this.#backend = options.backend;
    this.#intentions = options.intentions;
  }

  /** Whether the service may have something else than it last said. */
  get isUncertain(): boolean {
    return this.#unconfirmedSaves.length > 0;
  }

  /** Whether *found* can be what this tab sent itself, without ever hearing of it again. */
  mayHaveMade(found: StateHashes): boolean {
    return this.#unconfirmedSaves.some((sent) => isSameState(sent, found));
  }

  /** Saves on top of *base*. */
  save(write: SessionWrite, base: Base, hashes: StateHashes, trace: Trace): Promise<WriteResult> {
    return this.#sent("save", base, hashes, trace, (ifMatch, keyed) =>
      this.#backend.saveSession(base.id, write, ifMatch, keyed),
    );
  }

  /** Title, description and tags only. */
  changeDetails(
    details: SessionDetails,
    base: Base,
    hashes: StateHashes,
    trace: Trace,
  ): Promise<WriteResult> {
    return this.#sent("changeDetails", base, hashes, trace, (ifMatch, keyed) =>
      this.#backend.changeDetails(base.id, details, ifMatch, keyed),
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
  create(write: SessionWrite, hashes: StateHashes, trace: Trace): Promise<WriteResult> {
    return this.#asOneIntention(["create", ...hashesOf(hashes)], trace, (keyed) =>
      this.#created(write, hashes, keyed),
    );
  }

  async #created(write: SessionWrite, hashes: StateHashes, trace: Trace): Promise<WriteResult> {
    if (this.#unconfirmedCreation !== null) {
      const found = await this.#backend.findCreated(this.#unconfirmedCreation, trace);
      if (found.kind === "notModified") return { kind: "unreachable", retryAfterMs: null };
      if (found.kind === "ok") {
        this.#unconfirmedCreation = null;
        return isSameState(found.metadata, hashes) ? found : this.save(write, found.metadata, hashes, trace);
      }
      if (found.kind !== "notFound") return found;
    }
    const result = await this.#backend.createSession(write, trace);
    this.#unconfirmedCreation = result.kind === "unknownOutcome" ? hashes : null;
    if (result.kind !== "unknownOutcome") return result;
    const found = await this.#backend.findCreated(hashes, trace);
    if (found.kind !== "ok") return { kind: "unreachable", retryAfterMs: null };
    this.#unconfirmedCreation = null;
    return found;
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
    if (result.kind === "ok") this.#unconfirmedSaves = [];
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
    if (!this.mayHaveMade(hashes)) this.#unconfirmedSaves.push(hashes);
    const read = await this.#backend.readMetadata(base.id, null, trace);
    if (read.kind === "unreachable") return read;
    if (read.kind !== "ok") return result;
    if (isSameState(read.metadata, hashes)) return applied(read.metadata);
    if (read.metadata.etag === base.etag) return { kind: "unreachable", retryAfterMs: null };
    return { kind: "versionConflict", current: read.metadata };
  }
}

function hashesOf({ contentHash, metadataHash }: StateHashes): [string, string] {
  return [contentHash, metadataHash];
}

function applied(metadata: SessionMetadata): WriteResult {
  return { kind: "ok", metadata };
}
