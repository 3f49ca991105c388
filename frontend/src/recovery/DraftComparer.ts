import { CommonVersion } from "../persistence/CommonVersion.ts";
import { compareCopies } from "../persistence/compareCopies.ts";
import type { ConflictRow } from "../persistence/Comparison.ts";
import { contentOf, type Draft } from "../persistence/Draft.ts";
import type { LocalBackupManager } from "../persistence/LocalBackupManager.ts";
import type { SessionBackend } from "../persistence/SessionBackend.ts";
import type { SessionSource } from "../session/SessionSource.ts";
import type { RecoverableDraft, ServerCopy } from "./RecoverableDraft.ts";

export type DraftComparison =
  /** What is not the same, part by part, and which of the two copies changed it since they were one. */
  | { readonly kind: "compared"; readonly rows: readonly ConflictRow[] }
  /** One of the copies cannot be read now, or is not what this workbench can take apart. */
  | { readonly kind: "notCompared" };

type Parted = Pick<SessionSource, "takeApart" | "putTogether">;

export type DraftComparerOptions = {
  drafts: Pick<LocalBackupManager, "read">;
  backend: Pick<SessionBackend, "readVersion">;
  /** Gives what tells the parts of content apart; asked for once somebody compares. */
  loadSource: () => Promise<Parted>;
};

const NOTHING_CHOSEN = new Map<string, never>();

/**
 * Says in what a draft differs from the server's copy, before anybody opens it. [B3]
 *
 * The server's copy is read out of the history, because looking at it is not opening it. [S10]
 */
export class DraftComparer {
  readonly #options: DraftComparerOptions;
  readonly #compared = new WeakMap<RecoverableDraft, Promise<DraftComparison>>();
  #last: Promise<unknown> = Promise.resolve();
  #source: Promise<Parted> | null = null;

  constructor(options: DraftComparerOptions) {
    this.#options = options;
  }

  /** One after the other, and once for each draft of a list: many may be offered at once, each as large as a session. */
  compare(draft: RecoverableDraft): Promise<DraftComparison> {
    const known = this.#compared.get(draft);
    if (known) return known;
    const compared = this.#last.then(() => this.#compare(draft));
    this.#compared.set(draft, compared);
    this.#last = compared.catch(() => undefined);
    return compared;
  }

  async #compare({ draftId, server }: RecoverableDraft): Promise<DraftComparison> {
    if (server.kind !== "saved") return { kind: "notCompared" };
    const { drafts, backend } = this.#options;
    const [draft, read] = await Promise.all([
      drafts.read(draftId).catch(() => null),
      backend.readVersion(server.copy.id, server.copy.version),
    ]);
    if (draft === null || read.kind !== "ok") return { kind: "notCompared" };
    const theirs = { content: read.content, details: server.copy };
    const { rows } = compareCopies({
      source: await this.#loaded(),
      base: server.isNewer ? await this.#baseOf(draft, server.copy) : theirs,
      mine: { content: contentOf(draft), details: draft.details },
      theirs,
      choices: NOTHING_CHOSEN,
    });
    return rows === null ? { kind: "notCompared" } : { kind: "compared", rows };
  }

  /** A draft that an earlier version wrote does not name the version that it began on. */
  async #baseOf({ base }: Draft, { id }: ServerCopy) {
    if (base?.version === undefined) return { content: null, details: base?.details ?? null };
    const { version, contentHash, details = null } = base;
    const common = new CommonVersion({ backend: this.#options.backend });
    return { content: await common.contentOf({ id, version, contentHash }), details };
  }

  #loaded(): Promise<Parted> {
    this.#source ??= this.#options.loadSource();
    return this.#source;
  }
}
