// @vitest-environment jsdom
import { MantineProvider } from "@mantine/core";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, test } from "vitest";

import type { JsonObject } from "../../documents/json.ts";
import type { ModuleDefinition } from "../../modules/ModuleDefinition.ts";
import { ModuleRegistry } from "../../modules/ModuleRegistry.ts";
import { notesModule } from "../../modules/notes/notesModule.ts";
import type { NotesSettings, NotesView } from "../../modules/notes/notesState.ts";
import { tableModule } from "../../modules/table/tableModule.ts";
import { renameModule } from "../changes/moduleChanges.ts";
import { createWorkbench } from "../createWorkbench.ts";
import { installBrowserStubs } from "../testing/browserStubs.ts";
import { aWorkbench, countingIds, readShippedFile } from "../testing/shippedFiles.ts";
import type { Workbench } from "../Workbench.ts";
import { WorkbenchView } from "./WorkbenchView.tsx";

beforeAll(installBrowserStubs);
afterEach(cleanup);

/** Stocks in a table, and notes. The drawing of charts needs a real browser. */
function aFilledWorkbench(): Workbench {
  const workbench = aWorkbench();
  workbench.addModule(tableModule, workbench.addShipped("stocks.csv"));
  workbench.addModule(notesModule);
  return workbench;
}

/** Awaited, because the code of modules is loaded while they are shown. */
async function show(workbench: Workbench, readOnly = false, onCaughtError?: (error: unknown) => void) {
  const ui = (
    <MantineProvider env="test">
      <WorkbenchView workbench={workbench} readOnly={readOnly} />
    </MantineProvider>
  );
  return act(async () => render(ui, onCaughtError ? { onCaughtError } : {}));
}

const textOf = (workbench: Workbench) => JSON.stringify(workbench.serialize());
const firstRow = () => screen.getAllByRole("row")[1]?.textContent;

describe("[B1] looking at a workbench never changes it", () => {
  test("not even where its layout has gaps and overlaps", async () => {
    const workbench = aFilledWorkbench();
    const content = structuredClone(workbench.serialize());
    Object.assign(content.dashboards[0]?.layout[0] ?? {}, { y: 7 });
    Object.assign(content.dashboards[0]?.layout[1] ?? {}, { x: 11, y: 9 });
    workbench.restore(content as JsonObject);
    const reports: string[] = [];
    workbench.subscribe(() => reports.push("changed"));

    const { unmount } = await show(workbench);
    await screen.findByRole("table");
    unmount();

    expect(reports).toEqual([]);
    expect(textOf(workbench)).toBe(JSON.stringify(content));
  });

  test("opening and closing the settings is looking", async () => {
    const workbench = aFilledWorkbench();
    const before = textOf(workbench);
    await show(workbench);

    fireEvent.click(screen.getByRole("button", { name: "Settings of Table" }));
    const panel = await screen.findByRole("complementary", { name: "Settings of Table" });
    await within(panel).findByRole("combobox", { name: "Data set" });
    fireEvent.keyDown(panel, { key: "Escape" });

    await waitFor(() => expect(screen.queryByRole("complementary")).toBeNull());
    expect(textOf(workbench)).toBe(before);
  });
});

describe("[N1] a snapshot is read-only", () => {
  test("there is nothing to add, set, move, rename or remove with", async () => {
    await show(aFilledWorkbench(), true);
    await screen.findByRole("table");

    const names = screen
      .getAllByRole("button")
      .map((button) => button.getAttribute("aria-label") ?? button.textContent);

    expect(names).toEqual([
      "symbol",
      "date",
      "price",
      "First page",
      "Previous page",
      "Next page",
      "Last page",
    ]);
    expect(screen.queryByRole("textbox", { name: "Text of Notes" })).toBeNull();
  });

  test("sorting and filtering work, and do not reach the content", async () => {
    const workbench = aFilledWorkbench();
    const before = textOf(workbench);
    await show(workbench, true);
    await screen.findByRole("table");

    fireEvent.click(screen.getByRole("button", { name: "price" }));
    const cheapest = firstRow();
    fireEvent.change(screen.getByRole("textbox", { name: "Filter rows" }), { target: { value: "goog" } });

    expect(cheapest).toBe("AMZN2001-09-015.97");
    expect(await screen.findByText("68 of 560 rows")).toBeTruthy();
    expect(textOf(workbench)).toBe(before);
  });
});

describe("[B9] a module that cannot be opened", () => {
  test("is shown with its title and the reason, beside modules that open", async () => {
    const workbench = aFilledWorkbench();
    const content = structuredClone(workbench.serialize());
    Object.assign(content.module_instances[1] ?? {}, { name: "globe", title: "Our globe" });
    workbench.restore(content as JsonObject);

    await show(workbench);

    const frame = screen.getByRole("region", { name: "Our globe" });
    expect(within(frame).getByText("This module cannot be opened")).toBeTruthy();
    expect(within(frame).getByText(/does not know this kind of module/)).toBeTruthy();
    expect(await screen.findByRole("table")).toBeTruthy();
  });

  test("a module that throws takes nothing else with it", async () => {
    const failing: ModuleDefinition<NotesSettings, NotesView> = {
      ...notesModule,
      name: "failing",
      load: async () => ({
        View: () => {
          throw new Error("This view fails.");
        },
        Settings: null,
      }),
    };
    const registry = new ModuleRegistry().registerModule(failing).registerModule(notesModule);
    const workbench = createWorkbench({
      createId: countingIds(),
      now: () => 0,
      fetchText: readShippedFile,
      registry,
    });
    workbench.apply(renameModule(workbench.addModule(failing), "Failing"));
    workbench.addModule(notesModule);
    const caught: unknown[] = [];

    await show(workbench, false, (error) => caught.push(error));

    expect(await screen.findByText(/This module stopped working/)).toBeTruthy();
    expect(await screen.findByRole("textbox", { name: "Text of Notes" })).toBeTruthy();
    expect(caught).toEqual([new Error("This view fails.")]);
  });
});

describe("[B9] what was adjusted on opening is listed", () => {
  /** A table of one column that is there and one that is not, and a module of a kind that nobody knows. */
  function aWorkbenchOfLostColumns(): Workbench {
    const workbench = aFilledWorkbench();
    const content = structuredClone(workbench.serialize());
    const [table, notes] = content.module_instances;
    const settings = JSON.parse(table?.serialized_state.settings ?? "{}") as JsonObject;
    const steps = [{ kind: "show", columns: ["price", "volume"] }];
    Object.assign(table?.serialized_state ?? {}, { settings: JSON.stringify({ ...settings, steps }) });
    Object.assign(notes ?? {}, { name: "globe", title: "Our globe" });
    workbench.restore(content as JsonObject);
    return workbench;
  }

  test("by the titles of the modules, once the data is there, and nothing is changed by it", async () => {
    const workbench = aWorkbenchOfLostColumns();
    const before = textOf(workbench);

    await show(workbench);

    expect(
      await screen.findByText(/Shown otherwise than it was saved, to fit the data: “Table”/),
    ).toBeTruthy();
    expect(screen.getByText(/Cannot be opened: “Our globe”/)).toBeTruthy();
    expect(screen.getByText("Not in this data set: volume.")).toBeTruthy();
    expect(screen.getAllByRole("columnheader").map(({ textContent }) => textContent)).toEqual(["price"]);
    expect(textOf(workbench)).toBe(before);
  });

  test("with the whole list in a dialog, to be taken along", async () => {
    await show(aWorkbenchOfLostColumns());
    await screen.findByText(/to fit the data: “Table”/);

    fireEvent.click(screen.getByRole("button", { name: "Details" }));

    const dialog = await screen.findByRole("dialog", { name: "What was adjusted on opening" });
    const heads = within(dialog).getAllByRole("heading", { level: 3 });
    expect(heads.map(({ textContent }) => textContent)).toEqual(["Table", "Our globe"]);
    expect(within(dialog).getByText(/^Transformations: chosen .*volume/)).toBeTruthy();
    expect(within(dialog).getByText(/does not know this kind of module/)).toBeTruthy();
    const link = within(dialog).getByRole<HTMLAnchorElement>("link", { name: "Download the list" });
    const report = JSON.parse(decodeURIComponent(link.href.split(",")[1] ?? "")) as { title: string }[];
    expect(report.map(({ title }) => title)).toEqual(["Table", "Our globe"]);
  });

  test("and the list can be closed", async () => {
    await show(aWorkbenchOfLostColumns());
    await screen.findByText(/to fit the data: “Table”/);

    fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));

    expect(screen.queryByText(/to fit the data/)).toBeNull();
  });

  test("and nothing is said where everything fits", async () => {
    const workbench = aFilledWorkbench();
    workbench.restore(workbench.serialize());

    await show(workbench);
    await screen.findByRole("table");

    expect(screen.queryByText(/What was saved is kept/)).toBeNull();
  });
});

describe("[UX] a person changes the workbench", () => {
  test("every keystroke in notes reaches the content", async () => {
    const workbench = aFilledWorkbench();
    await show(workbench);

    fireEvent.change(await screen.findByRole("textbox", { name: "Text of Notes" }), {
      target: { value: "Hm" },
    });

    expect(workbench.serialize().module_instances[1]?.serialized_state.settings).toBe('{"text":"Hm"}');
  });

  test("modules are arranged without dragging", async () => {
    const workbench = aFilledWorkbench();
    await show(workbench);

    fireEvent.click(screen.getByRole("button", { name: /rename or remove Notes/ }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Wider" }));
    fireEvent.click(screen.getByRole("menuitem", { name: "Move up" }));

    expect(workbench.serialize().dashboards[0]?.layout[1]).toMatchObject({ x: 0, y: 0, w: 5, h: 8 });
    expect(screen.getByText("Column 1, row 1 · 5 wide, 8 tall")).toBeTruthy();
  });

  test("a file that cannot be read is named with the reason, and nothing is added", async () => {
    const workbench = aFilledWorkbench();
    const before = textOf(workbench);
    const { container } = await show(workbench);
    const file = new File(["1,2\n3,4\n"], "numbers.csv", { type: "text/csv" });

    fireEvent.change(container.querySelector("input[type=file]") as Element, { target: { files: [file] } });

    expect((await screen.findByRole("alert")).textContent).toMatch(
      /“numbers.csv” was not added.*name the columns/,
    );
    expect(textOf(workbench)).toBe(before);
  });

  test("a data set that was removed comes back as it was", async () => {
    const workbench = aFilledWorkbench();
    const before = textOf(workbench);
    await show(workbench);

    fireEvent.click(screen.getByRole("button", { name: "Data" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Remove Stocks" }));
    const gone = await screen.findByText("Its data set was removed");
    fireEvent.click(screen.getAllByRole("button", { name: "Undo" }).at(-1) as HTMLElement);

    expect(gone).toBeTruthy();
    expect(await screen.findByRole("table")).toBeTruthy();
    expect(textOf(workbench)).toBe(before);
  });

  test("an empty dashboard says what it is and offers one thing to do", async () => {
    await show(aWorkbench());

    expect(screen.getByRole("heading", { name: "An empty dashboard" })).toBeTruthy();
    expect(screen.getAllByRole("button", { name: "Add module" })).toHaveLength(1);
  });
});
