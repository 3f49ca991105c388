import { expect, test } from "vitest";

import { createServiceClient } from "./serviceClient.ts";
import { type SharingChange, SnapshotsClient } from "./SnapshotsClient.ts";
import { errorAnswer, FetchDouble, jsonAnswer } from "./testing/FetchDouble.ts";

const WIRE = {
  id: "snapshot0001",
  title: "For Ada",
  description: "",
  created_at: "2026-11-21T14:00:00Z",
  size_bytes: 12,
  session_id: null,
  session_version: null,
  url: "/snapshot/snapshot0001",
  audience: "owner",
  expires_at: "2026-11-28T00:00:00Z",
  is_paused: true,
  deleted_at: null,
};

function clientOver(network: FetchDouble): SnapshotsClient {
  const client = createServiceClient({
    baseUrl: "http://service.test",
    fetch: network.fetch,
    deviceLabel: "Chrome on Linux",
    newCorrelationId: () => "made-here",
    onSignInEnded: () => {},
  });
  return new SnapshotsClient({ client, now: () => 0, pageSize: 100 });
}

test("[N2] the trash is asked for by name, and who may open a snapshot comes with it", async () => {
  const network = new FetchDouble().answers(jsonAnswer(200, { items: [WIRE], next_cursor: "next" }));

  const result = await clientOver(network).page(
    { text: "ada", deleted: true, sortBy: "title", direction: "asc" },
    null,
  );

  expect(Object.fromEntries(new URLSearchParams(network.request.path.split("?")[1]))).toEqual({
    page_size: "100",
    sort_direction: "asc",
    sort_by: "title",
    filter_text: "ada",
    deleted: "true",
  });
  expect(result).toMatchObject({
    page: {
      items: [{ audience: "owner", expiresAt: Date.UTC(2026, 10, 28), isPaused: true, deletedAt: null }],
      nextCursor: "next",
    },
  });
});

test.each<[SharingChange, unknown]>([
  [{ isPaused: true }, { paused: true }],
  [{ audience: "owner" }, { audience: "owner" }],
  [{ expiresAt: null }, { expires_at: null }],
  [{ expiresAt: Date.UTC(2026, 10, 28) }, { expires_at: "2026-11-28T00:00:00.000Z" }],
])("[N2] only what changes is sent: %j", async (change, sent) => {
  const network = new FetchDouble().answers(jsonAnswer(200, WIRE));

  const result = await clientOver(network).shareOtherwise("snapshot0001", change);

  expect(JSON.parse(network.request.body)).toEqual(sent);
  expect(result).toMatchObject({ kind: "ok", snapshot: { title: "For Ada" } });
});

test("[N3] what was deleted meanwhile is told apart from what never was", async () => {
  const network = new FetchDouble().answers(errorAnswer(410, "snapshot_deleted"));

  const result = await clientOver(network).shareOtherwise("snapshot0001", { isPaused: true });

  expect(result).toMatchObject({ kind: "gone", code: "snapshot_deleted" });
});
