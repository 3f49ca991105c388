// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";

import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { Dialog } from "./Dialog.tsx";

installUiTesting();

/** Two dialogs, the second over the first. */
function Dialogs() {
  const [open, setOpen] = useState<readonly string[]>(["below", "above"]);
  return open.map((title) => (
    <Dialog key={title} title={title} onClose={() => setOpen(open.filter((each) => each !== title))}>
      <input aria-label={`Field of ${title}`} />
    </Dialog>
  ));
}

const titles = () => screen.queryAllByRole("dialog").map((dialog) => dialog.querySelector("h2")?.textContent);

test("[UX] Esc closes the dialog on top, and the next Esc the one below it", () => {
  renderUi(<Dialogs />);

  fireEvent.keyDown(document.body, { key: "Escape" });
  expect(titles()).toEqual(["below"]);
  fireEvent.keyDown(document.body, { key: "Escape" });

  expect(titles()).toEqual([]);
});

test("[UX] an open list of suggestions keeps Esc for itself", () => {
  renderUi(<Dialogs />);
  const field = screen.getByLabelText("Field of above");
  field.setAttribute("data-mantine-stop-propagation", "true");

  fireEvent.keyDown(field, { key: "Escape" });

  expect(titles()).toEqual(["below", "above"]);
});
