// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { ConflictDialog, type ConflictAnswer } from "./ConflictDialog.tsx";

installUiTesting();

const NOW = new Date(2026, 10, 21, 14, 10).getTime();

function showConflict(): ConflictAnswer[] {
  const answers: ConflictAnswer[] = [];
  renderUi(
    <ConflictDialog
      title="Drogon maps"
      mine={{ editedAt: new Date(2026, 10, 21, 14, 5).getTime(), device: "Chrome on Linux" }}
      server={{ savedAt: new Date(2026, 10, 21, 14, 2).getTime(), device: "Firefox on Mac" }}
      now={NOW}
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
