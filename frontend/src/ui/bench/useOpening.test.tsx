// @vitest-environment jsdom
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, test } from "vitest";

import { FakeTimers, settled } from "../../testing/FakeTimers.ts";
import { MemoryBackend } from "../../testing/MemoryBackend.ts";
import { Tab, wipeDevice } from "../../testing/Tab.ts";
import type { Opening } from "../routing/Router.ts";
import { type Services, ServicesContext } from "../Services.ts";
import { installUiTesting } from "../testing/renderUi.tsx";
import { useOpening } from "./useOpening.ts";

installUiTesting();

let backend: MemoryBackend;
let tab: Tab;

beforeEach(async () => {
  await wipeDevice();
  backend = new MemoryBackend();
  tab = new Tab({ backend, timers: new FakeTimers() });
});

/** What an opening takes from the application. */
const SERVICES: Pick<Services, "workbenchParts" | "clock"> = {
  clock: () => 0,
  workbenchParts: {
    createId: () => "id",
    now: () => 0,
    fetchText: () => Promise.reject(new Error("unused")),
  },
};

function opened(opening: Opening) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ServicesContext value={SERVICES as Services}>{children}</ServicesContext>
  );
  return renderHook(() => useOpening({ sessions: tab.manager }, opening), { wrapper });
}

async function savedSession(): Promise<string> {
  const page = opened({ kind: "empty" });
  await waitFor(() => expect(page.result.current.kind).toBe("restoredEmpty"));
  await tab.session.save();
  const id = tab.session.sessionId ?? "";
  page.unmount();
  await tab.manager.close();
  return id;
}

test("[B11] a session is restored once, however often its page is drawn", async () => {
  const id = await savedSession();
  backend.calls.length = 0;
  const page = opened({ kind: "saved", sessionId: id });
  const before = page.result.current.kind;
  await waitFor(() => expect(page.result.current.kind).toBe("restored"));
  const shown = page.result.current;

  page.rerender();

  expect(before).toBe("restoring");
  expect(page.result.current).toBe(shown);
  expect(backend.calls).toEqual(["read"]);
});

test("[B11] a session that begins here is restored empty, and stays open when it is saved", async () => {
  const page = opened({ kind: "empty" });
  await waitFor(() => expect(page.result.current.kind).toBe("restoredEmpty"));
  const shown = page.result.current;
  backend.calls.length = 0;

  await tab.session.save();
  page.rerender();

  expect(page.result.current).toBe(shown);
  expect(backend.calls).not.toContain("read");
});

test("[B11] a session that cannot be opened is restored with the error", async () => {
  const page = opened({ kind: "saved", sessionId: "missing-0001" });

  await waitFor(() =>
    expect(page.result.current).toEqual({ kind: "restoredWithError", failure: { kind: "notFound" } }),
  );
});

test("[B11] [B5] what opens only after its page was left is closed", async () => {
  const id = await savedSession();
  const answer = backend.hold();
  const page = opened({ kind: "saved", sessionId: id });
  page.unmount();

  answer();
  await waitFor(() => expect(tab.audit.entries.at(-1)?.operation).toBe("open"));
  await settled();

  expect(tab.manager.orchestrator).toBeNull();
});
