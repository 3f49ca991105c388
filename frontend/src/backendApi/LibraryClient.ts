import type { SnapshotMetadata } from "../persistence/SessionMetadata.ts";
import type { ListedSession, ManageClient, VisitedSnapshot } from "./ManageClient.ts";
import type { PageResult } from "./pageResult.ts";
import type { SnapshotsClient } from "./SnapshotsClient.ts";

type LibraryClientOptions = { manage: ManageClient; snapshots: SnapshotsClient };

const NEWEST = { text: "", deleted: false, direction: "desc" } as const;

/** The lists of what a person has, without a choice: newest first, page by page. [L1] */
export class LibraryClient {
  readonly #manage: ManageClient;
  readonly #snapshots: SnapshotsClient;

  constructor({ manage, snapshots }: LibraryClientOptions) {
    this.#manage = manage;
    this.#snapshots = snapshots;
  }

  readonly sessions = (cursor: string | null): Promise<PageResult<ListedSession>> =>
    this.#manage.sessions(
      { ...NEWEST, tag: null, starredOnly: false, notOpenedSince: null, sortBy: "updated_at" },
      cursor,
    );

  readonly snapshots = (cursor: string | null): Promise<PageResult<SnapshotMetadata>> =>
    this.#snapshots.page({ ...NEWEST, sortBy: "created_at" }, cursor);

  readonly visited = (cursor: string | null): Promise<PageResult<VisitedSnapshot>> =>
    this.#manage.visited({ ...NEWEST, hideDeleted: false, sortBy: "last_visited_at" }, cursor);
}
