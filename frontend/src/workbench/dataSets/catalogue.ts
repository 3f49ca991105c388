import airportsUrl from "../../../node_modules/vega-datasets/data/airports.csv?url&no-inline";
import carsUrl from "../../../node_modules/vega-datasets/data/cars.json?url&no-inline";
import birdstrikesUrl from "../../../node_modules/vega-datasets/data/birdstrikes.csv?url&no-inline";
import co2Url from "../../../node_modules/vega-datasets/data/co2-concentration.csv?url&no-inline";
import earthquakesUrl from "../../../node_modules/vega-datasets/data/earthquakes.json?url&no-inline";
import gapminderUrl from "../../../node_modules/vega-datasets/data/gapminder.json?url&no-inline";
import globalTemperatureUrl from "../../../node_modules/vega-datasets/data/global-temp.csv?url&no-inline";
import penguinsUrl from "../../../node_modules/vega-datasets/data/penguins.json?url&no-inline";
import seattleWeatherUrl from "../../../node_modules/vega-datasets/data/seattle-weather.csv?url&no-inline";
import stocksUrl from "../../../node_modules/vega-datasets/data/stocks.csv?url&no-inline";
import unemploymentUrl from "../../../node_modules/vega-datasets/data/unemployment-across-industries.json?url&no-inline";
import usEmploymentUrl from "../../../node_modules/vega-datasets/data/us-employment.csv?url&no-inline";

/** A file that is shipped with the application, beside its JavaScript, and fetched when somebody looks at it. */
export type CatalogueEntry = {
  /** The name in stored content: never change one, or what people saved loses its data. */
  readonly file: string;
  readonly name: string;
  readonly description: string;
  /** Who published the data. */
  readonly origin: string;
  readonly url: string;
};

/**
 * Real data from the package vega-datasets 3. Its `exports` field hides the data files, hence the long paths; a bundler
 * gives each file an address of its own (`no-inline`, because the page's CSP forbids fetching `data:` addresses).
 */
export const dataSetCatalogue: readonly CatalogueEntry[] = [
  {
    file: "stocks.csv",
    name: "Stocks",
    description: "Monthly prices of five technology companies, 2000 to 2010",
    origin: "Vega project",
    url: stocksUrl,
  },
  {
    file: "seattle-weather.csv",
    name: "Seattle weather",
    description: "Daily temperature, rain and wind, 2012 to 2015",
    origin: "NOAA",
    url: seattleWeatherUrl,
  },
  {
    file: "co2-concentration.csv",
    name: "CO₂ at Mauna Loa",
    description: "Monthly carbon dioxide in parts per million, 1958 to 2020",
    origin: "Scripps CO₂ Program",
    url: co2Url,
  },
  {
    file: "global-temp.csv",
    name: "Global temperature",
    description: "Yearly anomaly in degrees Celsius, 1880 to 2023",
    origin: "NASA GISS",
    url: globalTemperatureUrl,
  },
  {
    file: "gapminder.json",
    name: "Gapminder",
    description: "Life expectancy, fertility and population by country, 1955 to 2005",
    origin: "Gapminder Foundation",
    url: gapminderUrl,
  },
  {
    file: "us-employment.csv",
    name: "US employment",
    description: "Monthly jobs in 22 sectors, in thousands, 2006 to 2015",
    origin: "US Bureau of Labor Statistics",
    url: usEmploymentUrl,
  },
  {
    file: "unemployment-across-industries.json",
    name: "Unemployment by industry",
    description: "Monthly unemployment in 14 US industries, 2000 to 2010",
    origin: "US Bureau of Labor Statistics",
    url: unemploymentUrl,
  },
  {
    file: "cars.json",
    name: "Cars",
    description: "Consumption, power and weight of 406 cars, 1970 to 1982",
    origin: "StatLib",
    url: carsUrl,
  },
  {
    file: "penguins.json",
    name: "Penguins",
    description: "Measurements of 344 penguins of three species",
    origin: "Palmer Station LTER",
    url: penguinsUrl,
  },
  {
    file: "birdstrikes.csv",
    name: "Bird strikes",
    description: "10,000 collisions of aircraft with wildlife",
    origin: "FAA Wildlife Strike Database",
    url: birdstrikesUrl,
  },
  {
    file: "earthquakes.json",
    name: "Earthquakes",
    description: "1,707 earthquakes of one week in 2018, with place and magnitude",
    origin: "US Geological Survey",
    url: earthquakesUrl,
  },
  {
    file: "airports.csv",
    name: "US airports",
    description: "3,376 airports with their coordinates",
    origin: "US Bureau of Transportation Statistics",
    url: airportsUrl,
  },
];

export function findCatalogueEntry(file: string): CatalogueEntry | undefined {
  return dataSetCatalogue.find((entry) => entry.file === file);
}
