import type { ContentDigest } from "../documents/contentDigest.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import { normalizeDetails } from "../documents/normalizeDetails.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { SessionSource } from "../session/SessionSource.ts";
import { notMeasured } from "./refusedSave.ts";
import type { Rejected } from "./SessionBackend.ts";
import { SessionStateTracker, type StateHashes, type StateOrigin } from "./SessionStateTracker.ts";

/** The work as it was at one edit: what is compared, kept and sent. */
export type MeasuredWork = {
  readonly kind: "measured";
  readonly digest: ContentDigest;
  readonly hashes: StateHashes;
  readonly details: SessionDetails;
  /** The number of the edit that it holds. */
  readonly edit: number;
};

export type OpenWorkOptions = { source: SessionSource; digester: ContentDigester; details: SessionDetails };

/** What is open: its content and details, how often it was edited, and whether the server has the newest edit. [B1] */
export class OpenWork {
  readonly #source: SessionSource;
  readonly #digester: ContentDigester;
  #details: SessionDetails;
  #edit = 0;
  #newest: MeasuredWork | null = null;
  /** Null until what was opened is measured. */
  #tracker: SessionStateTracker | null = null;
  #opening: Promise<MeasuredWork> | null = null;

  constructor(options: OpenWorkOptions) {
    this.#source = options.source;
    this.#digester = options.digester;
    this.#details = normalizeDetails(options.details);
  }

  get details(): SessionDetails {
    return this.#details;
  }

  /** How many edits there were. */
  get edit(): number {
    return this.#edit;
  }

  get sizeBytes(): number {
    return this.#newest?.digest.sizeBytes ?? 0;
  }

  /** The hashes of what was measured last; null until what was opened is measured. */
  get current(): StateHashes | null {
    return this.#tracker?.current ?? null;
  }

  /** Whether there is something that the server does not have, as far as it was measured; what was not measured counts. */
  get isDirty(): boolean {
    if (this.#edit === 0 && (this.#tracker === null || this.#tracker.isNew)) return false;
    if (this.#tracker === null) return true;
    return this.#newest?.edit !== this.#edit || this.#tracker.isDirty;
  }

  get isContentDirty(): boolean {
    return this.#tracker?.isContentDirty ?? true;
  }

  /**
   * Takes what is there now for what was opened; an edit while it is measured counts as one.
   *
   * @throws ContentInvalid where it cannot be written as JSON.
   */
  opened(origin: StateOrigin, acknowledged: StateHashes | null): Promise<MeasuredWork> {
    this.#opening = this.#measureNow().then((work) => {
      this.#tracker = new SessionStateTracker({ origin, acknowledged, current: work.hashes });
      return work;
    });
    return this.#opening;
  }

  noteEdit(): void {
    this.#edit += 1;
  }

  changeDetails(details: SessionDetails): void {
    this.#details = normalizeDetails(details);
    this.#edit += 1;
  }

  acknowledge(hashes: StateHashes): void {
    this.#tracker?.acknowledge(hashes);
  }

  /** The work with its newest edit, measured once; measured again where it was edited meanwhile. */
  async measure(): Promise<MeasuredWork | Rejected> {
    try {
      await this.#opening;
      while (this.#newest === null || this.#newest.edit !== this.#edit) await this.#measureNow();
      this.#tracker?.observe(this.#newest.hashes);
      return this.#newest;
    } catch (error) {
      return notMeasured(error);
    }
  }

  /** The hash of *details*, as the service computes it. */
  async hashOf({ title, description, tags }: SessionDetails): Promise<string> {
    return (await this.#digester.digest({ title, description, tags: [...tags] })).contentHash;
  }

  async #measureNow(): Promise<MeasuredWork> {
    const edit = this.#edit;
    const details = this.#details;
    const [digest, metadataHash] = await Promise.all([
      this.#digester.digest(this.#source.serialize()),
      this.hashOf(details),
    ]);
    const hashes = { contentHash: digest.contentHash, metadataHash };
    const work: MeasuredWork = { kind: "measured", digest, hashes, details, edit };
    if (this.#newest === null || this.#newest.edit <= edit) this.#newest = work;
    return work;
  }
}
