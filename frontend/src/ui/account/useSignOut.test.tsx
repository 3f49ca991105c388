// @vitest-environment jsdom
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test } from "vitest";

import { FakeTimers } from "../../testing/FakeTimers.ts";
import { MemoryBackend } from "../../testing/MemoryBackend.ts";
import { Tab, wipeDevice } from "../../testing/Tab.ts";
import { type Desk, type Services, ServicesContext } from "../Services.ts";
import { installUiTesting } from "../testing/renderUi.tsx";
import { useSignOut } from "./useSignOut.ts";

installUiTesting();

let tab: Tab;
let steps: string[];

beforeEach(async () => {
  await wipeDevice();
  tab = new Tab({ backend: new MemoryBackend(), timers: new FakeTimers() });
  steps = [];
});

function shown({ isReachable = true } = {}) {
  const noted = (step: string) => async (): Promise<void> => void steps.push(step);
  const services = {
    identity: { signOut: async () => ({ kind: isReachable ? "ok" : "unreachable", retryAfterMs: null }) },
    router: { reset: noted("leave") },
    toasts: { show: noted("say so") },
  } as unknown as Services;
  const desk = {
    sessions: tab.manager,
    drafts: tab.drafts,
    siblings: { tellSignedOut: noted(`tell others, ${tab.deviceKey.isLocked ? "locked" : "before"}`) },
    memory: { forget: noted("forget what stood beside") },
    studio: { drafts: { forget: noted("forget lists"), count: () => Promise.resolve(0) } },
    survey: { outbox: { count: () => Promise.resolve(0) } },
  } as unknown as Desk;
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ServicesContext value={services}>{children}</ServicesContext>
  );
  return renderHook(() => useSignOut(desk), { wrapper });
}

test("[B2] the other tabs are told before anything is destroyed, and the key goes last", async () => {
  await tab.openNew({ text: "one" });
  const { result } = shown();
  const forget = tab.deviceKey.subscribe(() => steps.push("destroy the key"));

  await act(() => result.current.signOut());
  forget();

  expect(steps).toEqual([
    "tell others, before",
    "forget what stood beside",
    "forget lists",
    "destroy the key",
    "leave",
  ]);
});

test("a sign-out that did not reach the service is told to nobody else, and destroys nothing", async () => {
  const { result } = shown({ isReachable: false });

  await act(() => result.current.signOut());

  expect(steps).toEqual(["say so"]);
  expect(tab.deviceKey.isLocked).toBe(false);
});

test("[B2] whoever has nothing unsaved is not asked", async () => {
  await tab.openSaved();
  const { result } = shown();

  act(() => result.current.ask());

  await waitFor(() => expect(steps).toContain("leave"));
});

test("[B2] drafts are asked about before they go", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "two" });
  const { result } = shown();

  act(() => result.current.ask());

  await waitFor(() => expect(result.current.draftCount).toBe(1));
  expect(steps).toEqual([]);
});

test("[B2] so is work that this device does not keep, which only the page has", async () => {
  await tab.openSaved();
  tab.source.edit({ text: "two" });
  tab.deviceKey.lock();
  const { result } = shown();

  act(() => result.current.ask());

  await waitFor(() => expect([result.current.draftCount, steps]).not.toEqual([null, []]));
  expect(result.current.draftCount).toBe(1);
  expect(steps).toEqual([]);
});
