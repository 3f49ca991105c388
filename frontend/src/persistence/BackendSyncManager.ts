import type { SessionDetails } from "../documents/SessionDetails.ts";
import { ANY_VERSION, type SessionBackend, type SessionWrite, type WriteResult } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";
import type { StateHashes } from "./SessionStateTracker.ts";

/** The saved state that a change starts from. */
export type Base = { readonly id: string; readonly etag: string } | null;

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

  constructor(options: { backend: SessionBackend }) {
    this.#backend = options.backend;
  }

  /** Creates the session, or saves on top of *base*. */
  async save(write: SessionWrite, base: Base, hashes: StateHashes): Promise<WriteResult> {
    if (base !== null)
      return this.#decided(this.#backend.saveSession(base.id, write, base.etag), base, hashes);
    if (this.#unconfirmedCreation === null) return this.#create(write, hashes);
    const found = await this.#backend.findCreated(this.#unconfirmedCreation);
    if (found.kind === "notFound") return this.#create(write, hashes);
    if (found.kind === "notModified") return { kind: "unreachable", retryAfterMs: null };
    if (found.kind !== "ok") return found;
    this.#unconfirmedCreation = null;
    return isSame(found.metadata, hashes) ? found : this.save(write, found.metadata, hashes);
  }

  /** Title, description and tags only. */
  changeDetails(details: SessionDetails, base: NonNullable<Base>, hashes: StateHashes): Promise<WriteResult> {
    return this.#decided(this.#backend.changeDetails(base.id, details, base.etag), base, hashes);
  }

  async #create(write: SessionWrite, hashes: StateHashes): Promise<WriteResult> {
    const result = await this.#backend.createSession(write);
    this.#unconfirmedCreation = result.kind === "unknownOutcome" ? hashes : null;
    if (result.kind !== "unknownOutcome") return result;
    const found = await this.#backend.findCreated(hashes);
    if (found.kind !== "ok") return { kind: "unreachable", retryAfterMs: null };
    this.#unconfirmedCreation = null;
    return found;
  }

  /** Whether the service has *hashes* by now. */
  async #decided(
    sent: Promise<WriteResult>,
    base: NonNullable<Base>,
    hashes: StateHashes,
  ): Promise<WriteResult> {
    const result = await sent;
    if (result.kind === "versionConflict" && isSame(result.current, hashes)) {
      return { kind: "ok", metadata: result.current };
    }
    if (result.kind !== "unknownOutcome") return result;
    const read = await this.#backend.readMetadata(base.id, null);
    if (read.kind === "unreachable") return read;
    if (read.kind !== "ok") return result;
    if (isSame(read.metadata, hashes)) return read;
    if (read.metadata.etag === base.etag || base.etag === ANY_VERSION) {
      return { kind: "unreachable", retryAfterMs: null };
    }
    return { kind: "versionConflict", current: read.metadata };
  }
}

function isSame(metadata: SessionMetadata, hashes: StateHashes): boolean {
  return metadata.contentHash === hashes.contentHash && metadata.metadataHash === hashes.metadataHash;
}
