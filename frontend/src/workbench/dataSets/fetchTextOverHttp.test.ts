import { expect, test } from "vitest";

import { fetchTextOverHttp } from "./fetchTextOverHttp.ts";

const address = "http://bench.test/assets/stocks.csv";

test("the text of a file is what its address answers", async () => {
  const asked: string[] = [];
  const fetchText = fetchTextOverHttp(async ({ url }) => {
    asked.push(url);
    return new Response("symbol,price");
  });

  expect(await fetchText(address)).toBe("symbol,price");
  expect(asked).toEqual([address]);
});

test("an address without a file is told with its status", async () => {
  const fetchText = fetchTextOverHttp(async () => new Response("", { status: 404 }));

  await expect(fetchText(address)).rejects.toMatchObject({ problem: { kind: "notFetched", status: 404 } });
});

test("a connection that fails is told without one", async () => {
  const fetchText = fetchTextOverHttp(() => Promise.reject(new TypeError("Failed to fetch")));

  await expect(fetchText(address)).rejects.toMatchObject({ problem: { kind: "notFetched", status: null } });
});
