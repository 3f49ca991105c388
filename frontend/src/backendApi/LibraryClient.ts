import type { SessionMetadata, SnapshotMetadata } from "../persistence/SessionMetadata.ts";
import { answerOf } from "./answer.ts";
import { type PageResult, pageResult } from "./pageResult.ts";
import type { ServiceClient } from "./serviceClient.ts";
import { sessionFromWire, snapshotFromWire } from "./wire.ts";

/** A snapshot that the person opened, as their own access log remembers it. [N5] */
export type VisitedSnapshot = {
  snapshotId: string;
  title: string;
  /** Milliseconds since 1970. */
  lastVisitedAt: number;
  isDeleted: boolean;
};

type LibraryClientOptions = { client: ServiceClient; now: () => number; pageSize: number };

/** The lists of what a person has: newest first, page by page. [L1] */
export class LibraryClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;
  readonly #pageSize: number;

  constructor({ client, now, pageSize }: LibraryClientOptions) {
    this.#client = client;
    this.#now = now;
    this.#pageSize = pageSize;
  }

  readonly sessions = async (cursor: string | null): Promise<PageResult<SessionMetadata>> => {
    const query = { ...this.#page(cursor), sort_by: "updated_at", sort_direction: "desc" } as const;
    const call = this.#client.GET("/persistence/sessions", { params: { query } });
    return pageResult(await answerOf(call, this.#now), sessionFromWire);
  };

  readonly snapshots = async (cursor: string | null): Promise<PageResult<SnapshotMetadata>> => {
    const query = { ...this.#page(cursor), sort_by: "created_at", sort_direction: "desc" } as const;
    const call = this.#client.GET("/persistence/snapshots", { params: { query } });
    return pageResult(await answerOf(call, this.#now), snapshotFromWire);
  };

  readonly visited = async (cursor: string | null): Promise<PageResult<VisitedSnapshot>> => {
    const query = { ...this.#page(cursor), sort_by: "last_visited_at", sort_direction: "desc" } as const;
    const call = this.#client.GET("/persistence/snapshot_access_logs", { params: { query } });
    return pageResult(await answerOf(call, this.#now), (log) => ({
      snapshotId: log.snapshot_id,
      title: log.title,
      lastVisitedAt: Date.parse(log.last_visited_at),
      isDeleted: log.snapshot_deleted,
    }));
  };

  /** How many people besides the owner opened a snapshot of the caller's [N4]; null where it cannot be known now. */
  readonly countVisitors = async (snapshotId: string): Promise<number | null> => {
    const call = this.#client.GET("/persistence/snapshots/{snapshot_id}/visits", {
      params: { path: { snapshot_id: snapshotId }, query: { page_size: 1 } },
    });
    const answer = await answerOf(call, this.#now);
    return answer.kind === "ok" ? answer.data.visitors : null;
  };

  #page(cursor: string | null): { page_size: number; cursor?: string } {
    return cursor === null ? { page_size: this.#pageSize } : { page_size: this.#pageSize, cursor };
  }
}
