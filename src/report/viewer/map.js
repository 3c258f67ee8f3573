import { geoGraticule } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature, mesh } from "topojson-client";
import shapes from "geography";
import { shapeName } from "./countries.js";
import { loadsOf, utilisation } from "./data.js";
import { h, replace, s, widthOf } from "./dom.js";
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

// The ground of a view: the outlines of countries take most of the time of a drawing, and views of
// one extent share them.
const grounds = new Map();
function groundOf(scenario, { width, height, box, margin }) {
  const corners = box
    ? [[box.west, box.south], [box.east, box.north], [box.west, box.north], [box.east, box.south]].map((at) => ({ at }))
    : nodesInUse(scenario);
  const key = JSON.stringify([width, height, margin, corners.map(({ at }) => at)]);
  if (!grounds.has(key)) {
    const projection = projectionFor(corners, width, height, margin);
    const path = shapePath(projection, width, height);
    const centres = countries
      .map((country) => ({ id: country.id, at: path.centroid(country), area: path.area(country) }))
      .filter((country) => country.area > (box ? 2500 : 1600))
      .sort((a, b) => b.area - a.area);
    const shapes = [
      ["country", path({ type: "GeometryCollection", geometries: countries.map((each) => each.geometry) })],
      ["border", path(borders)],
      ["graticule", path(geoGraticule().step([10, 10])())],
    ];
    grounds.set(key, { projection, centres, shapes });
  }
  return grounds.get(key);
}

// A part of the world at one size: what stays the same over years and cargoes.
function prepare(scenario, frame, options) {
  const { width, height } = options;
  const { projection, centres, shapes } = groundOf(scenario, options);
  const at = new Map(scenario.network.nodes.filter((node) => node.at).map((node) => [node, projection(node.at)]));
  const land = frame.append("g").attr("class", "land");
  for (const [name, outline] of shapes) land.append("path").attr("class", name).attr("d", outline);
  const layer = (name) => frame.append("g").attr("class", name);
  const layers = { names: layer("country-names").attr("aria-hidden", "true"), idle: layer("idle"), halo: layer("halo"), casing: layer("casing"), flows: layer("flows"),
    cores: layer("pipe-core"), stops: layer("stops"), badges: layer("badges"), labels: layer("labels").attr("aria-hidden", "true").attr("font-size", options.labelSize) };
  const near = ([x, y]) => x > -20 && y > -20 && x < width + 20 && y < height + 20;
  const used = nodesInUseSet(scenario);
  const links = scenario.network.links.filter((link) => at.get(link.tail) && at.get(link.head) && (near(at.get(link.tail)) || near(at.get(link.head))) && (used.has(link.tail) || used.has(link.head)));
  return { ...options, at, centres, layers, links };
}

// What changes with the year and the cargo.
function drawFlows(state, part) {
  const { at, layers, width, height, labelSize } = part;
  const { scenario, year } = state;
  const { load } = loadsOf(year, state.commodity);
  const open = part.links.filter((link) => !year.closed.has(link.index));
  const offsets = offsetsOf(scenario.network.links, (link) => load[link.index] > 0);
  const shape = (link) => curve(at.get(link.tail), at.get(link.head), offsets.get(link.index) ?? 0, part.gap);
  const drawn = open.filter((link) => load[link.index] > 0).map((link) => ({ link, ...shape(link) }));
  const binding = new Set(state.binding.map((member) => member.key));
  const halo = drawn.filter(({ link }) => binding.has(`link:${link.index}`));
  const casing = (link) => casingWidth(year.capacity[link.index], year.load[link.index]);
  const paths = (layer, data) => layer.selectAll("path").data(data).join("path").attr("d", (each) => each.path);

  paths(layers.idle, open.filter((link) => load[link.index] === 0).map((link) => ({ link, ...shape(link) })));
  paths(layers.halo, halo).attr("stroke-width", ({ link }) => casing(link) + 7);
  paths(layers.casing, drawn).attr("stroke-width", ({ link }) => casing(link));
  const flows = paths(layers.flows, drawn)
    .attr("class", ({ link }) => `flow ${useClass(utilisation(year, link.index))} ${wayClass(link.mode)}${state.system && link.system === state.system ? " of-system" : ""}`)
    .attr("stroke-width", ({ link }) => flowWidth(load[link.index]))
    .attr("stroke-dasharray", ({ link }) => {
      const w = flowWidth(load[link.index]);
      return wayClass(link.mode) === "way-sea" ? `${Math.max(4, w)} ${Math.max(2, w * 0.35)}` : null;
    });
  paths(layers.cores, drawn.filter(({ link }) => wayClass(link.mode) === "way-pipe"));

  const through = new Map();
  for (const { link } of drawn) {
    for (const node of [link.tail, link.head]) through.set(node, (through.get(node) ?? 0) + load[link.index]);
  }
  const stops = [...through].filter(([node]) => {
    const [x, y] = at.get(node);
    return x > 0 && y > 0 && x < width && y < height;
  });
  layers.stops.selectAll("circle").data(stops).join("circle")
    .attr("cx", ([node]) => at.get(node)[0]).attr("cy", ([node]) => at.get(node)[1])
    .attr("r", ([node]) => (binding.has(`node:${node.index}`) ? 4.5 : node.links.length > 2 ? 3 : 2.4))
    .attr("class", ([node]) => (binding.has(`node:${node.index}`) || binding.has(`terminal:${node.index}`) ? "binds" : null));
  const badges = halo.map(({ link, half }) => ({ link, x: half[0], y: half[1], text: mt(load[link.index]) }));
  const badge = layers.badges.selectAll("g").data(badges).join((enter) => {
    const group = enter.append("g");
    group.append("rect").attr("y", -8).attr("rx", 8).attr("height", 16);
    group.append("text").attr("dy", "0.34em");
    return group;
  }).attr("transform", ({ x, y }) => `translate(${x},${y})`);
  badge.select("rect").attr("x", ({ text }) => -(text.length * 3.6 + 6)).attr("width", ({ text }) => text.length * 7.2 + 12);
  badge.select("text").text(({ text }) => text);
  drawNames(state, part, stops, badges, drawn);
  return { flows: flows.nodes(), drawn, labelSize };
}

function drawNames(state, part, stops, badges, drawn) {
  const { at, layers, width, height, labelSize } = part;
  const taken = [
    ...part.taken,
    ...stops.map(([node]) => ({ x: at.get(node)[0] - 4, y: at.get(node)[1] - 4, width: 8, height: 8 })),
    ...badges.map(({ x, y, text }) => ({ x: x - text.length * 4 - 6, y: y - 9, width: text.length * 8 + 12, height: 18, weight: 3 })),
    ...drawn.flatMap(({ link }) => samples(at.get(link.tail), at.get(link.head), 5)),
  ];
  const important = (node) => ({ port: 2, city: 1.5, oil_terminal: 1.5 })[node.kind] ?? 1;
  const candidates = stops
    .map(([node, amount]) => ({ text: node.name, x: at.get(node)[0], y: at.get(node)[1], weight: amount * important(node) + (node.links.length > 2 ? 1e6 : 0) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, part.labels);
  const placed = placeLabels(candidates, taken, width, height, labelSize);
  const ownBoxes = placed.map((label) => ({ x: label.x - 8, y: label.y - labelSize - 6, width: label.text.length * labelSize * 0.56 + 16, height: labelSize + 14 }));
  const named = part.centres
    .map((country) => ({ text: shapeName(country.id, language()).toLocaleUpperCase(language()), at: country.at }))
    .filter((country) => country.text)
    .map(({ text, at: [x, y] }) => ({ text, x: x - text.length * 3.6, y }));
  const countryNames = placeLabels(named, [...taken.map((each) => ({ ...each, weight: 1 })), ...ownBoxes], width, height, 10);
  const write = (layer, data) => layer.selectAll("text").data(data).join("text").attr("x", (each) => each.x).attr("y", (each) => each.y).text((each) => each.text);
  write(layers.names, countryNames);
  write(layers.labels, placed);
}

const inUse = new WeakMap();
function nodesInUseSet(scenario) {
  if (!inUse.has(scenario)) inUse.set(scenario, new Set(nodesInUse(scenario)));
  return inUse.get(scenario);
}

function reachable(svg, drawing, state) {
  const use = ({ link }) => utilisation(state.year, link.index) ?? -1;
  const order = drawing.drawn.map((_, i) => i).sort((a, b) => use(drawing.drawn[b]) - use(drawing.drawn[a]));
  const { load } = loadsOf(state.year, state.commodity);
  for (const i of order) {
    const { link } = drawing.drawn[i];
    drawing.flows[i].setAttribute("role", "img");
    drawing.flows[i].setAttribute("aria-label", `${elementName({ kind: "link", object: link })}: ${tonnes(load[link.index])} t/yr`);
  }
  roving(svg, order.map((i) => drawing.flows[i]), (i) => {
    const { link } = drawing.drawn[order[i]];
    return { title: link.name, rows: linkRows(state, link) };
  });
}

function zoomable(svg, root, width, height) {
  const behaviour = zoom().scaleExtent([1, 12]).translateExtent([[0, 0], [width, height]])
    .filter((event) => event.type !== "wheel" || event.ctrlKey)
    .on("zoom", ({ transform }) => root.attr("transform", transform));
  select(svg).call(behaviour);
  const by = (factor) => () => select(svg).call(behaviour.scaleBy, factor);
  return h("div", { class: "map-buttons" },
    h("button", { type: "button", "aria-label": t("map.zoom_in"), onclick: by(1.6) }, "+"),
    h("button", { type: "button", "aria-label": t("map.zoom_out"), onclick: by(1 / 1.6) }, "−"),
    h("button", { type: "button", "aria-label": t("map.reset"), onclick: () => select(svg).call(behaviour.transform, zoomIdentity) }, "⌂"));
}

// The views of a scenario at a width: the main one, and an inset where the Caspian would be too
// small to read.
function viewsOf(scenario, width) {
  const nodes = nodesInUse(scenario);
  const narrow = width < 620;
  const extent = boxOf(nodes);
  const withInset = nodes.filter((node) => inside(node, CASPIAN)).length >= 5 && extent.east - extent.west > 24;
  const insetWidth = narrow ? width : Math.round(Math.min(560, width * 0.42));
  const insetHeight = Math.round(insetWidth * (narrow ? 0.78 : 0.58));
  const margin = narrow
    ? { left: 18, right: 18, top: 24, bottom: 24 }
    : { left: 46, right: 64, top: withInset ? insetHeight * 0.72 : 40, bottom: 34 };
  const main = { width, height: heightFor(nodes, width, margin, narrow), margin, labelSize: narrow ? 10 : 11.5, labels: narrow ? 14 : 60, gap: 7,
    taken: withInset && !narrow ? [{ x: 8, y: 8, width: insetWidth + 12, height: insetHeight + 12, weight: 50 }] : [] };
  const inset = withInset && { width: insetWidth, height: insetHeight, box: CASPIAN, margin: { left: 4, right: 4, top: 4, bottom: 4 }, labelSize: 11, labels: 40, gap: 9,
    taken: [{ x: 0, y: 0, width: 200, height: 24, weight: 20 }] };
  return { main, inset, narrow };
}

// Makes the grounds of scenarios that are not shown yet, one at a time while nothing else happens.
export function prepareGrounds(scenarios, host) {
  const [next, ...later] = scenarios.filter((scenario) => nodesInUse(scenario).length > 1);
  if (!next || !window.requestIdleCallback) return;
  requestIdleCallback(() => {
    groundOf(next, viewsOf(next, roomOf(host)).main);
    prepareGrounds(later, host);
  });
}

function roomOf(host) {
  return Math.max(320, widthOf(host) || 900);
}

function build(host, scenario, width) {
  const { main, inset: insetView, narrow } = viewsOf(scenario, width);
  const { height } = main;
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group" });
  const root = select(svg).append("g");
  const views = [{ svg, part: prepare(scenario, root, main) }];
  const pieces = [h("div", { class: "map-main" }, svg, zoomable(svg, root, width, height))];
  if (insetView) {
    const inset = s("svg", { viewBox: `0 0 ${insetView.width} ${insetView.height}`, width: insetView.width, height: insetView.height, role: "group", "aria-label": t("map.inset") });
    views.push({ svg: inset, part: prepare(scenario, select(inset).append("g"), insetView) });
    pieces.push(h("figure", { class: narrow ? "inset below" : "inset" }, h("figcaption", {}, t("map.inset")), inset));
  }
  replace(host, ...pieces, legend(), h("div", { class: "map-foot" }, h("span", {}, t("map.credit")), saveButtons(svg, () => `${scenario.name}-${svg.dataset.year}`)));
  return { scenario, width, views };
}

export function mapIn(host) {
  let built = null;
  return (state) => {
    host.hidden = nodesInUse(state.scenario).length < 2;
    if (host.hidden) return;
    const width = roomOf(host);
    if (built?.scenario !== state.scenario || built?.width !== width) built = build(host, state.scenario, width);
    const main = built.views[0].svg;
    main.setAttribute("aria-label", t("map.label", { year: state.year.year }));
    main.dataset.year = state.year.year;
    for (const { svg } of built.views) svg.classList.toggle("dimmed", Boolean(state.system));
    for (const { svg, part } of built.views) reachable(svg, drawFlows(state, part), state);
  };
}
