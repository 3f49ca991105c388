import type { Refusal, UnknownOutcome, WriteResult, DeleteResult } from "../persistence/SessionBackend.ts";
import type { SessionMetadata, SnapshotMetadata } from "../persistence/SessionMetadata.ts";
import { answerOf, unconditional, type Answer } from "./answer.ts";
import { type PageResult, pageResult } from "./pageResult.ts";
import { refusalOfWrite } from "./refusal.ts";
import type { components } from "./schema.ts";
import type { ServiceClient } from "./serviceClient.ts";
import { isSessionWire, sessionFromWire, snapshotFromWire } from "./wire.ts";

export type SortDirection = "asc" | "desc";
export type SessionSort = "updated_at" | "created_at" | "title" | "size_bytes";
export type SnapshotSort = "created_at" | "title";
export type VisitSort = "last_visited_at" | "visits" | "title";

export type SessionQuery = {
  /** In the title or the description, whatever its case; empty is every one. */
  text: string;
  tag: string | null;
  starredOnly: boolean;
  /** The trash instead of what is in use. */
  deleted: boolean;
  sortBy: SessionSort;
  direction: SortDirection;
};

export type SnapshotQuery = { text: string; sortBy: SnapshotSort; direction: SortDirection };
export type VisitQuery = { text: string; hideDeleted: boolean; sortBy: VisitSort; direction: SortDirection };

/** A snapshot that the person opened. Times are milliseconds since 1970. */
export type VisitedSnapshot = {
  readonly id: string;
  readonly title: string;
  readonly lastVisitedAt: number;
  readonly visits: number;
  readonly isDeleted: boolean;
};

/** What may be changed of a session without a new version. */
export type SessionChange = { readonly tags?: readonly string[]; readonly starred?: boolean };

type ManageClientOptions = { client: ServiceClient; now: () => number; pageSize: number };

const PRECONDITION_FAILED = 412;

/** Finds, sorts and changes everything that a person has, without opening it. [L1] [L2] [L3] */
export class ManageClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;
  readonly #pageSize: number;

  constructor({ client, now, pageSize }: ManageClientOptions) {
    this.#client = client;
    this.#now = now;
    this.#pageSize = pageSize;
  }

  async sessions(query: SessionQuery, cursor: string | null): Promise<PageResult<SessionMetadata>> {
    const { text, tag, starredOnly, deleted, sortBy, direction } = query;
    const call = this.#client.GET("/persistence/sessions", {
      params: {
        query: {
          ...this.#page(cursor, direction),
          sort_by: sortBy,
          ...(text === "" ? {} : { filter_text: text }),
          ...(tag === null ? {} : { filter_tag: tag }),
          ...(starredOnly ? { filter_starred: true } : {}),
          ...(deleted ? { deleted: true } : {}),
        },
      },
    });
    return pageResult(await answerOf(call, this.#now), sessionFromWire);
  }

  async snapshots(query: SnapshotQuery, cursor: string | null): Promise<PageResult<SnapshotMetadata>> {
    const { text, sortBy, direction } = query;
    const call = this.#client.GET("/persistence/snapshots", {
      params: {
        query: {
          ...this.#page(cursor, direction),
          sort_by: sortBy,
          ...(text === "" ? {} : { filter_text: text }),
        },
      },
    });
    return pageResult(await answerOf(call, this.#now), snapshotFromWire);
  }

  async visited(query: VisitQuery, cursor: string | null): Promise<PageResult<VisitedSnapshot>> {
    const { text, hideDeleted, sortBy, direction } = query;
    const call = this.#client.GET("/persistence/snapshot_access_logs", {
      params: {
        query: {
          ...this.#page(cursor, direction),
          sort_by: sortBy,
          ...(text === "" ? {} : { filter_text: text }),
          ...(hideDeleted ? { filter_snapshot_deleted: false } : {}),
        },
      },
    });
    return pageResult(await answerOf(call, this.#now), visitFromWire);
  }

  /** Refused where the session was changed elsewhere since *session* was listed. [S3] */
  async change(session: SessionMetadata, change: SessionChange): Promise<WriteResult> {
    const { tags, starred } = change;
    const call = this.#client.PATCH("/persistence/sessions/{session_id}", {
      params: { path: { session_id: session.id }, header: { "If-Match": session.etag } },
      body: { ...(tags ? { tags: [...tags] } : {}), ...(starred === undefined ? {} : { starred }) },
    });
    const answer = unconditional(await answerOf(call, this.#now));
    if (answer.kind === "ok") return { kind: "ok", metadata: sessionFromWire(answer.data) };
    if (answer.kind === "refused" && answer.status === PRECONDITION_FAILED) {
      const { current } = answer.envelope.technicalDetails;
      if (isSessionWire(current)) return { kind: "versionConflict", current: sessionFromWire(current) };
    }
    return refusalOfWrite(answer, false, null);
  }

  /** To the trash, or away at once and for ever. */
  async deleteSession(id: string, { permanent }: { permanent: boolean }): Promise<DeleteResult> {
    const call = this.#client.DELETE("/persistence/sessions/{session_id}", {
      params: { path: { session_id: id }, query: permanent ? { permanent } : {} },
    });
    return this.#done(await answerOf(call, this.#now));
  }

  async restoreSession(id: string): Promise<DeleteResult> {
    const call = this.#client.POST("/persistence/sessions/{session_id}/restore", {
      params: { path: { session_id: id } },
    });
    return this.#done(await answerOf(call, this.#now));
  }

  async deleteSnapshot(id: string): Promise<DeleteResult> {
    const call = this.#client.DELETE("/persistence/snapshots/{snapshot_id}", {
      params: { path: { snapshot_id: id } },
    });
    return this.#done(await answerOf(call, this.#now));
  }

  async restoreSnapshot(id: string): Promise<DeleteResult> {
    const call = this.#client.POST("/persistence/snapshots/{snapshot_id}/restore", {
      params: { path: { snapshot_id: id } },
    });
    return this.#done(await answerOf(call, this.#now));
  }

  /** Forgets that the person opened a snapshot; nothing else is touched. */
  async forgetVisit(snapshotId: string): Promise<DeleteResult> {
    const call = this.#client.DELETE("/persistence/snapshot_access_logs/{snapshot_id}", {
      params: { path: { snapshot_id: snapshotId } },
    });
    return this.#done(await answerOf(call, this.#now));
  }

  #done(raw: Answer<unknown>): { kind: "ok" } | Refusal | UnknownOutcome {
    const answer = unconditional(raw);
    return answer.kind === "ok" ? { kind: "ok" } : refusalOfWrite(answer, false, null);
  }

  #page(cursor: string | null, direction: SortDirection) {
    const page = { page_size: this.#pageSize, sort_direction: direction };
    return cursor === null ? page : { ...page, cursor };
  }
}

function visitFromWire(wire: components["schemas"]["AccessLogMetadata"]): VisitedSnapshot {
  return {
    id: wire.snapshot_id,
    title: wire.title,
    lastVisitedAt: Date.parse(wire.last_visited_at),
    visits: wire.visits,
    isDeleted: wire.snapshot_deleted,
  };
}
