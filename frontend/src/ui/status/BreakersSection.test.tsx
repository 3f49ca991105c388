// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import type { BreakerRow } from "./breakerRows.ts";
import { BreakersSection } from "./BreakersSection.tsx";

installUiTesting();

const BROWSER: BreakerRow = {
  serviceName: null,
  name: "This browser to the service",
  state: { text: "Open until 14:02:30", tone: "problem" },
  failures: null,
  calls: 5,
  refused: 2,
  opened: 1,
  isResettable: true,
};
const DATABASE: BreakerRow = { ...BROWSER, serviceName: "database", name: "The service to its database" };

function show(isAdministrator: boolean, rows = [BROWSER, DATABASE]): BreakerRow[] {
  const closed: BreakerRow[] = [];
  renderUi(
    <BreakersSection
      order={2}
      rows={rows}
      isAdministrator={isAdministrator}
      onReset={(row) => closed.push(row)}
    />,
  );
  return closed;
}

const buttons = () => screen.queryAllByRole("button").map((button) => button.getAttribute("aria-label"));

test("[R2] an administrator may close every one of them", () => {
  const closed = show(true);

  fireEvent.click(screen.getByRole("button", { name: "Close: The service to its database" }));

  expect(closed).toEqual([DATABASE]);
  expect(buttons()).toEqual(["Close: This browser to the service", "Close: The service to its database"]);
});

test("[R2] everybody else may close that of their own browser, sees the others, and is told why", () => {
  show(false);

  expect(buttons()).toEqual(["Close: This browser to the service"]);
  expect(screen.getByRole("rowheader", { name: "The service to its database" })).toBeTruthy();
  expect(screen.getByText(/Only administrators/)).toBeTruthy();
});

test("[R2] where there is nothing to close, nothing can be pressed", () => {
  show(true, [{ ...BROWSER, isResettable: false }]);

  expect(screen.getByRole<HTMLButtonElement>("button").disabled).toBe(true);
});
