import { describe, expect, test } from "vitest";

import { type ListedSession, ManageClient, type SessionQuery } from "./ManageClient.ts";
import { createServiceClient } from "./serviceClient.ts";
import { errorAnswer, FetchDouble, jsonAnswer, sessionWire } from "./testing/FetchDouble.ts";
import { sessionFromWire } from "./wire.ts";

function clientOver(network: FetchDouble): ManageClient {
  const client = createServiceClient({
    baseUrl: "http://service.test",
    fetch: network.fetch,
    deviceLabel: "Chrome on Linux",
    newCorrelationId: () => "made-here",
    onSignInEnded: () => {},
  });
  return new ManageClient({ client, now: () => 0, pageSize: 100 });
}

const EVERYTHING: SessionQuery = {
  text: "",
  tag: null,
  starredOnly: false,
  notOpenedSince: null,
  deleted: false,
  sortBy: "updated_at",
  direction: "desc",
};

const LISTED: ListedSession = { ...sessionFromWire(sessionWire()), lastOpenedAt: 0, deletedAt: null };

const askedFor = (network: FetchDouble) =>
  Object.fromEntries(new URLSearchParams(network.request.path.split("?")[1]));

describe("[L3] what is looked for", () => {
  test("is only named where it leaves something out", async () => {
    const network = new FetchDouble().answers(jsonAnswer(200, { items: [], next_cursor: null }));

    await clientOver(network).sessions(EVERYTHING, null);

    expect(askedFor(network)).toEqual({ page_size: "100", sort_direction: "desc", sort_by: "updated_at" });
  });

  test("goes to the service with every filter, sort and the cursor", async () => {
    const network = new FetchDouble().answers(jsonAnswer(200, { items: [], next_cursor: null }));
    const query: SessionQuery = {
      text: "drogon",
      tag: "map",
      starredOnly: true,
      notOpenedSince: Date.UTC(2026, 7, 23),
      deleted: true,
      sortBy: "size_bytes",
      direction: "asc",
    };

    await clientOver(network).sessions(query, "next");

    expect(askedFor(network)).toEqual({
      page_size: "100",
      sort_direction: "asc",
      sort_by: "size_bytes",
      filter_text: "drogon",
      filter_tag: "map",
      filter_starred: "true",
      filter_last_opened_to: "2026-08-23T00:00:00.000Z",
      deleted: "true",
      cursor: "next",
    });
  });

  test("[N5] visited snapshots that were deleted can be left out", async () => {
    const network = new FetchDouble().answers(jsonAnswer(200, { items: [], next_cursor: null }));

    await clientOver(network).visited(
      { text: "", hideDeleted: true, sortBy: "visits", direction: "desc" },
      null,
    );

    expect(askedFor(network)).toMatchObject({ filter_snapshot_deleted: "false", sort_by: "visits" });
  });
});

describe("[S3] a change names the state that was listed", () => {
  test("by its ETag, and sends only what changes", async () => {
    const network = new FetchDouble().answers(jsonAnswer(200, sessionWire()));

    const result = await clientOver(network).change(LISTED, { starred: true });

    expect(network.request.headers.get("If-Match")).toBe(LISTED.etag);
    expect(JSON.parse(network.request.body)).toEqual({ starred: true });
    expect(result).toMatchObject({ kind: "ok" });
  });

  test("and where it was changed elsewhere, the newest state comes back", async () => {
    const current = { ...sessionWire(), title: "Changed elsewhere" };
    const network = new FetchDouble().answers(errorAnswer(412, "version_conflict", { current }));

    const result = await clientOver(network).change(LISTED, { tags: ["map"] });

    expect(result).toMatchObject({ kind: "versionConflict", current: { title: "Changed elsewhere" } });
  });
});

test("[S10] a listed session says when it was last opened, and when it was deleted", async () => {
  const wire = sessionWire({ last_opened_at: "2026-11-20T09:00:00Z", deleted_at: "2026-11-21T09:00:00Z" });
  const network = new FetchDouble().answers(jsonAnswer(200, { items: [wire], next_cursor: null }));

  const result = await clientOver(network).sessions(EVERYTHING, null);

  expect(result).toMatchObject({
    page: { items: [{ lastOpenedAt: Date.UTC(2026, 10, 20, 9), deletedAt: Date.UTC(2026, 10, 21, 9) }] },
  });
});

test("only deleting for ever says that it is permanent", async () => {
  const network = new FetchDouble().answers(
    new Response(null, { status: 204 }),
    new Response(null, { status: 204 }),
  );
  const client = clientOver(network);

  await client.deleteSession("session00001", { permanent: false });
  await client.deleteSession("session00001", { permanent: true });

  expect(network.sent.map(({ path }) => path)).toEqual([
    "/persistence/sessions/session00001",
    "/persistence/sessions/session00001?permanent=true",
  ]);
});
