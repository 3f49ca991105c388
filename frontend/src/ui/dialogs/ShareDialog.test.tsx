// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { ShareDialog, type ShareOutcome } from "./ShareDialog.tsx";

installUiTesting();

function share(outcome: ShareOutcome): string[] {
  const titles: string[] = [];
  renderUi(
    <ShareDialog
      defaultTitle="Stocks, 21 Nov"
      onClose={() => {}}
      onCreate={async (title) => {
        titles.push(title);
        return outcome;
      }}
    />,
  );
  return titles;
}

test("[N1] afterwards the link is selected and the number of visitors is said in words", async () => {
  share({ kind: "created", url: "http://127.0.0.1:8000/snapshot/abcdefghijkl", visitors: 0 });

  fireEvent.click(screen.getByRole("button", { name: "Create snapshot" }));

  const link = await screen.findByRole<HTMLInputElement>("textbox", { name: "Link" });
  expect(link.value.slice(link.selectionStart ?? 0, link.selectionEnd ?? 0)).toBe(link.value);
  expect(screen.getByText("Opened by 0 people")).toBeTruthy();
});

test("the title is prefilled and sent without spaces around it", async () => {
  const titles = share({
    kind: "created",
    url: "http://127.0.0.1:8000/snapshot/abcdefghijkl",
    visitors: null,
  });

  fireEvent.change(screen.getByRole("textbox", { name: "Title of the snapshot" }), {
    target: { value: "  For Ada " },
  });
  fireEvent.click(screen.getByRole("button", { name: "Create snapshot" }));

  await screen.findByRole("textbox", { name: "Link" });
  expect(titles).toEqual(["For Ada"]);
});

test("[B8] a failure is an alert, and the dialog stays for another try", async () => {
  share({ kind: "failed", userMessage: "The server is busy." });

  fireEvent.click(screen.getByRole("button", { name: "Create snapshot" }));

  expect((await screen.findByRole("alert")).textContent).toContain("The server is busy.");
  expect(screen.getByRole("button", { name: "Create snapshot" })).toBeTruthy();
});
