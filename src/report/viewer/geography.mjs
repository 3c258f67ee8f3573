// Country shapes for the map, clipped to the part of the world the library is about, simplified and
// small enough to travel in every page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoContains } from "d3-geo";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, quantile, simplify } from "topojson-simplify";

const WEST = -12;
const EAST = 135;
const SOUTH = 8;
const NORTH = 66;
const CRIMEA = [34.2, 45.2];
const UKRAINE = "804";
const RUSSIA = "643";

// Sutherland and Hodgman: a ring cut by one side of the frame after the other.
function clipRing(ring) {
  const sides = [
    [0, WEST, 1],
    [0, EAST, -1],
    [1, SOUTH, 1],
    [1, NORTH, -1],
  ];
  let points = ring;
  for (const [axis, limit, sign] of sides) {
    const inside = (point) => sign * (point[axis] - limit) >= 0;
    const next = [];
    for (let i = 0; i < points.length; i += 1) {
      const a = points[i];
      const b = points[(i + 1) % points.length];
      if (inside(a)) next.push(a);
      if (inside(a) !== inside(b)) {
        const along = (limit - a[axis]) / (b[axis] - a[axis]);
        const other = a[1 - axis] + along * (b[1 - axis] - a[1 - axis]);
        next.push(axis === 0 ? [limit, other] : [other, limit]);
      }
    }
    points = next;
    if (points.length === 0) return [];
  }
  return points.length < 3 ? [] : [...points, points[0]];
}

function polygonsOf(geometry) {
  return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
}

function clipped(polygons) {
  const kept = [];
  for (const rings of polygons) {
    const cut = rings.map((ring) => clipRing(ring.slice(0, -1))).filter((ring) => ring.length > 0);
    if (cut.length > 0) kept.push(cut);
  }
  return kept;
}

export function corridorShapes() {
  const require = createRequire(import.meta.url);
  const world = JSON.parse(readFileSync(require.resolve("world-atlas/countries-50m.json"), "utf8"));
  const shapes = new Map();
  for (const country of feature(world, world.objects.countries).features) {
    const polygons = polygonsOf(country.geometry);
    const known = shapes.get(country.id);
    if (known) known.polygons.push(...polygons);
    else shapes.set(country.id, { polygons: [...polygons] });
  }
  // The source draws Crimea as a part of Russia; the United Nations do not (resolution 68/262).
  const isCrimea = (polygon) =>
    geoArea({ type: "Polygon", coordinates: polygon }) < 0.01 &&
    geoContains({ type: "Polygon", coordinates: polygon }, CRIMEA);
  const russia = shapes.get(RUSSIA);
  const crimea = russia.polygons.filter(isCrimea);
  russia.polygons = russia.polygons.filter((polygon) => !isCrimea(polygon));
  shapes.get(UKRAINE).polygons.push(...crimea);

  const features = [];
  for (const [id, shape] of shapes) {
    const polygons = clipped(shape.polygons);
    if (polygons.length > 0) {
      features.push({
        type: "Feature",
        id,
        properties: {},
        geometry: { type: "MultiPolygon", coordinates: polygons },
      });
    }
  }
  const collection = { type: "FeatureCollection", features };
  const weighted = presimplify(topology({ countries: collection }, 1e5));
  const simple = simplify(weighted, quantile(weighted, 0.72));
  return { shapes: topology({ countries: feature(simple, simple.objects.countries) }, 4e3), crimea: crimea.length };
}
