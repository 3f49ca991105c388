import type { ListedSession, ManageClient } from "../../backendApi/ManageClient.ts";
import type { SharingChange, SnapshotsClient } from "../../backendApi/SnapshotsClient.ts";
import type { DeleteResult } from "../../persistence/SessionBackend.ts";
import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import type { Toasts } from "../feedback/Toasts.tsx";
import { refusalWords } from "../wording/refusalWords.ts";
import { words } from "../words.ts";
import type { ChangeReport, ListedItem, ManagedList } from "./ManagedList.ts";
import type { TrashedItem } from "./trash.ts";
import { manageWords } from "./words.ts";

type ManageActionsOptions = { manage: ManageClient; snapshots: SnapshotsClient; toasts: Toasts };

type Told<Item> = {
  operation: string;
  report: ChangeReport<Item>;
  done: (titles: readonly string[]) => string;
  undo?: (items: readonly Item[]) => void;
};

type Removal<Item> = {
  operation: string;
  send: (item: Item) => Promise<DeleteResult>;
  done: (titles: readonly string[]) => string;
  /** Brings one back; null where nothing does. */
  undo: ((item: Item) => Promise<DeleteResult>) | null;
};

const GONE = () => null;

/** What a person can do with what is listed; each action shows at once and tells what came of it. */
export class ManageActions {
  readonly #manage: ManageClient;
  readonly #snapshots: SnapshotsClient;
  readonly #toasts: Toasts;

  constructor({ manage, snapshots, toasts }: ManageActionsOptions) {
    this.#manage = manage;
    this.#snapshots = snapshots;
    this.#toasts = toasts;
  }

  /** Its outcome is in sight, so only a refusal is told. */
  async star(list: ManagedList<ListedSession>, session: ListedSession, starred: boolean): Promise<void> {
    const report = await list.change([session], {
      show: (each) => ({ ...each, starred }),
      send: (each) => this.#manage.change(each, { starred }),
    });
    this.#tellRefusals("star", report);
  }

  /** @param tagsOf the tags that a session has afterwards. */
  async tag(
    list: ManagedList<ListedSession>,
    sessions: readonly ListedSession[],
    tagsOf: (session: ListedSession) => readonly string[],
  ): Promise<void> {
    const report = await list.change(sessions, {
      show: (each) => ({ ...each, tags: tagsOf(each) }),
      send: (each) => this.#manage.change(each, { tags: tagsOf(each) }),
    });
    this.#tell({ operation: "tag", report, done: manageWords.tagged });
  }

  /** Who may open snapshots, until when, or whether at all for now. Only a refusal is told, as of a star. */
  async share(
    list: ManagedList<SnapshotMetadata>,
    snapshots: readonly SnapshotMetadata[],
    change: SharingChange,
  ): Promise<void> {
    const report = await list.change(snapshots, {
      show: (each) => ({ ...each, ...change }),
      send: async ({ id }) => {
        const result = await this.#snapshots.shareOtherwise(id, change);
        return result.kind === "ok" ? { kind: "ok", item: result.snapshot } : result;
      },
    });
    this.#tellRefusals("share", report);
  }

  trash(list: ManagedList<ListedSession>, sessions: readonly ListedSession[]): Promise<void> {
    return this.#remove(list, sessions, {
      operation: "trash",
      send: ({ id }) => this.#manage.deleteSession(id, { permanent: false }),
      done: manageWords.trashed,
      undo: ({ id }) => this.#manage.restoreSession(id),
    });
  }

  /** Their links stop working until it is undone. */
  deleteSnapshots(
    list: ManagedList<SnapshotMetadata>,
    snapshots: readonly SnapshotMetadata[],
  ): Promise<void> {
    return this.#remove(list, snapshots, {
      operation: "deleteSnapshot",
      send: ({ id }) => this.#snapshots.delete(id),
      done: manageWords.snapshotsDeleted,
      undo: ({ id }) => this.#snapshots.restore(id),
    });
  }

  restore(list: ManagedList<TrashedItem>, items: readonly TrashedItem[]): Promise<void> {
    return this.#remove(list, items, {
      operation: "trash",
      send: ({ kind, id }) =>
        kind === "session" ? this.#manage.restoreSession(id) : this.#snapshots.restore(id),
      done: manageWords.restored,
      undo: null,
    });
  }

  /** Sessions, for ever: whoever calls it has asked. */
  purge(list: ManagedList<TrashedItem>, sessions: readonly TrashedItem[]): Promise<void> {
    return this.#remove(list, sessions, {
      operation: "purge",
      send: ({ id }) => this.#manage.deleteSession(id, { permanent: true }),
      done: manageWords.purged,
      undo: null,
    });
  }

  forgetVisits<Item extends ListedItem>(list: ManagedList<Item>, visits: readonly Item[]): Promise<void> {
    return this.#remove(list, visits, {
      operation: "forgetVisit",
      send: ({ id }) => this.#manage.forgetVisit(id),
      done: manageWords.forgotten,
      undo: null,
    });
  }

  /** Out of this list. */
  async #remove<Item extends ListedItem>(
    list: ManagedList<Item>,
    items: readonly Item[],
    { operation, send, done, undo }: Removal<Item>,
  ): Promise<void> {
    const report = await list.change(items, { show: GONE, send });
    const bringBack =
      undo === null
        ? {}
        : { undo: (removed: readonly Item[]) => void this.#undo(list, removed, operation, undo) };
    this.#tell({ operation, report, done, ...bringBack });
  }

  async #undo<Item extends ListedItem>(
    list: ManagedList<Item>,
    items: readonly Item[],
    operation: string,
    send: (item: Item) => Promise<DeleteResult>,
  ): Promise<void> {
    const outcomes = await Promise.all(items.map(async (item) => ({ item, outcome: await send(item) })));
    await list.reload();
    const done = outcomes.flatMap(({ item, outcome }) => (outcome.kind === "ok" ? [item] : []));
    const refused = outcomes.flatMap(({ item, outcome }) =>
      outcome.kind === "ok" ? [] : [{ item, outcome }],
    );
    this.#tell({ operation, report: { done, refused }, done: manageWords.restored });
  }

  #tell<Item extends ListedItem>({ operation, report, done, undo }: Told<Item>): void {
    const titles = report.done.map(({ title }) => title);
    if (titles.length > 0) {
      const action = undo ? { action: { label: words.common.undo, onClick: () => undo(report.done) } } : {};
      this.#toasts.show({ operation, text: done(titles), tone: "done", ...action });
    }
    this.#tellRefusals(operation, report);
  }

  #tellRefusals<Item extends ListedItem>(operation: string, { refused }: ChangeReport<Item>): void {
    const [first] = refused;
    if (!first) return;
    const { outcome } = first;
    const reason = outcome.kind === "versionConflict" ? manageWords.changedElsewhere : refusalWords(outcome);
    this.#toasts.show({
      operation: `${operation} refused`,
      text: manageWords.refused(
        refused.map(({ item }) => item.title),
        reason,
      ),
      tone: "failure",
    });
  }
}
