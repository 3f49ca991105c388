import { expect, test } from "vitest";

import { dataSetCatalogue } from "./dataSets/catalogue.ts";
import { DataSetUnreadable } from "./dataSets/DataSetUnreadable.ts";
import { newWorkbenchFor } from "./newWorkbenchFor.ts";
import { countingIds, readShippedFile } from "./testing/shippedFiles.ts";

const options = () => ({ createId: countingIds(), now: () => 0, fetchText: readShippedFile });

test.each(dataSetCatalogue)(
  "[UX] “$name” starts with a drawing, notes and a table that fit side by side",
  async (entry) => {
    const workbench = await newWorkbenchFor(entry, options());

    const { dashboards, moduleInstances, dataSets } = workbench.state;
    expect(dataSets.map(({ name }) => name)).toEqual([entry.name]);
    expect(moduleInstances.slice(1).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      "open notes",
      "open table",
    ]);
    expect(dashboards[0]?.layout.map(({ x, y, w, h }) => [x, y, w, h])).toEqual([
      [0, 0, 8, 8],
      [8, 0, 4, 8],
      [0, 8, 12, 8],
    ]);
  },
);

test.each([
  ["stocks.csv", "line_chart"],
  ["gapminder.json", "line_chart"],
  ["penguins.json", "scatter_plot"],
  ["earthquakes.json", "map"],
])("[UX] the drawing suits the data: %s", async (file, name) => {
  const entry = dataSetCatalogue.find((each) => each.file === file);
  if (!entry) throw new Error(`${file} is in the catalogue.`);

  const workbench = await newWorkbenchFor(entry, options());

  expect(workbench.state.moduleInstances[0]?.name).toBe(name);
});

test("[B9] the columns of the first chart are saved, so that another version shows the same", async () => {
  const stocks = dataSetCatalogue.find(({ file }) => file === "stocks.csv");
  if (!stocks) throw new Error("Stocks are in the catalogue.");

  const workbench = await newWorkbenchFor(stocks, options());

  expect(
    JSON.parse(workbench.serialize().module_instances[0]?.serialized_state.settings ?? ""),
  ).toMatchObject({
    x_column: "date",
    y_columns: ["price"],
    group_column: "symbol",
  });
});

test("[UX] a person's own CSV starts a workbench and is kept with it", async () => {
  const file = new File(["year,sales\n2020,1\n2021,4\n"], "Sales 2021.csv", { type: "text/csv" });

  const workbench = await newWorkbenchFor(file, options());

  expect(workbench.serialize().data_sets).toEqual([
    {
      id: expect.any(String) as string,
      name: "Sales 2021",
      source: { kind: "csv", file_name: "Sales 2021.csv", text: "year,sales\n2020,1\n2021,4\n" },
    },
  ]);
});

test("[UX] a data set that cannot be fetched starts nothing", async () => {
  const [entry] = dataSetCatalogue;
  if (!entry) throw new Error("The catalogue has entries.");
  const fetchText = () => Promise.reject(new DataSetUnreadable({ kind: "notFetched", status: 404 }));

  await expect(newWorkbenchFor(entry, { ...options(), fetchText })).rejects.toMatchObject({
    problem: { kind: "notFetched", status: 404 },
  });
});

test("[UX] what it starts with cannot be undone", async () => {
  const stocks = dataSetCatalogue.find(({ file }) => file === "stocks.csv");
  if (!stocks) throw new Error("Stocks are in the catalogue.");

  const workbench = await newWorkbenchFor(stocks, options());

  expect(workbench.canUndo).toBe(false);
});
