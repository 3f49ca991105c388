import type { ListedSession, ManageClient } from "../../backendApi/ManageClient.ts";
import type { Page, PageResult } from "../../backendApi/pageResult.ts";
import type { SnapshotsClient } from "../../backendApi/SnapshotsClient.ts";
import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";

/** Something that was deleted and can come back. */
export type TrashedItem = {
  readonly kind: "session" | "snapshot";
  readonly id: string;
  readonly title: string;
  readonly sizeBytes: number;
  readonly deletedAt: number;
};

const DAY_MS = 24 * 60 * 60 * 1000;
/** Cursors of the second list, told from those of the first. */
const OF_SNAPSHOTS = "snapshots:";

type TrashSources = { manage: Pick<ManageClient, "sessions">; snapshots: Pick<SnapshotsClient, "page"> };

/** One list of both: the sessions, last deleted first, then the snapshots. */
export async function trashPage(
  { manage, snapshots }: TrashSources,
  text: string,
  cursor: string | null,
): Promise<PageResult<TrashedItem>> {
  const asked = { text, deleted: true, direction: "desc" } as const;
  const snapshotsFrom = async (from: string | null, before: readonly TrashedItem[]) => {
    const result = await snapshots.page({ ...asked, sortBy: "created_at" }, from);
    return result.kind === "ok" ? pageOf("snapshot", result.page, before) : result;
  };
  if (cursor?.startsWith(OF_SNAPSHOTS)) return snapshotsFrom(cursor.slice(OF_SNAPSHOTS.length), []);
  const result = await manage.sessions(
    { ...asked, tag: null, starredOnly: false, notOpenedSince: null, sortBy: "updated_at" },
    cursor,
  );
  if (result.kind !== "ok") return result;
  const found = pageOf("session", result.page, []);
  return found.page.nextCursor === null ? snapshotsFrom(null, found.page.items) : found;
}

/** Days until it is deleted for ever, the one that has begun included. */
export function daysLeft({ deletedAt }: TrashedItem, trashDays: number, now: number): number {
  return Math.max(0, Math.ceil((deletedAt + trashDays * DAY_MS - now) / DAY_MS));
}

function pageOf(
  kind: TrashedItem["kind"],
  { items, nextCursor }: Page<ListedSession | SnapshotMetadata>,
  before: readonly TrashedItem[],
) {
  const trashed = items.map(({ id, title, sizeBytes, deletedAt }) => ({
    kind,
    id,
    title,
    sizeBytes,
    // The list of the deleted has only what says when it was deleted.
    deletedAt: deletedAt ?? 0,
  }));
  const next = nextCursor !== null && kind === "snapshot" ? OF_SNAPSHOTS + nextCursor : nextCursor;
  return { kind: "ok", page: { items: [...before, ...trashed], nextCursor: next } } as const;
}
