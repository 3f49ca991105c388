// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, expect, test } from "vitest";

import { installBrowserStubs } from "../testing/browserStubs.ts";
import { TitleField } from "./TitleField.tsx";

beforeAll(installBrowserStubs);
afterEach(cleanup);

function typeTitle(...texts: string[]): { field: HTMLElement; titles: string[]; doneTimes: () => number } {
  const titles: string[] = [];
  let doneTimes = 0;
  render(
    <MantineProvider env="test">
      <TitleField
        label="Title of the module"
        title="Table"
        onRename={(title) => titles.push(title)}
        onDone={() => {
          doneTimes += 1;
        }}
        returnFocusTo={{ current: null }}
      />
    </MantineProvider>,
  );
  const field = screen.getByRole("textbox", { name: "Title of the module" });
  for (const text of texts) fireEvent.change(field, { target: { value: text } });
  return { field, titles, doneTimes: () => doneTimes };
}

test("[B2] a title is kept as it is typed: whoever saves or goes Back in the field takes it along", () => {
  expect(typeTitle("Wells", "Wells 2031").titles).toEqual(["Wells", "Wells 2031"]);
});

test("Esc brings back the title from before, and ends once", () => {
  const { field, titles, doneTimes } = typeTitle("Wells");

  fireEvent.keyDown(field, { key: "Escape" });
  fireEvent.blur(field);

  expect(titles.at(-1)).toBe("Table");
  expect(doneTimes()).toBe(1);
});

test("a field that is emptied letter by letter brings back the title from before", () => {
  expect(typeTitle("T", "").titles.at(-1)).toBe("Table");
});
