// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";

import type { RecoverableDraft } from "../../recovery/RecoverableDraft.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { RecoverDialog } from "./RecoverDialog.tsx";

installUiTesting();

const NOW = new Date(2026, 10, 21, 14, 5).getTime();

function draftOf(title: string, server: RecoverableDraft["server"]): RecoverableDraft {
  const sessionId = server.kind === "neverSaved" ? null : "session00001";
  return { draftId: title, title, sessionId, editedAt: NOW - 12 * 60_000, sizeBytes: 43_008, server };
}

function offer(...drafts: RecoverableDraft[]): string[] {
  const done: string[] = [];
  renderUi(
    <RecoverDialog
      drafts={{ drafts, damaged: [] }}
      now={NOW}
      onOpen={(draft) => done.push(`open ${draft.draftId}`)}
      onDiscard={(draft) => done.push(`discard ${draft.draftId}`)}
      onKeep={() => done.push("keep")}
    />,
  );
  return done;
}

test.each<[string, RecoverableDraft["server"]]>([
  ["never saved to the server", { kind: "neverSaved" }],
  [
    "server copy from 13:40",
    { kind: "saved", updatedAt: new Date(2026, 10, 21, 13, 40).getTime(), savedBy: "", isNewer: false },
  ],
  [
    "newer server copy from 14:01 (Firefox on Mac)",
    {
      kind: "saved",
      updatedAt: new Date(2026, 10, 21, 14, 1).getTime(),
      savedBy: "Firefox on Mac",
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
