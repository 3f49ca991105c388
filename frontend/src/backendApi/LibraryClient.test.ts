import { expect, test } from "vitest";

import { LibraryClient } from "./LibraryClient.ts";
import { ManageClient } from "./ManageClient.ts";
import { SnapshotsClient } from "./SnapshotsClient.ts";
import { createServiceClient } from "./serviceClient.ts";
import { FetchDouble, jsonAnswer, sessionWire } from "./testing/FetchDouble.ts";

function libraryOver(network: FetchDouble): LibraryClient {
  const client = createServiceClient({
    baseUrl: "http://service.test",
    fetch: network.fetch,
    deviceLabel: "Chrome on Linux",
    newCorrelationId: () => "made-here",
    onSignInEnded: () => {},
  });
  const options = { client, now: () => 0, pageSize: 8 };
  return new LibraryClient({
    manage: new ManageClient(options),
    snapshots: new SnapshotsClient(options),
  });
}

test("[L1] [L2] the newest sessions come first, a page at a time", async () => {
  const network = new FetchDouble().answers(jsonAnswer(200, { items: [sessionWire()], next_cursor: "next" }));

  const result = await libraryOver(network).sessions(null);

  expect(network.request.path).toBe(
    "/persistence/sessions?page_size=8&sort_direction=desc&sort_by=updated_at",
  );
  expect(result).toMatchObject({
    kind: "ok",
    page: { items: [{ title: "Stocks, 21 Nov" }], nextCursor: "next" },
  });
});

test("[L1] the next page is asked for by its cursor", async () => {
  const network = new FetchDouble().answers(jsonAnswer(200, { items: [], next_cursor: null }));

  await libraryOver(network).snapshots("a+b/c=");

  expect(new URLSearchParams(network.request.path.split("?")[1]).get("cursor")).toBe("a+b/c=");
});

test("[N5] a visited snapshot says whether its owner deleted it", async () => {
  const log = {
    snapshot_id: "snapshot0001",
    title: "For Ada",
    last_visited_at: "2026-11-21T14:00:00Z",
    visits: 3,
    snapshot_deleted: true,
  };
  const network = new FetchDouble().answers(jsonAnswer(200, { items: [log], next_cursor: null }));

  const result = await libraryOver(network).visited(null);

  expect(result.kind === "ok" && result.page.items).toEqual([
    {
      id: "snapshot0001",
      title: "For Ada",
      lastVisitedAt: Date.UTC(2026, 10, 21, 14),
      visits: 3,
      isDeleted: true,
    },
  ]);
});
