import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { SessionBackend, SessionWrite, WriteResult } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import { isSameState, type StateHashes } from "./SessionStateTracker.ts";

/** The saved state that a change starts from. */
export type Base = StateHashes & { readonly id: string; readonly etag: string };

/**
 * Talks to the service about one session, and finds out what became of a change whose answer was lost.
 *
 * It never says saved before the service has said so, in its answer or when it is read again. A change that may be under way
 * still is called unreachable, never lost: repeating it is harmless, because a save names the version it started from, and a
 * creation is looked for before it is repeated.
 */
export class BackendSyncManager {
  readonly #backend: SessionBackend;
  /** A creation whose answer was lost, and that was not found by reading either. */
  #unconfirmedCreation: StateHashes | null = null;
  /** Saves whose answers were lost since the last one that was answered: the service may have any of them. */
  #unconfirmedSaves: StateHashes[] = [];

  constructor(options: { backend: SessionBackend }) {
    this.#backend = options.backend;
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
  save(write: SessionWrite, base: Base, hashes: StateHashes): Promise<WriteResult> {
    return this.#sent(base, hashes, (ifMatch) => this.#backend.saveSession(base.id, write, ifMatch));
  }

  /** Title, description and tags only. */
  changeDetails(details: SessionDetails, base: Base, hashes: StateHashes): Promise<WriteResult> {
    return this.#sent(base, hashes, (ifMatch) => this.#backend.changeDetails(base.id, details, ifMatch));
  }

  /** Creates a session; one that was created by an earlier call whose answer was lost is saved on top of. */
  async create(write: SessionWrite, hashes: StateHashes): Promise<WriteResult> {
    if (this.#unconfirmedCreation !== null) {
      const found = await this.#backend.findCreated(this.#unconfirmedCreation);
      if (found.kind === "notModified") return { kind: "unreachable", retryAfterMs: null };
      if (found.kind === "ok") {
        this.#unconfirmedCreation = null;
        return isSameState(found.metadata, hashes) ? found : this.save(write, found.metadata, hashes);
      }
      if (found.kind !== "notFound") return found;
    }
    const result = await this.#backend.createSession(write);
    this.#unconfirmedCreation = result.kind === "unknownOutcome" ? hashes : null;
    if (result.kind !== "unknownOutcome") return result;
    const found = await this.#backend.findCreated(hashes);
    if (found.kind !== "ok") return { kind: "unreachable", retryAfterMs: null };
    this.#unconfirmedCreation = null;
    return found;
  }

  /** Sends a change; once more where the newer copy holds nobody else's work. [B4] */
  async #sent(
    base: Base,
    hashes: StateHashes,
    send: (ifMatch: string) => Promise<WriteResult>,
  ): Promise<WriteResult> {
    const result = await this.#decided(await send(base.etag), base, hashes);
    if (result.kind === "ok") this.#unconfirmedSaves = [];
    if (result.kind !== "versionConflict" || result.current.etag === base.etag) return result;
    const holdsOthersWork = !isSameState(result.current, base) && !this.mayHaveMade(result.current);
    return holdsOthersWork ? result : this.#sent(result.current, hashes, send);
  }

  /** Whether the service has *hashes* by now. */
  async #decided(result: WriteResult, base: Base, hashes: StateHashes): Promise<WriteResult> {
    if (result.kind === "versionConflict" && isSameState(result.current, hashes))
      return applied(result.current);
    if (result.kind !== "unknownOutcome") return result;
    if (!this.mayHaveMade(hashes)) this.#unconfirmedSaves.push(hashes);
    const read = await this.#backend.readMetadata(base.id, null);
    if (read.kind === "unreachable") return read;
    if (read.kind !== "ok") return result;
    if (isSameState(read.metadata, hashes)) return applied(read.metadata);
    if (read.metadata.etag === base.etag) return { kind: "unreachable", retryAfterMs: null };
    return { kind: "versionConflict", current: read.metadata };
  }
}

function applied(metadata: SessionMetadata): WriteResult {
  return { kind: "ok", metadata };
}
