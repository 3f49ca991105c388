import type { ContentDigest } from "../documents/contentDigest.ts";
import type { ContentDigester } from "../documents/ContentDigester.ts";
import type { SessionDetails } from "../documents/SessionDetails.ts";
import type { SessionSource } from "../session/SessionSource.ts";
import type { StateHashes } from "./SessionStateTracker.ts";

/** The work as it was at one edit: what is compared, kept and sent. */
export type MeasuredWork = {
  readonly digest: ContentDigest;
  readonly hashes: StateHashes;
  readonly details: SessionDetails;
  /** The number of the edit that it holds. */
  readonly edit: number;
};

/** Counts edits, and computes canonical text and hashes once for each that is asked about. */
export class WorkMeasurement {
  readonly #source: SessionSource;
  readonly #digester: ContentDigester;
  #edit = 0;
  #newest: MeasuredWork | null = null;

  constructor(options: { source: SessionSource; digester: ContentDigester }) {
    this.#source = options.source;
    this.#digester = options.digester;
  }

  /** How many edits there were. */
  get edit(): number {
    return this.#edit;
  }

  /** Whether the newest measurement holds the newest edit. */
  get isCurrent(): boolean {
    return this.#newest?.edit === this.#edit;
  }

  get sizeBytes(): number {
    return this.#newest?.digest.sizeBytes ?? 0;
  }

  noteEdit(): void {
    this.#edit += 1;
  }

  /** The work with its newest edit; measured again where it was edited while it was measured. */
  async measure(detailsNow: () => SessionDetails): Promise<MeasuredWork> {
    while (this.#newest === null || !this.isCurrent) await this.measureNow(detailsNow());
    return this.#newest;
  }

  /** The work as it is at this moment, whatever is edited while it is measured. */
  async measureNow(details: SessionDetails): Promise<MeasuredWork> {
    const edit = this.#edit;
    const { title, description, tags } = details;
    const [digest, metadata] = await Promise.all([
      this.#digester.digest(this.#source.serialize()),
      this.#digester.digest({ title, description, tags: [...tags] }),
    ]);
    const hashes = { contentHash: digest.contentHash, metadataHash: metadata.contentHash };
    const work = { digest, hashes, details, edit };
    if (this.#newest === null || this.#newest.edit <= edit) this.#newest = work;
    return work;
  }
}
