import type { TabIdentity } from "../activity/TabIdentity.ts";
import type { DamagedDraft, StudioDraft, StudioDrafts } from "./StudioDrafts.ts";

export type LeftDraftsOptions = {
  drafts: StudioDrafts;
  dataSet: string;
  tab: TabIdentity;
  /** Milliseconds since 1970. */
  now: () => number;
};

/** What earlier pages left on this device of one data set. */
export class LeftDrafts {
  readonly #options: LeftDraftsOptions;
  #found: readonly StudioDraft[] = [];
  #damaged: readonly DamagedDraft[] = [];
  #tabId: string;

  constructor(options: LeftDraftsOptions) {
    this.#options = options;
    this.#tabId = options.tab.tabId;
  }

  /** Oldest first. */
  get found(): readonly StudioDraft[] {
    return this.#found;
  }

  /** Of every data set: what cannot be read. */
  get damaged(): readonly DamagedDraft[] {
    return this.#damaged;
  }

  /** Under which name this page keeps its own. */
  get slot(): Pick<StudioDraft, "dataSet" | "tabId"> {
    return { dataSet: this.#options.dataSet, tabId: this.#tabId };
  }

  async read(): Promise<void> {
    const { drafts, dataSet, tab, now } = this.#options;
    try {
      const [found, alive] = await Promise.all([drafts.list(dataSet), tab.aliveTabs()]);
      // Those of a tab that is open are its own business.
      this.#found = found.filter(({ tabId }) => tabId === tab.tabId || !alive.has(tabId));
      this.#damaged = await drafts.damaged();
    } catch {
      // That the device keeps nothing is told with the first edit. Where it only could not be read now, what an earlier page of
      // this tab left there must not be overwritten.
      this.#tabId = `${tab.tabId}/${now()}`;
    }
  }

  /** What is under the name of this page now need not be under other names. */
  async removeOthers(used: readonly StudioDraft[]): Promise<void> {
    const others = used.filter(({ tabId }) => tabId !== this.#tabId);
    // Left behind, a draft is merged again, which changes nothing.
    await Promise.all(others.map((draft) => this.#options.drafts.remove(draft))).catch(() => undefined);
  }

  /** The person has the unreadable draft as a file, or does not want it. */
  async dismissDamaged(asideId: string): Promise<void> {
    await this.#options.drafts.dismissDamaged(asideId);
    this.#damaged = this.#damaged.filter((each) => each.asideId !== asideId);
  }
}
