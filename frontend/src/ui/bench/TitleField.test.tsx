// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";

import { installUiTesting, renderUi } from "../testing/renderUi.tsx";
import { TitleField } from "./TitleField.tsx";

installUiTesting();

/** A session that has the title it was given last. */
function Session({ titles }: { titles: string[] }) {
  const [title, setTitle] = useState(titles[0] ?? "");
  const rename = (next: string): void => {
    titles.push(next);
    setTitle(next);
  };
  return <TitleField title={title} onRename={rename} />;
}

function typeTitle(...texts: string[]): { field: HTMLInputElement; title: () => string | undefined } {
  const titles = ["Stocks, 21 Nov"];
  renderUi(<Session titles={titles} />);
  const field = screen.getByRole<HTMLInputElement>("textbox", { name: "Session title" });
  field.focus();
  for (const text of texts) fireEvent.change(field, { target: { value: text } });
  return { field, title: () => titles.at(-1) };
}

test("[C6] Enter keeps the title, without spaces around it", () => {
  const { field, title } = typeTitle("  Drogon maps ");

  fireEvent.keyDown(field, { key: "Enter" });

  expect(title()).toBe("Drogon maps");
  expect(field.value).toBe("Drogon maps");
});

test("[B2] a title is the session's as it is typed: whoever saves or goes Back in the field takes it along", () => {
  const { field, title } = typeTitle("Dro", "Drogon ");

  expect(title()).toBe("Drogon");
  expect(field.value).toBe("Drogon ");
});

test("Esc takes back what was typed", () => {
  const { field, title } = typeTitle("Something", "Something else");

  fireEvent.keyDown(field, { key: "Escape" });

  expect(title()).toBe("Stocks, 21 Nov");
  expect(field.value).toBe("Stocks, 21 Nov");
});

test("a field that is emptied letter by letter and left has the title from before", () => {
  const { field, title } = typeTitle("St", "S", "");

  fireEvent.blur(field);

  expect(title()).toBe("Stocks, 21 Nov");
});

test.each([
  ["nothing but spaces", "   "],
  ["51 characters", "x".repeat(51)],
  ["a character that turns the reading direction", "abc\u202Edef"],
])("[C6] %s is said to be wrong and never becomes the title", (_, text) => {
  const { field, title } = typeTitle(text);

  fireEvent.keyDown(field, { key: "Enter" });
  expect(field.getAttribute("aria-invalid")).toBe("true");
  fireEvent.blur(field);

  expect(title()).toBe("Stocks, 21 Nov");
});

test("[C6] characters are counted as code points: 50 emoji are a title", () => {
  const { field, title } = typeTitle("🐕".repeat(50));

  fireEvent.keyDown(field, { key: "Enter" });

  expect(title()).toBe("🐕".repeat(50));
});
