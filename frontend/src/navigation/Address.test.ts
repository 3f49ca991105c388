import { expect, test } from "vitest";

import { type Address, formatAddress, parseAddress } from "./Address.ts";

const ORIGIN = "http://127.0.0.1:8000";

test.each<[string, Address]>([
  ["/", { kind: "start" }],
  ["/?session=V1StGXR8_Z5j", { kind: "session", id: "V1StGXR8_Z5j" }],
  ["/?session=new", { kind: "newSession" }],
  ["/snapshot/V1StGXR8_Z5j", { kind: "snapshot", id: "V1StGXR8_Z5j" }],
  ["/snapshot/V1StGXR8_Z5j/", { kind: "snapshot", id: "V1StGXR8_Z5j" }],
  ["/survey", { kind: "survey" }],
  ["/survey/", { kind: "survey" }],
  ["/survey/other", { kind: "notFound" }],
  ["/studio", { kind: "studio", dataSet: null }],
  ["/studio/us-employment", { kind: "studio", dataSet: "us-employment" }],
  ["/studio/stocks/more", { kind: "notFound" }],
  ["/status", { kind: "status" }],
  ["/status/", { kind: "status" }],
  ["/manage", { kind: "manage", tab: "sessions" }],
  ["/manage?tab=trash", { kind: "manage", tab: "trash" }],
  ["/manage?tab=elsewhere", { kind: "notFound" }],
  ["/?session=", { kind: "notFound" }],
  ["/?session=../../etc", { kind: "notFound" }],
  ["/snapshot/short", { kind: "notFound" }],
  ["/snapshot/%ff%00%0d", { kind: "notFound" }],
  ["/nothing/here", { kind: "notFound" }],
])("[B5] %s", (address, expected) => {
  expect(parseAddress(new URL(address, ORIGIN))).toEqual(expected);
});

test("[B5] what is written is read again", () => {
  const addresses = [
    { kind: "start" },
    { kind: "newSession" },
    { kind: "session", id: "V1StGXR8_Z5j" },
    { kind: "snapshot", id: "V1StGXR8_Z5j" },
    { kind: "manage", tab: "sessions" },
    { kind: "manage", tab: "visited" },
    { kind: "survey" },
    { kind: "studio", dataSet: null },
    { kind: "studio", dataSet: "stocks" },
    { kind: "status" },
  ] as const;
  for (const address of addresses) {
    expect(parseAddress(new URL(formatAddress(address), ORIGIN))).toEqual(address);
  }
});
