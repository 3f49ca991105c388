import { histogramModule } from "../../modules/histogram/histogramModule.ts";
import { lineChartModule } from "../../modules/lineChart/lineChartModule.ts";
import { mapModule } from "../../modules/map/mapModule.ts";
import { notesModule } from "../../modules/notes/notesModule.ts";
import { scatterModule } from "../../modules/scatter/scatterModule.ts";
import { tableModule } from "../../modules/table/tableModule.ts";
import { templateWords as words } from "./words.ts";
import type { WorkbenchTemplate } from "./WorkbenchTemplate.ts";

/** Ready-made dashboards, in the order of the start page. */
export const templates: readonly WorkbenchTemplate[] = [
  {
    ...words.earthquakes,
    file: "earthquakes.json",
    dashboards: [
      {
        title: words.overview,
        modules: [
          {
            definition: mapModule,
            title: words.where,
            place: { x: 0, y: 0, w: 8, h: 11 },
            settings: {
              xColumn: "longitude",
              yColumn: "latitude",
              groupColumn: "magType",
              sizeColumn: "mag",
            },
          },
          {
            definition: histogramModule,
            title: words.howStrong,
            place: { x: 8, y: 0, w: 4, h: 6 },
            settings: { column: "mag", binCount: 30 },
          },
          {
            definition: notesModule,
            title: words.notes,
            place: { x: 8, y: 6, w: 4, h: 5 },
            settings: { text: words.earthquakes.note },
          },
        ],
      },
      {
        title: words.strongest,
        modules: [
          {
            definition: tableModule,
            title: words.strongest,
            place: { x: 0, y: 0, w: 12, h: 11 },
            settings: {
              steps: [
                { kind: "filter", column: "mag", operator: "at_least", value: "4.5" },
                { kind: "sort", column: "mag", direction: "descending" },
                { kind: "show", columns: ["mag", "place", "magType", "longitude", "latitude"] },
              ],
            },
          },
        ],
      },
    ],
  },
  {
    ...words.penguins,
    file: "penguins.json",
    dashboards: [
      {
        title: words.overview,
        modules: [
          {
            definition: scatterModule,
            title: words.penguins.scatter,
            place: { x: 0, y: 0, w: 7, h: 10 },
            settings: {
              xColumn: "Flipper Length (mm)",
              yColumn: "Body Mass (g)",
              groupColumn: "Species",
            },
          },
          {
            definition: histogramModule,
            title: words.penguins.histogram,
            place: { x: 7, y: 0, w: 5, h: 6 },
            settings: { column: "Beak Length (mm)", groupColumn: "Species", binCount: 30 },
          },
          {
            definition: tableModule,
            title: words.penguins.table,
            place: { x: 7, y: 6, w: 5, h: 4 },
            settings: {
              steps: [
                {
                  kind: "group",
                  columns: ["Species", "Island"],
                  aggregation: "mean",
                  valueColumns: ["Body Mass (g)"],
                },
              ],
            },
          },
        ],
      },
    ],
  },
  {
    ...words.weather,
    file: "seattle-weather.csv",
    dashboards: [
      {
        title: words.overview,
        modules: [
          {
            definition: lineChartModule,
            title: words.weather.lines,
            place: { x: 0, y: 0, w: 12, h: 7 },
            settings: { xColumn: "date", yColumns: ["temp_max", "temp_min"], groupColumn: null },
          },
          {
            definition: histogramModule,
            title: words.weather.histogram,
            place: { x: 0, y: 7, w: 6, h: 7 },
            settings: { column: "temp_max", groupColumn: "weather" },
          },
          {
            definition: tableModule,
            title: words.weather.table,
            place: { x: 6, y: 7, w: 6, h: 7 },
            settings: {
              steps: [
                {
                  kind: "group",
                  columns: ["weather"],
                  aggregation: "mean",
                  valueColumns: ["temp_max", "wind", "precipitation"],
                },
                { kind: "sort", column: "Mean of temp_max", direction: "descending" },
              ],
            },
          },
        ],
      },
    ],
  },
  {
    ...words.gapminder,
    file: "gapminder.json",
    dashboards: [
      {
        title: words.overview,
        modules: [
          {
            definition: scatterModule,
            title: words.gapminder.scatter,
            place: { x: 0, y: 0, w: 7, h: 10 },
            settings: { xColumn: "fertility", yColumn: "life_expect", groupColumn: null, sizeColumn: "pop" },
          },
          {
            definition: lineChartModule,
            title: words.gapminder.lines,
            place: { x: 7, y: 0, w: 5, h: 10 },
            settings: { xColumn: "year", yColumns: ["life_expect"], groupColumn: "cluster" },
          },
        ],
      },
    ],
  },
];

export function findTemplate(id: string): WorkbenchTemplate | undefined {
  return templates.find((template) => template.id === id);
}
