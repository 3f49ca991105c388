import type { Refusal, UnknownOutcome, DeleteResult } from "../persistence/SessionBackend.ts";
import type { SessionMetadata } from "../persistence/SessionMetadata.ts";
import { answerOf, unconditional } from "./answer.ts";
import { doneResult } from "./doneResult.ts";
import { type PageResult, pageParameters, pageResult, type SortDirection } from "./pageResult.ts";
import { refusalOfWrite } from "./refusal.ts";
import type { components } from "./schema.ts";
import type { ServiceClient } from "./serviceClient.ts";
import { isSessionWire, momentOf, sessionFromWire } from "./wire.ts";

type SessionWire = components["schemas"]["SessionMetadata"];

export type SessionSort = "updated_at" | "last_opened_at" | "created_at" | "title" | "size_bytes";
export type VisitSort = "last_visited_at" | "visits" | "title";

export type SessionQuery = {
  /** In the title or the description, whatever its case; empty is every one. */
  text: string;
  tag: string | null;
  starredOnly: boolean;
  /** Only those that were last opened before this moment; milliseconds since 1970. [S10] */
  notOpenedSince: number | null;
  /** The trash instead of what is in use. */
  deleted: boolean;
  sortBy: SessionSort;
  direction: SortDirection;
};

export type VisitQuery = { text: string; hideDeleted: boolean; sortBy: VisitSort; direction: SortDirection };

/** A session with what only lists tell. Times are milliseconds since 1970. */
export type ListedSession = SessionMetadata & {
  /** By its owner, on whichever device; exact to an hour. [S10] */
  readonly lastOpenedAt: number;
  /** Null where it is not in the trash. */
  readonly deletedAt: number | null;
};

export type SessionChangeResult =
  | { kind: "ok"; item: ListedSession }
  | { kind: "versionConflict"; current: ListedSession }
  | UnknownOutcome
  | Refusal;

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

/** Finds, sorts and changes the sessions that a person has and the snapshots that they visited, without opening them. [L1] [L2] [L3] */
export class ManageClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;
  readonly #pageSize: number;

  constructor({ client, now, pageSize }: ManageClientOptions) {
    this.#client = client;
    this.#now = now;
    this.#pageSize = pageSize;
  }

  async sessions(query: SessionQuery, cursor: string | null): Promise<PageResult<ListedSession>> {
    const { text, tag, starredOnly, notOpenedSince, deleted, sortBy, direction } = query;
    const call = this.#client.GET("/persistence/sessions", {
      params: {
        query: {
          ...pageParameters(this.#pageSize, cursor, direction),
          sort_by: sortBy,
          ...(text === "" ? {} : { filter_text: text }),
          ...(tag === null ? {} : { filter_tag: tag }),
          ...(starredOnly ? { filter_starred: true } : {}),
          ...(notOpenedSince === null
            ? {}
            : { filter_last_opened_to: new Date(notOpenedSince).toISOString() }),
          ...(deleted ? { deleted: true } : {}),
        },
      },
    });
    return pageResult(await answerOf(call, this.#now), listedFromWire);
  }

  async visited(query: VisitQuery, cursor: string | null): Promise<PageResult<VisitedSnapshot>> {
    const { text, hideDeleted, sortBy, direction } = query;
    const call = this.#client.GET("/persistence/snapshot_access_logs", {
      params: {
        query: {
          ...pageParameters(this.#pageSize, cursor, direction),
          sort_by: sortBy,
          ...(text === "" ? {} : { filter_text: text }),
          ...(hideDeleted ? { filter_snapshot_deleted: false } : {}),
        },
      },
    });
    return pageResult(await answerOf(call, this.#now), visitFromWire);
  }

  /** Refused where the session was changed elsewhere since *session* was listed. [S3] */
  async change(session: ListedSession, change: SessionChange): Promise<SessionChangeResult> {
    const { tags, starred } = change;
    const call = this.#client.PATCH("/persistence/sessions/{session_id}", {
      params: { path: { session_id: session.id }, header: { "If-Match": session.etag } },
      body: { ...(tags ? { tags: [...tags] } : {}), ...(starred === undefined ? {} : { starred }) },
    });
    const answer = unconditional(await answerOf(call, this.#now));
    if (answer.kind === "ok") return { kind: "ok", item: listedFromWire(answer.data) };
    if (answer.kind === "refused" && answer.status === PRECONDITION_FAILED) {
      const { current } = answer.envelope.technicalDetails;
      if (isSessionWire(current)) return { kind: "versionConflict", current: listedFromWire(current) };
    }
    return refusalOfWrite(answer, false, null);
  }

  /** To the trash, or away at once and for ever. */
  async deleteSession(id: string, { permanent }: { permanent: boolean }): Promise<DeleteResult> {
    const call = this.#client.DELETE("/persistence/sessions/{session_id}", {
      params: { path: { session_id: id }, query: permanent ? { permanent } : {} },
    });
    return doneResult(await answerOf(call, this.#now));
  }

  async restoreSession(id: string): Promise<DeleteResult> {
    const call = this.#client.POST("/persistence/sessions/{session_id}/restore", {
      params: { path: { session_id: id } },
    });
    return doneResult(await answerOf(call, this.#now));
  }

  /** Forgets that the person opened a snapshot; nothing else is touched. */
  async forgetVisit(snapshotId: string): Promise<DeleteResult> {
    const call = this.#client.DELETE("/persistence/snapshot_access_logs/{snapshot_id}", {
      params: { path: { snapshot_id: snapshotId } },
    });
    return doneResult(await answerOf(call, this.#now));
  }
}

function listedFromWire(wire: SessionWire): ListedSession {
  return {
    ...sessionFromWire(wire),
    lastOpenedAt: Date.parse(wire.last_opened_at),
    deletedAt: momentOf(wire.deleted_at),
  };
}

export function visitFromWire(wire: components["schemas"]["AccessLogMetadata"]): VisitedSnapshot {
  return {
    id: wire.snapshot_id,
    title: wire.title,
    lastVisitedAt: Date.parse(wire.last_visited_at),
    visits: wire.visits,
    isDeleted: wire.snapshot_deleted,
  };
}
