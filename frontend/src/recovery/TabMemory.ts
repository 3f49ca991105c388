/** What stands beside a session in this tab. */
export type Beside = {
  /** The panel that is open; null where none is. */
  readonly panel: string | null;
  /** What is being written to the conversation, and not sent. */
  readonly message: string;
};

export type TabMemoryOptions = {
  /** Of this tab: another tab has its own, and closing the tab ends it. */
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
  /** Nobody finds what another person had open. */
  userId: string;
};

const NOTHING: Beside = Object.freeze({ panel: null, message: "" });
const STORAGE_KEY = "benchdog-beside-";

/**
 * Remembers for this tab what stands beside each session, so that a reload is no reset: only another session is. [B11]
 *
 * Where the storage refuses, it lasts as long as the page.
 */
export class TabMemory {
  readonly #options: TabMemoryOptions;
  readonly #known: Map<string, Beside>;

  constructor(options: TabMemoryOptions) {
    this.#options = options;
    this.#known = readKnown(options.storage, STORAGE_KEY + options.userId);
  }

  of(sessionId: string): Beside {
    return this.#known.get(sessionId) ?? NOTHING;
  }

  remember(sessionId: string, beside: Beside): void {
    if (beside.panel === null && beside.message === "") this.#known.delete(sessionId);
    else this.#known.set(sessionId, beside);
    const { storage, userId } = this.#options;
    try {
      storage.setItem(STORAGE_KEY + userId, JSON.stringify([...this.#known]));
    } catch {
      // Full or switched off.
    }
  }

  /** For when the person signs out. */
  forget(): void {
    this.#known.clear();
    this.#options.storage.removeItem(STORAGE_KEY + this.#options.userId);
  }
}

function readKnown(storage: Pick<Storage, "getItem">, key: string): Map<string, Beside> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? "[]");
    return new Map(Array.isArray(stored) ? stored.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, Beside] {
  if (!Array.isArray(entry) || typeof entry[0] !== "string") return false;
  const beside: unknown = entry[1];
  if (typeof beside !== "object" || beside === null) return false;
  const { panel, message } = beside as Partial<Beside>;
  return (panel === null || typeof panel === "string") && typeof message === "string";
}
