import { geoGraticule } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature, mesh } from "topojson-client";
import shapes from "geography";
import { shapeName } from "./countries.js";
import { loadsOf, utilisation } from "./data.js";
import { h, replace, s } from "./dom.js";
import { saveButtons } from "./export.js";
import { mt, percent, plain, tonnes } from "./format.js";
import { boxOf, curve, heightFor, nodesInUse, offsetsOf, placeLabels, projectionFor, samples, shapePath } from "./layout.js";
import { legend } from "./legend.js";
import { casingWidth, flowWidth, useClass, wayClass } from "./marks.js";
import { elementName, language, t, term } from "./text.js";
import { roving } from "./tooltip.js";

const countries = feature(shapes, shapes.objects.countries).features;
const borders = mesh(shapes, shapes.objects.countries, (a, b) => a !== b);

const CASPIAN = { west: 40.5, east: 54.5, south: 37.3, north: 44.9 };

function inside(node, box) {
  return node.at[0] >= box.west && node.at[0] <= box.east && node.at[1] >= box.south && node.at[1] <= box.north;
}

function linkRows(state, link) {
  const { year, commodity } = state;
  const capacity = year.capacity[link.index];
  const { load } = loadsOf(year, commodity);
  const share = utilisation(year, link.index);
  const rows = [
    [t("tip.flow"), `${mt(load[link.index])} ${t("unit")}`],
    [t("tip.capacity"), capacity === null ? t("tip.unlimited") : `${link.estimate ? "~" : ""}${mt(capacity)} ${t("unit")}`],
  ];
  if (share !== null) rows.push([t("tip.use"), percent(share)]);
  if (link.stated && capacity === link.baseCapacity) rows.push([t("tip.stated"), link.stated]);
  if (link.system) rows.push([t("tip.system"), link.system]);
  rows.push([t("tip.way"), term("mode", link.mode)]);
  if (link.km > 0) rows.push([t("tip.length"), t("tip.km", { value: plain(link.km, 0) })]);
  if (link.hours > 0) rows.push([t("tip.hours"), t("tip.h", { value: plain(link.hours) })]);
  rows.push([t("tip.source"), link.source], [t("tip.confidence"), t(`confidence.${link.confidence}`)]);
  return rows;
}

// One drawing of a part of the world at one size.
function view(state, frame, options) {
  const { width, height, box, margin, labelSize, labels } = options;
  const { scenario, year } = state;
  const network = scenario.network;
  const shown = nodesInUse(scenario).filter((node) => !box || inside(node, box));
  const corners = box
    ? [{ at: [box.west, box.south] }, { at: [box.east, box.north] }, { at: [box.west, box.north] }, { at: [box.east, box.south] }]
    : shown;
  const projection = projectionFor(corners, width, height, margin);
  const path = shapePath(projection, width, height);
  const at = new Map(network.nodes.filter((node) => node.at).map((node) => [node, projection(node.at)]));

  const land = frame.append("g").attr("class", "land");
  land.selectAll("path").data(countries).join("path").attr("class", "country").attr("d", path);
  land.append("path").attr("class", "border").attr("d", path(borders));
  land.append("path").attr("class", "graticule").attr("d", path(geoGraticule().step([10, 10])()));
  const names = frame.append("g").attr("class", "country-names").attr("aria-hidden", "true");

  const open = network.links.filter((link) => link.tail.at && link.head.at && !year.closed.has(link.index));
  const { load } = loadsOf(year, state.commodity);
  const used = open.filter((link) => load[link.index] > 0 && at.get(link.tail) && at.get(link.head));
  const idle = open.filter((link) => load[link.index] === 0);
  const visible = (link) => {
    const [a, b] = [at.get(link.tail), at.get(link.head)];
    return Math.max(a[0], b[0]) > -20 && Math.min(a[0], b[0]) < width + 20 && Math.max(a[1], b[1]) > -20 && Math.min(a[1], b[1]) < height + 20;
  };
  const offsets = offsetsOf(network.links, (link) => load[link.index] > 0);
  const shape = (link) => curve(at.get(link.tail), at.get(link.head), offsets.get(link.index) ?? 0, options.gap);
  const drawn = used.filter(visible).map((link) => ({ link, ...shape(link) }));
  const inScope = (link) => nodesInUseSet(scenario).has(link.tail) || nodesInUseSet(scenario).has(link.head);

  frame.append("g").attr("class", "idle").selectAll("path").data(idle.filter(visible).filter(inScope)).join("path").attr("d", (link) => shape(link).path);
  const binding = new Set(state.binding.map((member) => member.key));
  const binds = (link) => binding.has(`link:${link.index}`);
  const halo = drawn.filter(({ link }) => binds(link));
  frame.append("g").attr("class", "halo").selectAll("path").data(halo).join("path")
    .attr("d", (each) => each.path)
    .attr("stroke-width", ({ link }) => casingWidth(year.capacity[link.index], year.load[link.index]) + 7);
  frame.append("g").attr("class", "casing").selectAll("path").data(drawn).join("path")
    .attr("d", (each) => each.path)
    .attr("stroke-width", ({ link }) => casingWidth(year.capacity[link.index], year.load[link.index]));
  const flows = frame.append("g").attr("class", "flows").selectAll("path").data(drawn).join("path")
    .attr("class", ({ link }) => `flow ${useClass(utilisation(year, link.index))} ${wayClass(link.mode)}`)
    .attr("d", (each) => each.path)
    .attr("stroke-width", ({ link }) => flowWidth(load[link.index]))
    .attr("stroke-dasharray", ({ link }) => {
      const w = flowWidth(load[link.index]);
      return wayClass(link.mode) === "way-sea" ? `${Math.max(4, w)} ${Math.max(2, w * 0.35)}` : null;
    });
  frame.append("g").attr("class", "pipe-core").selectAll("path")
    .data(drawn.filter(({ link }) => wayClass(link.mode) === "way-pipe")).join("path").attr("d", (each) => each.path);

  const through = new Map();
  for (const { link } of drawn) {
    for (const node of [link.tail, link.head]) through.set(node, (through.get(node) ?? 0) + load[link.index]);
  }
  const stops = [...through].filter(([node]) => {
    const [x, y] = at.get(node);
    return x > 0 && y > 0 && x < width && y < height;
  });
  frame.append("g").attr("class", "stops").selectAll("circle").data(stops).join("circle")
    .attr("cx", ([node]) => at.get(node)[0]).attr("cy", ([node]) => at.get(node)[1])
    .attr("r", ([node]) => (binding.has(`node:${node.index}`) ? 4.5 : node.links.length > 2 ? 3 : 2.4))
    .attr("class", ([node]) => (binding.has(`node:${node.index}`) || binding.has(`terminal:${node.index}`) ? "binds" : null));

  const badges = halo.map(({ link, half }) => ({ link, x: half[0], y: half[1], text: mt(load[link.index]) }));
  const badge = frame.append("g").attr("class", "badges").selectAll("g").data(badges).join("g").attr("transform", ({ x, y }) => `translate(${x},${y})`);
  badge.append("rect").attr("x", ({ text }) => -(text.length * 3.6 + 6)).attr("y", -8).attr("rx", 8).attr("height", 16).attr("width", ({ text }) => text.length * 7.2 + 12);
  badge.append("text").attr("dy", "0.34em").text(({ text }) => text);

  const taken = [
    ...options.taken,
    ...stops.map(([node]) => ({ x: at.get(node)[0] - 4, y: at.get(node)[1] - 4, width: 8, height: 8 })),
    ...badges.map(({ x, y, text }) => ({ x: x - text.length * 4 - 6, y: y - 9, width: text.length * 8 + 12, height: 18, weight: 3 })),
    ...drawn.flatMap(({ link }) => samples(at.get(link.tail), at.get(link.head), 5)),
  ];
  const important = (node) => ({ port: 2, city: 1.5, oil_terminal: 1.5 })[node.kind] ?? 1;
  const candidates = stops
    .map(([node, amount]) => ({ node, text: node.name, x: at.get(node)[0], y: at.get(node)[1], weight: amount * important(node) + (node.links.length > 2 ? 1e6 : 0) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, labels);
  const placed = placeLabels(candidates, taken, width, height, labelSize);
  const countryBoxes = placed.map((label) => ({ x: label.x - 8, y: label.y - labelSize - 6, width: label.text.length * labelSize * 0.56 + 16, height: labelSize + 14 }));
  const centres = countries
    .filter((country) => scenario.network.nodes.length > 0)
    .map((country) => ({ text: shapeName(country.id, language()).toLocaleUpperCase(language()), at: path.centroid(country), area: path.area(country) }))
    .filter((country) => country.text && country.area > (box ? 2500 : 1600));
  const fits = placeLabels(
    centres.sort((a, b) => b.area - a.area).map((country) => ({ text: country.text, x: country.at[0] - country.text.length * 3.6, y: country.at[1] })),
    [...taken.map((each) => ({ ...each, weight: 1 })), ...countryBoxes], width, height, 10,
  );
  names.selectAll("text").data(fits).join("text").attr("x", (d) => d.x).attr("y", (d) => d.y).text((d) => d.text);
  frame.append("g").attr("class", "labels").attr("aria-hidden", "true").attr("font-size", labelSize)
    .selectAll("text").data(placed).join("text").attr("x", (d) => d.x).attr("y", (d) => d.y).text((d) => d.text);
  return { flows, drawn };
}

const inUse = new WeakMap();
function nodesInUseSet(scenario) {
  if (!inUse.has(scenario)) inUse.set(scenario, new Set(nodesInUse(scenario)));
  return inUse.get(scenario);
}

function reachable(svg, part, state) {
  const order = part.drawn.map((each, i) => i).sort((a, b) => (utilisation(state.year, part.drawn[b].link.index) ?? -1) - (utilisation(state.year, part.drawn[a].link.index) ?? -1));
  const nodes = part.flows.nodes();
  const { load } = loadsOf(state.year, state.commodity);
  for (const i of order) {
    nodes[i].setAttribute("role", "img");
    nodes[i].setAttribute("aria-label", `${elementName({ kind: "link", object: part.drawn[i].link })}: ${tonnes(load[part.drawn[i].link.index])} t/yr`);
  }
  roving(svg, order.map((i) => nodes[i]), (i) => {
    const { link } = part.drawn[order[i]];
    return { title: link.name, rows: linkRows(state, link) };
  });
}

export function drawMap(host, state) {
  if (nodesInUse(state.scenario).length < 2) {
    host.hidden = true;
    return;
  }
  const width = Math.max(320, host.clientWidth || 900);
  const narrow = width < 620;
  const caspian = nodesInUse(state.scenario).filter((node) => inside(node, CASPIAN));
  const extent = boxOf(nodesInUse(state.scenario));
  const withInset = caspian.length >= 5 && extent.east - extent.west > 24;
  const insetWidth = narrow ? width : Math.round(Math.min(560, width * 0.42));
  const insetHeight = Math.round(insetWidth * (narrow ? 0.78 : 0.58));
  const margin = narrow
    ? { left: 18, right: 18, top: 24, bottom: 24 }
    : { left: 46, right: 64, top: withInset ? insetHeight * 0.72 : 40, bottom: 34 };
  const height = heightFor(nodesInUse(state.scenario), width, margin, narrow);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": t("map.label", { year: state.year.year }) });
  const root = select(svg).append("g");
  const main = view(state, root, { width, height, margin, labelSize: narrow ? 10 : 11.5, labels: narrow ? 14 : 60, gap: 7,
    taken: withInset && !narrow ? [{ x: 8, y: 8, width: insetWidth + 12, height: insetHeight + 12, weight: 50 }] : [] });
  reachable(svg, main, state);

  const behaviour = zoom().scaleExtent([1, 12]).translateExtent([[0, 0], [width, height]])
    .filter((event) => event.type !== "wheel" || event.ctrlKey)
    .on("zoom", ({ transform }) => {
      root.attr("transform", transform);
      svg.style.setProperty("--zoom", String(transform.k));
    });
  select(svg).call(behaviour);
  const step = (factor) => select(svg).call(behaviour.scaleBy, factor);
  const buttons = h("div", { class: "map-buttons" },
    h("button", { type: "button", "aria-label": t("map.zoom_in"), onclick: () => step(1.6) }, "+"),
    h("button", { type: "button", "aria-label": t("map.zoom_out"), onclick: () => step(1 / 1.6) }, "−"),
    h("button", { type: "button", "aria-label": t("map.reset"), onclick: () => select(svg).call(behaviour.transform, zoomIdentity) }, "⌂"));

  const parts = [h("div", { class: "map-main" }, svg, buttons)];
  if (withInset) {
    const inset = s("svg", { viewBox: `0 0 ${insetWidth} ${insetHeight}`, width: insetWidth, height: insetHeight, role: "group", "aria-label": t("map.inset") });
    const part = view(state, select(inset).append("g"), { width: insetWidth, height: insetHeight, box: CASPIAN, margin: { left: 4, right: 4, top: 4, bottom: 4 }, labelSize: 11, labels: 40, gap: 9,
      taken: [{ x: 0, y: 0, width: 200, height: 24, weight: 20 }] });
    reachable(inset, part, state);
    parts.push(h("figure", { class: narrow ? "inset below" : "inset" }, h("figcaption", {}, t("map.inset")), inset));
  }
  replace(host, ...parts, legend(), h("div", { class: "map-foot" }, h("span", {}, t("map.credit")), saveButtons(svg, `${state.scenario.name}-${state.year.year}`)));
}
