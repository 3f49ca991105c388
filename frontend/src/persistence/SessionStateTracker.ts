/** Where the state that is open came from. */
export type StateOrigin = "new" | "server" | "draft" | "snapshot";

/** Content and metadata, hashed apart. [B1] */
export type StateHashes = { readonly contentHash: string; readonly metadataHash: string };

export function isSameState(one: StateHashes, other: StateHashes): boolean {
  return one.contentHash === other.contentHash && one.metadataHash === other.metadataHash;
}

/**
 * Decides whether there is something to save, by hashes and by nothing else. [B1]
 *
 * Saved means: the server acknowledged that hash. It is the hash that was sent, never the one that is current when the answer
 * comes, so an edit made while a save is under way stays unsaved.
 */
export class SessionStateTracker {
  readonly origin: StateOrigin;
  #acknowledged: StateHashes | null;
  /** What the workbench makes of the acknowledged content: opening an older format must not look like an edit. */
  #asOpened: string | null = null;
  #current: StateHashes;

  constructor(options: { origin: StateOrigin; acknowledged: StateHashes | null; current: StateHashes }) {
    this.origin = options.origin;
    this.#acknowledged = options.acknowledged;
    this.#current = options.current;
    if (options.origin === "server") this.#asOpened = options.current.contentHash;
  }

  get current(): StateHashes {
    return this.#current;
  }

  /** Whether it was opened as new and never saved: nobody's work before the first edit. */
  get isNew(): boolean {
    return this.origin === "new" && this.#acknowledged === null;
  }

  get isDirty(): boolean {
    return this.isContentDirty || this.#acknowledged?.metadataHash !== this.#current.metadataHash;
  }

  get isContentDirty(): boolean {
    const { contentHash } = this.#current;
    return contentHash !== this.#acknowledged?.contentHash && contentHash !== this.#asOpened;
  }

  observe(current: StateHashes): void {
    this.#current = current;
  }

  /** The server has *sent*. What was edited meanwhile is as unsaved as it was. */
  acknowledge(sent: StateHashes): void {
    if (this.#acknowledged?.contentHash !== sent.contentHash) this.#asOpened = null;
    this.#acknowledged = sent;
  }
}
