import type { Unsubscribe } from "../session/SessionSource.ts";

/** What one tab tells the others of the same person. It says where to look, never what is true: the service says that. */
export type TabNews = SessionNews | { readonly kind: "signedOut" };

type SessionNews = { readonly kind: "saved" | "entered" | "left"; readonly sessionId: string };

export type SiblingTabsOptions = {
  /** Of one person: other people's tabs are told nothing, and their locks have other names. */
  channel: Pick<BroadcastChannel, "name" | "postMessage" | "addEventListener">;
  locks: Pick<LockManager, "request" | "query">;
  tabId: string;
};

const OF_A_SESSION: ReadonlySet<unknown> = new Set<SessionNews["kind"]>(["saved", "entered", "left"]);

/**
 * The tabs of one person in this browser: which of them have a session open, and what they tell each other. [B3] [B4]
 *
 * Who is there is told by locks, which the browser takes from a tab that crashes; messages only say when to look again.
 */
export class SiblingTabs {
  readonly #options: SiblingTabsOptions;
  readonly #listeners = new Set<(news: TabNews) => void>();

  constructor(options: SiblingTabsOptions) {
    this.#options = options;
    options.channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (isNews(data)) for (const listener of this.#listeners) listener(data);
    });
  }

  subscribe(listener: (news: TabNews) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tellSaved(sessionId: string): void {
    this.#tell({ kind: "saved", sessionId });
  }

  /** The person signs out, with all of their tabs: what is kept on this device is going to be destroyed. [B2] */
  tellSignedOut(): void {
    this.#tell({ kind: "signedOut" });
  }

  /** This tab has the session open, until the returned function is called or the tab goes away. */
  enter(sessionId: string): () => void {
    let leave: () => void = () => undefined;
    const isLeft = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const stay = this.#options.locks.request(this.#nameOf(sessionId), async () => {
      this.#tell({ kind: "entered", sessionId });
      await isLeft;
    });
    void stay.then(() => this.#tell({ kind: "left", sessionId })).catch(() => undefined);
    return leave;
  }

  /** How many other tabs have the session open. */
  async othersIn(sessionId: string): Promise<number> {
    const { held = [] } = await this.#options.locks.query();
    const own = this.#nameOf(sessionId);
    return held.filter(({ name = "" }) => name !== own && name.startsWith(this.#prefixOf(sessionId))).length;
  }

  /** Runs *act* unless another tab is doing what has this name. @returns what it gave; null where it did not run. */
  alone<Result>(name: string, act: () => Promise<Result>): Promise<Result | null> {
    return this.#options.locks.request(
      `${this.#options.channel.name}/alone/${name}`,
      { ifAvailable: true },
      (lock) => (lock === null ? Promise.resolve(null) : act()),
    ) as Promise<Result | null>;
  }

  #nameOf(sessionId: string): string {
    return this.#prefixOf(sessionId) + this.#options.tabId;
  }

  #prefixOf(sessionId: string): string {
    return `${this.#options.channel.name}/open/${sessionId}/`;
  }

  #tell(news: TabNews): void {
    this.#options.channel.postMessage(news);
  }
}

/** A tab with another version of the application may say anything. */
function isNews(data: unknown): data is TabNews {
  if (typeof data !== "object" || data === null) return false;
  const { kind, sessionId } = data as { kind?: unknown; sessionId?: unknown };
  return kind === "signedOut" || (OF_A_SESSION.has(kind) && typeof sessionId === "string");
}
