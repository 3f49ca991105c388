// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { DraftComparison } from "../../recovery/DraftComparer.ts";
import type { RecoverableDraft, ServerCopy } from "../../recovery/RecoverableDraft.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { RecoverDialog } from "./RecoverDialog.tsx";

installUiTesting();

const NOW = new Date(2026, 10, 21, 14, 5).getTime();

function draftOf(title: string, server: RecoverableDraft["server"]): RecoverableDraft {
  const sessionId = server.kind === "neverSaved" ? null : "session00001";
  return { draftId: title, title, sessionId, editedAt: NOW - 12 * 60_000, sizeBytes: 43_008, server };
}

function copyOf(hour: number, minute: number, savedBy: string): ServerCopy {
  const updatedAt = new Date(2026, 10, 21, hour, minute).getTime();
  const details = { title: "Drogon maps", description: "", tags: [] };
  return { ...details, id: "session00001", version: 3, updatedAt, savedBy, sizeBytes: 40_960 };
}

const NOT_COMPARED: DraftComparison = { kind: "notCompared" };
const COMPARED: DraftComparison = {
  kind: "compared",
  rows: [
    { key: "module a", label: "Line chart", changed: "here", side: "mine" },
    { key: "details/title", label: null, changed: "both", side: null },
  ],
};

function offer(...drafts: RecoverableDraft[]): string[] {
  return offerCompared(NOT_COMPARED, ...drafts);
}

function offerCompared(comparison: DraftComparison, ...drafts: RecoverableDraft[]): string[] {
  const done: string[] = [];
  renderUi(
    <RecoverDialog
      drafts={{ drafts, damaged: [] }}
      now={NOW}
      onOpen={(draft) => done.push(`open ${draft.draftId}`)}
      onDiscard={(draft) => done.push(`discard ${draft.draftId}`)}
      compare={() => Promise.resolve(comparison)}
      onKeep={() => done.push("keep")}
    />,
  );
  return done;
}

test.each<[string, RecoverableDraft["server"]]>([
  ["never saved to the server", { kind: "neverSaved" }],
  ["server copy from 13:40", { kind: "saved", copy: copyOf(13, 40, ""), isNewer: false }],
  [
    "newer server copy from 14:01 (Firefox on Mac)",
    {
      kind: "saved",
      copy: copyOf(14, 1, "Firefox on Mac"),
      isNewer: true,
    },
  ],
  ["not on the server any more", { kind: "gone" }],
  ["the server copy could not be read", { kind: "unknown" }],
])("[B3] a draft is offered with title, time, size and “%s”", (words, server) => {
  offer(draftOf("Drogon maps", server));

  const dialog = screen.getByRole("dialog", { name: "Recover your work?" });

  expect(dialog.textContent).toContain(`Drogon mapsedited 12 min ago on this device · ${words} · 42 KB`);
});

test("[B3] each draft has its own buttons, described by its title", () => {
  const done = offer(draftOf("Drogon maps", { kind: "neverSaved" }), draftOf("Stocks", { kind: "gone" }));

  const rows = screen.getAllByRole("listitem");
  fireEvent.click(within(rows[1]!).getByRole("button", { name: "Open draft", description: "Stocks" }));
  fireEvent.click(within(rows[0]!).getByRole("button", { name: "Discard", description: "Drogon maps" }));

  expect(done).toEqual(["open Stocks", "discard Drogon maps"]);
});

test("[B3] closing the dialog keeps every draft", () => {
  const done = offer(draftOf("Drogon maps", { kind: "neverSaved" }));

  fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });

  expect(done).toEqual(["keep"]);
});

test("[B3] comparing shows both copies and what differs, and hides it again", async () => {
  const server = { kind: "saved", copy: copyOf(14, 1, "Firefox on Mac"), isNewer: true } as const;
  offerCompared(COMPARED, draftOf("Drogon maps", server));
  const button = screen.getByRole("button", { name: "Compare", description: "Drogon maps" });
  await screen.findByText(/2 parts differ/);

  fireEvent.click(button);

  const differences = screen.getByRole("region", { name: "What differs in “Drogon maps”" });
  expect(differences.textContent).toContain("This device: edited 13:53, 42 KB");
  expect(differences.textContent).toContain("Server: saved 14:01 from Firefox on Mac, 40 KB");
  expect(
    within(differences)
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent),
  ).toEqual(["Line chart changed on this device", "Title changed in both"]);
  expect(button.getAttribute("aria-expanded")).toBe("true");
  fireEvent.click(button);
  expect(screen.queryByRole("region")).toBeNull();
});

test("[B3] copies that cannot be compared say so, and the draft can be opened all the same", async () => {
  const done = offer(draftOf("Drogon maps", { kind: "saved", copy: copyOf(14, 1, ""), isNewer: false }));

  fireEvent.click(screen.getByRole("button", { name: "Compare" }));
  expect(await screen.findByText(/cannot be compared now/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Open draft" }));

  expect(done).toEqual(["open Drogon maps"]);
});

test("[B3] what was never saved has nothing to be compared with", () => {
  offer(draftOf("Drogon maps", { kind: "neverSaved" }));

  expect(screen.queryByRole("button", { name: "Compare" })).toBeNull();
});
