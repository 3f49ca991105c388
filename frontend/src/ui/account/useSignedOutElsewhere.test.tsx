// @vitest-environment jsdom
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { SiblingTabs } from "../../activity/SiblingTabs.ts";
import type { DeviceKey } from "../../persistence/DeviceKey.ts";
import { deviceKeyOf } from "../../testing/deviceKeyOf.ts";
import { wipeDevice } from "../../testing/Tab.ts";
import { type Desk, type Services, ServicesContext } from "../Services.ts";
import { installUiTesting } from "../testing/renderUi.tsx";
import { Identity } from "./Identity.ts";
import { useSignedOutElsewhere } from "./useSignedOutElsewhere.ts";

installUiTesting();

const ADA = { kind: "ok", person: { userId: "ada", name: "ada", isAdministrator: false } } as const;

let channels: BroadcastChannel[];
let deviceKey: DeviceKey;
let identity: Identity;
let shelfReads: number;

beforeEach(async () => {
  await wipeDevice();
  channels = [];
  deviceKey = deviceKeyOf("ada");
  shelfReads = 0;
  identity = new Identity({
    account: {
      whoAmI: () => Promise.resolve(ADA),
      signIn: () => Promise.resolve(ADA),
      signOut: () => Promise.resolve({ kind: "ok" }),
    },
  });
  await identity.ask();
});

afterEach(() => {
  for (const channel of channels) channel.close();
});

function openTab(tabId: string): SiblingTabs {
  const channel = new BroadcastChannel("signed-out-elsewhere-test");
  channels.push(channel);
  return new SiblingTabs({ channel, locks: navigator.locks, tabId });
}

/** The page of the first tab is shown, and the second one signs out. */
function signOutElsewhere() {
  const shelf = { load: () => Promise.resolve((shelfReads += 1)) };
  const desk = { siblings: openTab("first"), deviceKey, shelf } as unknown as Desk;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ServicesContext value={{ identity } as unknown as Services}>{children}</ServicesContext>
  );
  const page = renderHook(() => useSignedOutElsewhere(desk), { wrapper });
  openTab("second").tellSignedOut();
  return page;
}

test("[B2] [B7] the key is locked, and the person is asked to sign in again in place", async () => {
  signOutElsewhere();

  await waitFor(() => expect(deviceKey.isLocked).toBe(true));
  expect(identity.state()).toMatchObject({ kind: "signedIn", signIn: "expired" });
  expect(shelfReads).toBe(1);
});

test("[B7] the key is used again as soon as they have, and not because they go on without", async () => {
  signOutElsewhere();
  await waitFor(() => expect(deviceKey.isLocked).toBe(true));

  identity.postpone();
  const postponed = deviceKey.isLocked;
  await identity.signIn("ada");

  expect([postponed, deviceKey.isLocked]).toEqual([true, false]);
});

test("[B2] a page that is gone hears nothing", async () => {
  const heard: string[] = [];
  const page = signOutElsewhere();
  page.unmount();
  openTab("third").subscribe(({ kind }) => heard.push(kind));
  openTab("fourth").tellSignedOut();

  await waitFor(() => expect(heard).toContain("signedOut"));

  expect(deviceKey.isLocked).toBe(false);
});
