import { expect, test } from "vitest";

import { createServiceClient } from "./serviceClient.ts";
import { errorAnswer, FetchDouble } from "./testing/FetchDouble.ts";
import { VisitsClient } from "./VisitsClient.ts";

test("[N4] a count that cannot be read is unknown, never zero", async () => {
  const network = new FetchDouble().answers(errorAnswer(503, "database_unavailable"));
  const client = createServiceClient({
    baseUrl: "http://service.test",
    fetch: network.fetch,
    deviceLabel: "Chrome on Linux",
    newCorrelationId: () => "made-here",
    onSignInEnded: () => {},
  });

  const visitors = await new VisitsClient({ client, now: () => 0 }).count("snapshot0001");

  expect(visitors).toBeNull();
});
