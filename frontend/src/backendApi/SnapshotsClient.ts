import type { DeleteResult, SnapshotWriteResult } from "../persistence/SessionBackend.ts";
import type { Sharing, SnapshotMetadata } from "../persistence/SessionMetadata.ts";
import { answerOf, unconditional } from "./answer.ts";
import { doneResult } from "./doneResult.ts";
import { type PageResult, pageParameters, pageResult, type SortDirection } from "./pageResult.ts";
import { refusalOfWrite } from "./refusal.ts";
import type { ServiceClient } from "./serviceClient.ts";
import { snapshotFromWire } from "./wire.ts";

export type SnapshotSort = "created_at" | "title";

export type SnapshotQuery = {
  /** In the title or the description, whatever its case; empty is every one. */
  text: string;
  /** The trash instead of what is in use. */
  deleted: boolean;
  sortBy: SnapshotSort;
  direction: SortDirection;
};

/** What is left out stays. */
export type SharingChange = Partial<Sharing> & { readonly isPaused?: boolean };

type SnapshotsClientOptions = { client: ServiceClient; now: () => number; pageSize: number };

/** The person's own snapshots: found, shared otherwise, deleted and brought back. [N2] [N3] [L1] */
export class SnapshotsClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;
  readonly #pageSize: number;

  constructor({ client, now, pageSize }: SnapshotsClientOptions) {
    this.#client = client;
    this.#now = now;
    this.#pageSize = pageSize;
  }

  async page(query: SnapshotQuery, cursor: string | null): Promise<PageResult<SnapshotMetadata>> {
    const { text, deleted, sortBy, direction } = query;
    const call = this.#client.GET("/persistence/snapshots", {
      params: {
        query: {
          ...pageParameters(this.#pageSize, cursor, direction),
          sort_by: sortBy,
          ...(text === "" ? {} : { filter_text: text }),
          ...(deleted ? { deleted: true } : {}),
        },
      },
    });
    return pageResult(await answerOf(call, this.#now), snapshotFromWire);
  }

  /** The content can never change; who may open it, until when, and whether at all for now, can. [N2] */
  async shareOtherwise(id: string, change: SharingChange): Promise<SnapshotWriteResult> {
    const { audience, expiresAt, isPaused } = change;
    const call = this.#client.PATCH("/persistence/snapshots/{snapshot_id}", {
      params: { path: { snapshot_id: id } },
      body: {
        ...(audience === undefined ? {} : { audience }),
        ...(expiresAt === undefined ? {} : { expires_at: isoOf(expiresAt) }),
        ...(isPaused === undefined ? {} : { paused: isPaused }),
      },
    });
    const answer = unconditional(await answerOf(call, this.#now));
    return answer.kind === "ok"
      ? { kind: "ok", snapshot: snapshotFromWire(answer.data) }
      : refusalOfWrite(answer, false, null);
  }

  /** To the trash: its link opens no longer. */
  async delete(id: string): Promise<DeleteResult> {
    const call = this.#client.DELETE("/persistence/snapshots/{snapshot_id}", {
      params: { path: { snapshot_id: id } },
    });
    return doneResult(await answerOf(call, this.#now));
  }

  async restore(id: string): Promise<DeleteResult> {
    const call = this.#client.POST("/persistence/snapshots/{snapshot_id}/restore", {
      params: { path: { snapshot_id: id } },
    });
    return doneResult(await answerOf(call, this.#now));
  }
}

function isoOf(moment: number | null): string | null {
  return moment === null ? null : new Date(moment).toISOString();
}
