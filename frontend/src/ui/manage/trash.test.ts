import { expect, test } from "vitest";

import type { ListedSession } from "../../backendApi/ManageClient.ts";
import type { Page, PageResult } from "../../backendApi/pageResult.ts";
import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { daysLeft, type TrashedItem, trashPage } from "./trash.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

const listed = (...ids: string[]) => ids.map((id) => ({ id, title: id, sizeBytes: 1, deletedAt: 5 }));

/** Pages by the cursor that asks for them; "" is the first. */
function sources(
  sessions: Record<string, [string[], string | null]>,
  snapshots: Record<string, [string[], string | null]>,
) {
  const from = <Item>(pages: Record<string, [string[], string | null]>) => {
    return async (_: unknown, cursor: string | null): Promise<PageResult<Item>> => {
      const [ids, nextCursor] = pages[cursor ?? ""] ?? [[], null];
      return { kind: "ok", page: { items: listed(...ids), nextCursor } as unknown as Page<Item> };
    };
  };
  return {
    manage: { sessions: from<ListedSession>(sessions) },
    snapshots: { page: from<SnapshotMetadata>(snapshots) },
  };
}

async function walked(trash: ReturnType<typeof sources>): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const result: PageResult<TrashedItem> = await trashPage(trash, "", cursor);
    if (result.kind !== "ok") throw new Error(result.kind);
    found.push(...result.page.items.map(({ kind, id }) => `${kind} ${id}`));
    cursor = result.page.nextCursor;
  } while (cursor !== null);
  return found;
}

test("[L1] every session and every snapshot of the trash is in one list, once", async () => {
  const trash = sources(
    { "": [["a", "b"], "more"], more: [["c"], null] },
    { "": [["d"], "more"], more: [["e"], null] },
  );

  expect(await walked(trash)).toEqual(["session a", "session b", "session c", "snapshot d", "snapshot e"]);
});

test("a trash without sessions shows its snapshots at once", async () => {
  const result = await trashPage(sources({}, { "": [["d"], null] }), "", null);

  expect(result).toMatchObject({ page: { items: [{ kind: "snapshot", deletedAt: 5 }], nextCursor: null } });
});

test("what cannot be read is a failure and never an empty trash", async () => {
  const refused = { kind: "unreachable", retryAfterMs: null } as const;
  const { manage } = sources({}, {});

  expect(await trashPage({ manage, snapshots: { page: async () => refused } }, "", null)).toBe(refused);
});

test("[N3] the day that has begun counts as a day that is left", () => {
  const item: TrashedItem = { kind: "session", id: "a", title: "a", sizeBytes: 1, deletedAt: 0 };

  expect([0, 1, 29 * DAY_MS, 30 * DAY_MS, 31 * DAY_MS].map((now) => daysLeft(item, 30, now))).toEqual([
    30, 30, 1, 0, 0,
  ]);
});
