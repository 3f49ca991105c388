import type { Refusal } from "../persistence/SessionBackend.ts";
import { answerOf, unconditional } from "./answer.ts";
import { refusalOfRead } from "./refusal.ts";
import type { ServiceClient } from "./serviceClient.ts";

export type DayOfVisits = {
  /** "2026-11-21", in UTC. */
  readonly day: string;
  readonly visits: number;
  readonly visitors: number;
};

export type Visitor = {
  readonly id: string;
  readonly visits: number;
  /** Milliseconds since 1970. */
  readonly lastVisitedAt: number;
};

/** Who opened a snapshot, without its owner. [N4] */
export type SnapshotVisits = {
  readonly visits: number;
  readonly visitors: number;
  /** Days on which somebody opened it, of the last 90. */
  readonly days: readonly DayOfVisits[];
  /** The first page of them. */
  readonly list: readonly Visitor[];
};

export type VisitsResult = { kind: "ok"; visits: SnapshotVisits } | Refusal;

const VISITORS_SHOWN = 50;

/** What the owner of a snapshot may know of its visits. [N4] */
export class VisitsClient {
  readonly #client: ServiceClient;
  readonly #now: () => number;

  constructor({ client, now }: { client: ServiceClient; now: () => number }) {
    this.#client = client;
    this.#now = now;
  }

  /** How many people besides the owner opened it; null where it cannot be known now. */
  readonly count = async (snapshotId: string): Promise<number | null> => {
    const call = this.#client.GET("/persistence/snapshots/{snapshot_id}/visits", {
      params: { path: { snapshot_id: snapshotId }, query: { page_size: 1 } },
    });
    const answer = await answerOf(call, this.#now);
    return answer.kind === "ok" ? answer.data.visitors : null;
  };

  async read(snapshotId: string): Promise<VisitsResult> {
    const call = this.#client.GET("/persistence/snapshots/{snapshot_id}/visits", {
      params: { path: { snapshot_id: snapshotId }, query: { page_size: VISITORS_SHOWN } },
    });
    const answer = unconditional(await answerOf(call, this.#now));
    if (answer.kind !== "ok") return refusalOfRead(answer);
    const { visits, visitors, days, items } = answer.data;
    const list = items
      .filter((visitor) => !visitor.is_owner)
      .map((visitor) => ({
        id: visitor.visitor_id,
        visits: visitor.visits,
        lastVisitedAt: Date.parse(visitor.last_visited_at),
      }));
    return { kind: "ok", visits: { visits, visitors, days, list } };
  }
}
