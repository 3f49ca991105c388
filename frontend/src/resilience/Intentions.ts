type Pending = { readonly key: string; readonly madeAt: number };

/** Intentions whose outcome is not known, each by its name. */
export type PendingIntentions = readonly (readonly [string, Pending])[];

type IntentionsOptions = {
  /** Of this tab: what is pending there survives a reload, and no other tab repeats it. */
  storage: Pick<Storage, "getItem" | "setItem">;
  createId: () => string;
  /** Milliseconds since 1970. */
  now: () => number;
};

const STORAGE_KEY = "benchdog-intentions";
/** The service forgets a key after 24 hours [S8]; an hour earlier it is not trusted any more. */
const MAX_AGE_MS = 23 * 60 * 60 * 1000;

/**
 * One idempotency key for each change that a person asked for, until its outcome is known: every repetition carries the same
 * one, after a reload too. [R4]
 *
 * An intention is named by what it changes, what it starts from and the hashes of what it makes, so that another change never
 * gets the key of this one. Where the storage refuses, keys last as long as the page.
 */
export class Intentions {
  readonly #options: IntentionsOptions;
  readonly #pending: Map<string, Pending>;

  constructor(options: IntentionsOptions) {
    this.#options = options;
    this.#pending = readPending(options.storage);
  }

  keyOf(intention: string): string {
    const now = this.#options.now();
    const known = this.#pending.get(intention);
    if (known && now - known.madeAt < MAX_AGE_MS) return known.key;
    const key = this.#options.createId();
    this.#pending.set(intention, { key, madeAt: now });
    this.#keep();
    return key;
  }

  /** The outcome is known: the next change like this one is another intention. */
  settle(intention: string): void {
    if (this.#pending.delete(intention)) this.#keep();
  }

  /** What is to be kept with the work that it belongs to: another tab may have to go on with it. */
  get pending(): PendingIntentions {
    return [...this.#pending];
  }

  /** Goes on with what another page left; what is known here already stands. */
  adopt(pending: PendingIntentions): void {
    for (const [intention, one] of pending) {
      if (!this.#pending.has(intention)) this.#pending.set(intention, one);
    }
    this.#keep();
  }

  #keep(): void {
    const now = this.#options.now();
    for (const [intention, { madeAt }] of this.#pending) {
      if (now - madeAt >= MAX_AGE_MS) this.#pending.delete(intention);
    }
    try {
      this.#options.storage.setItem(STORAGE_KEY, JSON.stringify([...this.#pending]));
    } catch {
      // Full or switched off. Without the key a repetition after a reload is decided by hashes, as it is without a service that knows keys.
    }
  }
}

function readPending(storage: Pick<Storage, "getItem">): Map<string, Pending> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(STORAGE_KEY) ?? "[]");
    return new Map(Array.isArray(stored) ? stored.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(entry: unknown): entry is [string, Pending] {
  if (!Array.isArray(entry) || typeof entry[0] !== "string") return false;
  const pending: unknown = entry[1];
  if (typeof pending !== "object" || pending === null) return false;
  const { key, madeAt } = pending as Partial<Pending>;
  return typeof key === "string" && typeof madeAt === "number";
}
