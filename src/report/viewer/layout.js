// Where things stand on the map: projection, the paths of links, the places of labels.
import { geoConicConformal, geoMercator, geoPath } from "d3-geo";

// Nodes that something runs through in any year, so that the map stays the same over the years.
export function nodesInUse(scenario) {
  if (!known.has(scenario)) known.set(scenario, findNodesInUse(scenario));
  return known.get(scenario);
}

const known = new WeakMap();

function findNodesInUse(scenario) {
  const used = new Set();
  for (const year of scenario.years) {
    year.load.forEach((load, index) => {
      if (load > 0) {
        used.add(scenario.network.links[index].tail);
        used.add(scenario.network.links[index].head);
      }
    });
  }
  const placed = [...used].filter((node) => node.at);
  return placed.length >= 2 ? placed : scenario.network.nodes.filter((node) => node.at);
}

export function boxOf(nodes) {
  const longitudes = nodes.map((node) => node.at[0]);
  const latitudes = nodes.map((node) => node.at[1]);
  return {
    west: Math.min(...longitudes),
    east: Math.max(...longitudes),
    south: Math.min(...latitudes),
    north: Math.max(...latitudes),
  };
}

export function projectionFor(nodes, width, height, margin) {
  const box = boxOf(nodes);
  const points = { type: "MultiPoint", coordinates: nodes.map((node) => node.at) };
  const middle = (box.west + box.east) / 2;
  const span = Math.max(0.5, box.north - box.south);
  const conic = box.east - box.west < 170 && box.south > 0;
  const projection = conic
    ? geoConicConformal()
        .rotate([-middle, 0])
        .parallels([box.south + span / 6, box.north - span / 6])
    : geoMercator().rotate([-middle, 0]);
  return projection.fitExtent(
    [
      [margin.left, margin.top],
      [width - margin.right, height - margin.bottom],
    ],
    points,
  );
}

// As tall as the places need at this width, within reason.
export function heightFor(nodes, width, margin, narrow) {
  const tall = width * 4;
  const projection = projectionFor(nodes, width, tall, { ...margin, top: 0, bottom: 0 });
  const heights = nodes.map((node) => projection(node.at)[1]);
  const natural = Math.max(...heights) - Math.min(...heights) + margin.top + margin.bottom;
  const [least, most] = narrow ? [width * 0.8, width * 1.2] : [width * 0.36, Math.min(820, width * 0.7)];
  return Math.round(Math.min(most, Math.max(least, natural)));
}

export function shapePath(projection, width, height) {
  return geoPath(projection.clipExtent([[-2, -2], [width + 2, height + 2]]));
}

// Links between the same two places run beside one another.
export function offsetsOf(links, isShown) {
  const groups = new Map();
  for (const link of links) {
    if (!isShown(link)) continue;
    const key = [link.tail.index, link.head.index].sort((a, b) => a - b).join(":");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(link);
  }
  const offsets = new Map();
  for (const group of groups.values()) {
    group.forEach((link, i) => {
      const side = link.tail.index < link.head.index ? 1 : -1;
      offsets.set(link.index, (i - (group.length - 1) / 2) * side);
    });
  }
  return offsets;
}

// A curve through the point `gap` pixels off the middle for each step of offset.
export function curve(from, to, offset, gap) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const bend = Math.min(gap, length / 3) * offset * 2;
  const middle = [(from[0] + to[0]) / 2 - (dy / length) * bend, (from[1] + to[1]) / 2 + (dx / length) * bend];
  const half = [
    (from[0] + 2 * middle[0] + to[0]) / 4,
    (from[1] + 2 * middle[1] + to[1]) / 4,
  ];
  const point = ([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`;
  return { path: `M${point(from)}Q${point(middle)} ${point(to)}`, half };
}

const PLACES = [
  [1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1],
];

function overlap(a, b) {
  const x = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const y = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return x > 0 && y > 0 ? x * y : 0;
}

const CELL = 40;

// Boxes that are taken, found by place.
class Taken {
  constructor(boxes) {
    this.cells = new Map();
    for (const box of boxes) this.add(box);
  }

  *cellsOf(box) {
    for (let column = Math.floor(box.x / CELL); column <= Math.floor((box.x + box.width) / CELL); column += 1) {
      for (let row = Math.floor(box.y / CELL); row <= Math.floor((box.y + box.height) / CELL); row += 1) yield column * 4096 + row;
    }
  }

  add(box) {
    for (const cell of this.cellsOf(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  // Area that `box` would hide; boxes over several cells count once for each, which only makes them
  // more worth keeping clear of.
  hiddenBy(box) {
    let sum = 0;
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) ?? []) sum += overlap(box, other) * (other.weight ?? 1);
    }
    return sum;
  }
}

// Greedy: the most important names first, each where it hides least; names that would hide too much
// are left out.
export function placeLabels(candidates, taken, width, height, size) {
  const boxes = new Taken(taken);
  const placed = [];
  for (const candidate of candidates) {
    const w = candidate.text.length * size * 0.56 + 4;
    const h = size + 2;
    let best = null;
    PLACES.forEach(([sx, sy], order) => {
      const gap = 7 - 2 * Math.abs(sx * sy);
      const x = sx === 1 ? candidate.x + gap : sx === -1 ? candidate.x - gap - w : candidate.x - w / 2;
      const y = sy === 0 ? candidate.y - h / 2 : sy === 1 ? candidate.y + gap - 2 : candidate.y - gap - h + 2;
      if (x < 2 || y < 2 || x + w > width - 2 || y + h > height - 2) return;
      const box = { x, y, width: w, height: h };
      const hidden = boxes.hiddenBy(box);
      const cost = hidden + order;
      if (!best || cost < best.cost) best = { cost, hidden, box };
    });
    if (best && best.hidden < 6) {
      boxes.add(best.box);
      placed.push({ ...candidate, x: best.box.x + 2, y: best.box.y + size * 0.86 });
    }
  }
  return placed;
}

// Points along the drawn links, so that names keep off them.
export function samples(from, to, width) {
  const steps = Math.max(1, Math.floor(Math.hypot(to[0] - from[0], to[1] - from[1]) / 10));
  const boxes = [];
  for (let i = 1; i < steps; i += 1) {
    const x = from[0] + ((to[0] - from[0]) * i) / steps;
    const y = from[1] + ((to[1] - from[1]) * i) / steps;
    boxes.push({ x: x - width / 2, y: y - width / 2, width, height: width, weight: 0.35 });
  }
  return boxes;
}
