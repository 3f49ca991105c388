// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { TitleField } from "./TitleField.tsx";

installUiTesting();

function typeTitle(text: string): { field: HTMLInputElement; renamed: string[] } {
  const renamed: string[] = [];
  renderUi(<TitleField title="Stocks, 21 Nov" onRename={(title) => renamed.push(title)} />);
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Session title" });
  field.focus();
  fireEvent.change(field, { target: { value: text } });
  return { field, renamed };
}

test("[C6] Enter keeps the title, without spaces around it", () => {
  const { field, renamed } = typeTitle("  Drogon maps ");

  fireEvent.keyDown(field, { key: "Enter" });

  expect(renamed).toEqual(["Drogon maps"]);
});

test("Esc takes back what was typed", () => {
  const { field, renamed } = typeTitle("Something else");

  fireEvent.keyDown(field, { key: "Escape" });

  expect(renamed).toEqual([]);
  expect(field.value).toBe("Stocks, 21 Nov");
});

test.each([
  ["nothing but spaces", "   "],
  ["51 characters", "x".repeat(51)],
  ["a character that turns the reading direction", "abc\u202Edef"],
])("[C6] %s is said to be wrong and never becomes the title", (_, text) => {
  const { field, renamed } = typeTitle(text);

  fireEvent.keyDown(field, { key: "Enter" });
  expect(field.getAttribute("aria-invalid")).toBe("true");
  fireEvent.blur(field);

  expect(renamed).toEqual([]);
});

test("[C6] characters are counted as code points: 50 emoji are a title", () => {
  const { field, renamed } = typeTitle("🐕".repeat(50));

  fireEvent.keyDown(field, { key: "Enter" });

  expect(renamed).toEqual(["🐕".repeat(50)]);
});
