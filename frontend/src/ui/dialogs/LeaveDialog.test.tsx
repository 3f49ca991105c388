// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";

import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { LeaveDialog, type LeaveAnswer } from "./LeaveDialog.tsx";

installUiTesting();

function Leaving({ answers }: { answers: LeaveAnswer[] }) {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsAsked(true)}>
        Leave
      </button>
      {isAsked && (
        <LeaveDialog
          title="Drogon maps"
          isKept
          onAnswer={(answer) => {
            answers.push(answer);
            setIsAsked(false);
          }}
        />
      )}
    </>
  );
}

function askToLeave(): LeaveAnswer[] {
  const answers: LeaveAnswer[] = [];
  renderUi(<Leaving answers={answers} />);
  const opener = screen.getByRole("button", { name: "Leave" });
  opener.focus();
  fireEvent.click(opener);
  return answers;
}

test("[B5] leaving names the work and says that it stays on this device", () => {
  askToLeave();

  const dialog = screen.getByRole("dialog", { name: "Save changes to “Drogon maps”?" });

  expect(dialog.textContent).toContain("Unsaved changes stay on this device until you save or discard them.");
});

test.each([
  ["Save", "save"],
  ["Don't save", "dontSave"],
  ["Cancel", "cancel"],
])("[B5] the button “%s” answers %s", (button, answer) => {
  const answers = askToLeave();

  fireEvent.click(screen.getByRole("button", { name: button }));

  expect(answers).toEqual([answer]);
});

test("[B5] Esc closes without choosing and gives the focus back to the opener", () => {
  const answers = askToLeave();

  fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });

  expect(answers).toEqual(["cancel"]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Leave" }));
});

test("[B2] where the draft could not be written, leaving says what would be lost", () => {
  renderUi(<LeaveDialog title="Drogon maps" isKept={false} onAnswer={() => {}} />);

  expect(screen.getByRole("dialog").textContent).toContain("Without saving they are lost.");
});
