import type { Coordinates } from "./mapState.ts";

const COORDINATE_NAMES: Readonly<Record<Coordinates, string>> = {
  geographic: "Longitude and latitude, in degrees",
  projected: "Projected x and y, in one unit",
};

export const mapWords = {
  name: "Map",
  description: "One point a row, at its place",
  coordinates: "Coordinates",
  coordinatesName: (coordinates: Coordinates) => COORDINATE_NAMES[coordinates],
  longitude: "Longitude",
  latitude: "Latitude",
  x: "x (easting)",
  y: "y (northing)",
  nothingToDraw:
    "This data set has no columns of coordinates. A map needs longitude and latitude, or projected x and y, as numbers.",
  omittedRows: (count: number) =>
    count === 1
      ? "1 row has no coordinates and no point."
      : `${count.toLocaleString("en")} rows have no coordinates and no point.`,
  summary: (facts: {
    title: string;
    points: number;
    groups: number;
    x: string;
    y: string;
    west: string;
    east: string;
    south: string;
    north: string;
  }) =>
    [
      `${facts.title}: map of ${facts.points.toLocaleString("en")} points`,
      facts.groups > 1 ? ` in ${facts.groups} groups` : "",
      `; ${facts.x} from ${facts.west} to ${facts.east}, ${facts.y} from ${facts.south} to ${facts.north}.`,
    ].join(""),
} as const;
