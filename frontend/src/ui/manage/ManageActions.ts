import type { ManageClient } from "../../backendApi/ManageClient.ts";
import type { DeleteResult } from "../../persistence/SessionBackend.ts";
import type { SessionMetadata, SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import type { Toasts } from "../feedback/Toasts.tsx";
import { refusalWords } from "../wording/refusalWords.ts";
import { words } from "../words.ts";
import type { ChangeReport, ListedItem, ManagedList } from "./ManagedList.ts";
import { manageWords } from "./words.ts";

type ManageActionsOptions = { client: ManageClient; toasts: Toasts };

type Told<Item> = {
  operation: string;
  report: ChangeReport<Item>;
  done: (titles: readonly string[]) => string;
  undo?: (items: readonly Item[]) => void;
};

type Undoing = {
  operation: string;
  send: (id: string) => Promise<DeleteResult>;
  done: (titles: readonly string[]) => string;
};

const GONE = () => null;

/** What a person can do with what is listed; each action shows at once and tells what came of it. */
export class ManageActions {
  readonly #client: ManageClient;
  readonly #toasts: Toasts;

  constructor({ client, toasts }: ManageActionsOptions) {
    this.#client = client;
    this.#toasts = toasts;
  }

  /** Its outcome is in sight, so only a refusal is told. */
  async star(list: ManagedList<SessionMetadata>, session: SessionMetadata, starred: boolean): Promise<void> {
    const report = await list.change([session], {
      show: (each) => ({ ...each, starred }),
      send: async (each) => sessionOutcome(await this.#client.change(each, { starred })),
    });
    this.#tellRefusals("star", report);
  }

  /** @param tagsOf the tags that a session has afterwards. */
  async tag(
    list: ManagedList<SessionMetadata>,
    sessions: readonly SessionMetadata[],
    tagsOf: (session: SessionMetadata) => readonly string[],
  ): Promise<void> {
    const report = await list.change(sessions, {
      show: (each) => ({ ...each, tags: tagsOf(each) }),
      send: async (each) => sessionOutcome(await this.#client.change(each, { tags: tagsOf(each) })),
    });
    this.#tell({ operation: "tag", report, done: manageWords.tagged });
  }

  async trash(list: ManagedList<SessionMetadata>, sessions: readonly SessionMetadata[]): Promise<void> {
    const report = await list.change(sessions, {
      show: GONE,
      send: ({ id }) => this.#client.deleteSession(id, { permanent: false }),
    });
    const undo = (trashed: readonly SessionMetadata[]) =>
      void this.#undo(list, trashed, {
        operation: "trash",
        send: (id) => this.#client.restoreSession(id),
        done: manageWords.restored,
      });
    this.#tell({ operation: "trash", report, done: manageWords.trashed, undo });
  }

  async restore(list: ManagedList<SessionMetadata>, sessions: readonly SessionMetadata[]): Promise<void> {
    const report = await list.change(sessions, {
      show: GONE,
      send: ({ id }) => this.#client.restoreSession(id),
    });
    this.#tell({ operation: "trash", report, done: manageWords.restored });
  }

  /** For ever: whoever calls it has asked. */
  async purge(list: ManagedList<SessionMetadata>, sessions: readonly SessionMetadata[]): Promise<void> {
    const report = await list.change(sessions, {
      show: GONE,
      send: ({ id }) => this.#client.deleteSession(id, { permanent: true }),
    });
    this.#tell({ operation: "purge", report, done: manageWords.purged });
  }

  /** Their links stop working until it is undone. */
  async deleteSnapshots(
    list: ManagedList<SnapshotMetadata>,
    snapshots: readonly SnapshotMetadata[],
  ): Promise<void> {
    const report = await list.change(snapshots, {
      show: GONE,
      send: ({ id }) => this.#client.deleteSnapshot(id),
    });
    const undo = (deleted: readonly SnapshotMetadata[]) =>
      void this.#undo(list, deleted, {
        operation: "deleteSnapshot",
        send: (id) => this.#client.restoreSnapshot(id),
        done: manageWords.snapshotsRestored,
      });
    this.#tell({ operation: "deleteSnapshot", report, done: manageWords.snapshotsDeleted, undo });
  }

  async forgetVisits<Item extends ListedItem>(
    list: ManagedList<Item>,
    visits: readonly Item[],
  ): Promise<void> {
    const report = await list.change(visits, {
      show: GONE,
      send: ({ id }) => this.#client.forgetVisit(id),
    });
    this.#tell({ operation: "forgetVisit", report, done: manageWords.forgotten });
  }

  async #undo<Item extends ListedItem>(
    list: ManagedList<Item>,
    items: readonly Item[],
    { operation, send, done: told }: Undoing,
  ): Promise<void> {
    const outcomes = await Promise.all(items.map(async (item) => ({ item, outcome: await send(item.id) })));
    await list.reload();
    const done = outcomes.flatMap(({ item, outcome }) => (outcome.kind === "ok" ? [item] : []));
    const refused = outcomes.flatMap(({ item, outcome }) =>
      outcome.kind === "ok" ? [] : [{ item, outcome }],
    );
    this.#tell({ operation, report: { done, refused }, done: told });
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

function sessionOutcome(result: Awaited<ReturnType<ManageClient["change"]>>) {
  return result.kind === "ok" ? ({ kind: "ok", item: result.metadata } as const) : result;
}
