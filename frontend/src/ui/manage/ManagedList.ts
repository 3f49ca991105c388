import type { PageResult } from "../../backendApi/pageResult.ts";
import type { Refusal, UnknownOutcome } from "../../persistence/SessionBackend.ts";

export type ListedItem = { readonly id: string; readonly title: string };

export type ManagedListState<Item> =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly refusal: Refusal }
  | {
      readonly kind: "ready";
      readonly items: readonly Item[];
      readonly hasMore: boolean;
      readonly isLoadingMore: boolean;
    };

/** What the service made of one change: the item as it is now, nothing more to list, or why not. */
export type ChangeOutcome<Item> =
  { kind: "ok"; item?: Item } | { kind: "versionConflict"; current: Item } | Refusal | UnknownOutcome;

export type ChangeReport<Item> = {
  readonly done: readonly Item[];
  readonly refused: readonly { readonly item: Item; readonly outcome: Refused<Item> }[];
};

export type Refused<Item> = Exclude<ChangeOutcome<Item>, { kind: "ok" }>;

export type Change<Item> = {
  /** What the list shows at once; null takes the item away. */
  show: (item: Item) => Item | null;
  send: (item: Item) => Promise<ChangeOutcome<Item>>;
};

type Pending<Item> = { readonly ids: Set<string>; readonly show: Change<Item>["show"] };

export type LoadPage<Item> = (cursor: string | null) => Promise<PageResult<Item>>;

/**
 * A list that is fetched page by page and changes at once when a person acts: what they did is laid over what the service
 * said, and taken away again from the items for which the service refuses.
 */
export class ManagedList<Item extends ListedItem> {
  readonly #changesAtOnce: number;
  readonly #listeners = new Set<() => void>();
  #load: LoadPage<Item> | null = null;
  #fetched: readonly Item[] = [];
  #nextCursor: string | null = null;
  #pending: readonly Pending<Item>[] = [];
  #state: ManagedListState<Item> = { kind: "loading" };
  /** Counts what was asked: an answer to an older question is dropped. */
  #request = 0;

  /** @param options.changesAtOnce how many changes are under way at once. */
  constructor({ changesAtOnce }: { changesAtOnce: number }) {
    this.#changesAtOnce = changesAtOnce;
  }

  readonly state = (): ManagedListState<Item> => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Lists what *loadPage* gives; what is shown stays until the answer is there. */
  async open(loadPage: LoadPage<Item>): Promise<void> {
    this.#load = loadPage;
    await this.reload();
  }

  /** Begins anew with the same question. */
  async reload(): Promise<void> {
    await this.#loadPage(null);
  }

  async loadMore(): Promise<void> {
    if (this.#state.kind !== "ready" || !this.#state.hasMore || this.#state.isLoadingMore) return;
    this.#become({ ...this.#state, isLoadingMore: true });
    await this.#loadPage(this.#nextCursor);
  }

  /** Does the same to all of *items*. Never throws: the report says what was refused and is as it was. */
  async change(items: readonly Item[], { show, send }: Change<Item>): Promise<ChangeReport<Item>> {
    const pending: Pending<Item> = { ids: new Set(items.map(({ id }) => id)), show };
    this.#pending = [...this.#pending, pending];
    this.#showItems();
    const done: Item[] = [];
    const refused: { item: Item; outcome: Refused<Item> }[] = [];
    const waiting = items.values();
    const work = async () => {
      for (const item of waiting) {
        const outcome = await send(item);
        if (outcome.kind === "ok") done.push(item);
        else refused.push({ item, outcome });
        this.#settle(pending, item, outcome);
      }
    };
    await Promise.all(Array.from({ length: this.#changesAtOnce }, work));
    this.#pending = this.#pending.filter((each) => each !== pending);
    this.#showItems();
    return { done, refused };
  }

  async #loadPage(cursor: string | null): Promise<void> {
    if (!this.#load) return;
    this.#request += 1;
    const mine = this.#request;
    const result = await this.#load(cursor);
    if (mine !== this.#request) return;
    if (result.kind !== "ok") {
      this.#become({ kind: "failed", refusal: result });
      return;
    }
    const { items, nextCursor } = result.page;
    this.#fetched = cursor === null ? items : [...this.#fetched, ...this.#notListed(items)];
    this.#nextCursor = nextCursor;
    this.#become(this.#ready());
  }

  /** An item that was changed between two pages may be in both; it stays where it is listed. */
  #notListed(items: readonly Item[]): readonly Item[] {
    const wanted = new Set(items.map(({ id }) => id));
    for (const { id } of this.#fetched) wanted.delete(id);
    return items.filter(({ id }) => wanted.has(id));
  }

  /** What the service answered takes the place of what was laid over it. */
  #settle(pending: Pending<Item>, item: Item, outcome: ChangeOutcome<Item>): void {
    pending.ids.delete(item.id);
    const now = replacement(item, outcome, pending.show);
    this.#fetched = this.#fetched.flatMap((each) => {
      if (each.id !== item.id || now === item) return [each];
      return now === null ? [] : [now];
    });
  }

  #showItems(): void {
    if (this.#state.kind === "ready")
      this.#become({ ...this.#ready(), isLoadingMore: this.#state.isLoadingMore });
  }

  #ready() {
    return {
      kind: "ready",
      items: this.#pending.length === 0 ? this.#fetched : this.#fetched.flatMap((item) => this.#shown(item)),
      hasMore: this.#nextCursor !== null,
      isLoadingMore: false,
    } as const;
  }

  #shown(item: Item): readonly Item[] {
    let shown: Item | null = item;
    for (const { ids, show } of this.#pending) {
      if (shown && ids.has(item.id)) shown = show(shown);
    }
    return shown ? [shown] : [];
  }

  #become(state: ManagedListState<Item>): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function replacement<Item>(
  item: Item,
  outcome: ChangeOutcome<Item>,
  show: (item: Item) => Item | null,
): Item | null {
  switch (outcome.kind) {
    case "ok":
      return outcome.item ?? show(item);
    case "versionConflict":
      return outcome.current;
    default:
      return item;
  }
}
