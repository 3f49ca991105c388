// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import type { SharingChange } from "../../backendApi/SnapshotsClient.ts";
import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { SharedLink } from "./SharedLink.tsx";
import { SNAPSHOT } from "./testing/snapshot.ts";

const NOW = new Date(2026, 10, 21, 14, 2).getTime();

installUiTesting();

function show(snapshot = SNAPSHOT, visitors: number | null = 0): SharingChange[] {
  const changes: SharingChange[] = [];
  renderUi(
    <SharedLink
      snapshot={snapshot}
      now={NOW}
      allowsPublic={false}
      visitors={visitors}
      onChange={(change) => changes.push(change)}
      onRevoke={() => {}}
    />,
  );
  return changes;
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

test("[N1] [N4] the link is selected, and the number of visitors is said in words", () => {
  show();

  const link = screen.getByRole<HTMLInputElement>("textbox", { name: "Link" });
  expect(link.value.slice(link.selectionStart ?? 0, link.selectionEnd ?? 0)).toBe(SNAPSHOT.url);
  expect(screen.getByText("Opened by 0 people")).toBeTruthy();
});

test("[N2] it is paused, or resumed where it is paused", () => {
  const paused = show();
  press("Pause");
  expect(paused).toEqual([{ isPaused: true }]);
});

test("[N2] one that is paused says so and is resumed", () => {
  const changes = show({ ...SNAPSHOT, isPaused: true });
  expect(screen.getByText("Paused. Nobody can open it until you resume it.")).toBeTruthy();

  press("Resume");

  expect(changes).toEqual([{ isPaused: false }]);
});

test("[N2] who and until are changed together, when they are applied", () => {
  const changes = show();
  press("Change…");
  expect(document.activeElement).toBe(
    screen.getByRole("radio", { name: "Anyone signed in who has the link" }),
  );
  fireEvent.click(screen.getByRole("radio", { name: "Only you" }));
  fireEvent.change(screen.getByLabelText("Until"), { target: { value: "date" } });
  fireEvent.change(screen.getByLabelText("Last day"), { target: { value: "2026-11-28" } });
  expect(changes).toEqual([]);

  press("Apply");

  const end = new Date(2026, 10, 29).getTime() - 1;
  expect(changes).toEqual([{ audience: "owner", expiresAt: end }]);
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Change…" }));
});

test("[N2] an end that nobody chose anew stays as it is, to the minute", () => {
  const changes = show({ ...SNAPSHOT, expiresAt: new Date(2026, 10, 28, 15, 17).getTime() });
  press("Change…");
  fireEvent.click(screen.getByRole("radio", { name: "Only you" }));

  press("Apply");

  expect(changes).toEqual([{ audience: "owner" }]);
});
