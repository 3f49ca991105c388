import { feature, mesh } from "topojson-client";
import type { GeometryCollection, MultiPolygon, Topology } from "topojson-specification";

import world from "../../../node_modules/vega-datasets/data/world-110m.json";

/** Places as [longitude, latitude] in degrees. */
type Path = readonly (readonly number[])[];

export type Land = { readonly coasts: readonly Path[]; readonly borders: readonly Path[] };

type World = Topology<{ land: MultiPolygon; countries: GeometryCollection }>;

let land: Land | null = null;

/** Outlines of land and countries at 1 : 110 million (Natural Earth, as the package vega-datasets ships it); read once. */
export function worldLand(): Land {
  land ??= readLand(world as unknown as World);
  return land;
}

function readLand(topology: World): Land {
  const coasts = feature(topology, topology.objects.land);
  const borders = mesh(topology, topology.objects.countries, (one, other) => one !== other);
  return { coasts: coasts.geometry.coordinates.flat(), borders: borders.coordinates };
}
