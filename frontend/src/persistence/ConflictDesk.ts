import type { JsonObject } from "../documents/json.ts";
import type { Side } from "../documents/mergeParts.ts";
import type { SessionSource } from "../session/SessionSource.ts";
import type { CommonVersion } from "./CommonVersion.ts";
import { compareCopies, type CommonCopy } from "./compareCopies.ts";
import { type Comparison, isDecided, type MergedWork } from "./Comparison.ts";
import type { OpenWork } from "./OpenWork.ts";
import type { Refusal, SessionBackend } from "./SessionBackend.ts";
import type { SessionMetadata } from "./SessionMetadata.ts";

export type ConflictDeskOptions = {
  source: SessionSource;
  backend: Pick<SessionBackend, "readSession">;
  common: CommonVersion;
  work: OpenWork;
};

export type ComparedNow =
  | {
      kind: "compared";
      /** The server's copy that was compared; it may be newer than the one that was noticed. */
      theirs: SessionMetadata;
      /** The edit of this tab that was compared. */
      edit: number;
      /** Null until every part is decided. */
      merged: MergedWork | null;
    }
  | Refusal;

type Material = { readonly theirs: Extract<Theirs, { kind: "ok" }>; readonly base: CommonCopy };
type Theirs = { kind: "ok"; metadata: SessionMetadata; content: JsonObject };

/**
 * Where a conflict lies until it is decided: the copies, what differs, and what the person chose so far. [B4]
 *
 * A choice belongs to a part and not to a copy, so a further change on the server or in this tab loses none.
 */
export class ConflictDesk {
  readonly #options: ConflictDeskOptions;
  readonly #choices = new Map<string, Side>();
  #material: Material | null = null;
  #comparison: Comparison | null = null;

  constructor(options: ConflictDeskOptions) {
    this.#options = options;
  }

  /** What differs as it was compared last; null where nothing was. */
  get comparison(): Comparison | null {
    return this.#comparison;
  }

  choose(key: string, side: Side): void {
    this.#choices.set(key, side);
    this.#compare();
  }

  /** Compares what is there now with the server's copy. */
  async compare(base: SessionMetadata, newer: SessionMetadata): Promise<ComparedNow> {
    const { backend, common } = this.#options;
    if (this.#material === null || this.#material.theirs.metadata.etag !== newer.etag) {
      const [theirs, content] = await Promise.all([backend.readSession(newer.id), common.contentOf(base)]);
      if (theirs.kind !== "ok") return theirs;
      this.#material = { theirs, base: { content, details: await this.#detailsOf(base) } };
    }
    const merged = this.#compare();
    const isSettled = this.#comparison !== null && isDecided(this.#comparison);
    return {
      kind: "compared",
      theirs: this.#material.theirs.metadata,
      edit: this.#options.work.edit,
      merged: isSettled ? merged : null,
    };
  }

  /** What was decided is carried out and not saved yet: the choices hold for what the server may have meanwhile. */
  carriedOut(): void {
    this.#material = null;
    this.#comparison = null;
  }

  /** Everything is decided, or there is nothing to decide any more. */
  clear(): void {
    this.#choices.clear();
    this.#material = null;
    this.#comparison = null;
  }

  #compare(): MergedWork | null {
    if (this.#material === null) return null;
    const { source, work } = this.#options;
    const { base, theirs } = this.#material;
    const { rows, merged } = compareCopies({
      source,
      base,
      mine: { content: source.serialize(), details: work.details },
      theirs: { content: theirs.content, details: theirs.metadata },
      choices: this.#choices,
    });
    this.#comparison = { rows, isServerReadOnly: source.isFromNewerVersion(theirs.content) };
    return merged;
  }

  /** A draft that an earlier version wrote does not say what its base was called. */
  async #detailsOf(base: SessionMetadata): Promise<CommonCopy["details"]> {
    return (await this.#options.work.hashOf(base)) === base.metadataHash ? base : null;
  }
}
