// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import type { SnapshotMetadata } from "../../persistence/SessionMetadata.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { ShareForm, type ShareOutcome, type ShareRequest } from "./ShareForm.tsx";
import { SNAPSHOT } from "./testing/snapshot.ts";

const NOW = new Date(2026, 10, 21, 14, 2).getTime();
const DAY_MS = 24 * 60 * 60 * 1000;
const CREATED: ShareOutcome = { kind: "created", snapshot: SNAPSHOT };

installUiTesting();

function ask(outcome: ShareOutcome, { savesFirst = false, allowsPublic = false } = {}) {
  const asked: ShareRequest[] = [];
  const made: SnapshotMetadata[] = [];
  renderUi(
    <ShareForm
      defaultTitle="Stocks, 21 Nov"
      savesFirst={savesFirst}
      now={NOW}
      allowsPublic={allowsPublic}
      onCreate={async (request) => {
        asked.push(request);
        return outcome;
      }}
      onCreated={(snapshot) => made.push(snapshot)}
      onCancel={() => {}}
    />,
  );
  return { asked, made };
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const choose = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test("[N2] the first line says in words who can open it and until when, as it is chosen", () => {
  ask(CREATED);
  const sentence = screen.getByRole("status");
  expect(sentence.textContent).toBe("Anyone signed in who has the link can open it.");

  fireEvent.click(screen.getByRole("radio", { name: "Only you" }));
  choose("Until", "7");

  expect(sentence.textContent).toBe("Only you can open it until 28 Nov, 14:02.");
});

test("[N2] title and note are sent without spaces around them, with who and until", async () => {
  const { asked, made } = ask(CREATED);
  choose("Title of the snapshot", "  For Ada ");
  choose("Note", " Look at 2008 ");
  choose("Until", "1");

  press("Create snapshot");

  await expect.poll(() => made).toEqual([SNAPSHOT]);
  expect(asked).toEqual([
    {
      title: "For Ada",
      note: "Look at 2008",
      sharing: { audience: "signed_in", expiresAt: NOW + DAY_MS },
    },
  ]);
});

test("[N2] a day that is over is refused before anything is asked", () => {
  const { asked } = ask(CREATED);
  choose("Until", "date");
  choose("Last day", "2026-11-20");

  expect(screen.getByText("Choose today or a day to come")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Create snapshot" })).toHaveProperty("disabled", true);
  expect(asked).toEqual([]);
});

test("[N2] people who are not signed in can be let in only where the administrator allows it", () => {
  ask(CREATED);
  expect(screen.queryByRole("radio", { name: /without signing in/ })).toBeNull();
});

test("[N2] where it is allowed, it can be chosen", () => {
  ask(CREATED, { allowsPublic: true });
  expect(screen.getByRole("radio", { name: /without signing in/ })).toBeTruthy();
});

test("the button says that unsaved changes are saved first", () => {
  ask(CREATED, { savesFirst: true });
  expect(screen.getByRole("button", { name: "Save and share" })).toBeTruthy();
});

test("[B8] a failure is an alert, and the question stays for another try", async () => {
  ask({ kind: "failed", userMessage: "The server is busy." });

  press("Create snapshot");

  expect((await screen.findByRole("alert")).textContent).toContain("The server is busy.");
  expect(screen.getByRole("button", { name: "Create snapshot" })).toBeTruthy();
});
