// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import type { ConflictRow } from "../../persistence/Comparison.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { ConflictDialog, type ConflictAnswer } from "./ConflictDialog.tsx";

installUiTesting();

const ROWS: readonly ConflictRow[] = [
  { key: "details/title", label: null, changed: "there", side: "theirs" },
  { key: "module m1", label: "Notes", changed: "both", side: "mine" },
  { key: "module m2", label: "Prices", changed: "both", side: null },
];
let chosen: string[] = [];

beforeEach(() => {
  chosen = [];
});

const NOW = new Date(2026, 10, 21, 14, 10).getTime();

function showConflict(
  rows: readonly ConflictRow[] | null = null,
  isServerReadOnly = false,
): ConflictAnswer[] {
  const answers: ConflictAnswer[] = [];
  renderUi(
    <ConflictDialog
      title="Drogon maps"
      mine={{ editedAt: new Date(2026, 10, 21, 14, 5).getTime(), device: "Chrome on Linux" }}
      server={{ savedAt: new Date(2026, 10, 21, 14, 2).getTime(), device: "Firefox on Mac" }}
      now={NOW}
      rows={rows}
      isServerReadOnly={isServerReadOnly}
      onChoose={(key, side) => chosen.push(`${key} ${side}`)}
      onAnswer={async (answer) => {
        answers.push(answer);
      }}
    />,
  );
  return answers;
}

test("[B4] both copies are named by device and time", () => {
  showConflict();

  const dialog = screen.getByRole("dialog", { name: "“Drogon maps” was changed in two places" });

  expect(dialog.textContent).toContain("edited 14:05Chrome on Linux");
  expect(dialog.textContent).toContain("saved 14:02 from Firefox on Mac");
});

test.each([
  ["Keep both (save mine as a copy)", "keepBoth"],
  ["Use the server's", "useServer"],
  ["Replace the server's with mine", "replaceServer"],
  ["Cancel", "cancel"],
])("[B4] “%s” answers %s", async (label, answer) => {
  const answers = showConflict();

  fireEvent.click(screen.getByRole("button", { name: label }));

  await screen.findByRole("button", { name: label });
  expect(answers).toEqual([answer]);
});

test("[B4] each choice says what becomes of the other copy", () => {
  showConflict();

  const replace = screen.getByRole("button", { name: "Replace the server's with mine" });

  const hint = document.getElementById(replace.getAttribute("aria-describedby") ?? "");
  expect(hint?.textContent).toBe("The server's copy stays in the history of this session.");
});

test("[B4] each part says who changed it and is chosen by itself", () => {
  showConflict(ROWS);

  const dialog = screen.getByRole("dialog");
  expect(dialog.textContent).toContain("Title changed there");
  expect(dialog.textContent).toContain("Notes changed in both");
  fireEvent.click(
    within(screen.getByRole("radiogroup", { name: "Take Prices from" })).getByRole("radio", {
      name: "Server",
    }),
  );
  expect(chosen).toEqual(["module m2 theirs"]);
});

test("[B4] merged is saved only when every part is decided", () => {
  showConflict(ROWS);

  expect(screen.getByRole("dialog").textContent).toContain("1 of 2 decided");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Save merged" }).disabled).toBe(true);
});

test("[B4] what is decided is saved merged", async () => {
  const answers = showConflict(
    ROWS.map(({ key, label, changed }) => ({ key, label, changed, side: "mine" })),
  );

  fireEvent.click(screen.getByRole("button", { name: "Save merged" }));
  await screen.findByRole("button", { name: "Save merged" });

  expect(screen.getByRole("dialog").textContent).toContain("2 of 2 decided");
  expect(answers).toEqual(["merge"]);
});

test("[B4] copies that cannot be told apart are still chosen as a whole", () => {
  showConflict(null);

  expect(screen.queryByRole("button", { name: "Save merged" })).toBeNull();
  expect(screen.getByRole("button", { name: "Use the server's" })).toBeDefined();
});

test("[C7] a copy of a newer version can be looked at or left alone, not merged and not replaced", () => {
  showConflict(null, true);

  const buttons = screen.getAllByRole("button").map(({ textContent }) => textContent);
  expect(buttons.filter(Boolean)).toEqual(["Keep both (save mine as a copy)", "Use the server's", "Cancel"]);
  expect(screen.getByText(/made with a newer version/)).toBeTruthy();
});
