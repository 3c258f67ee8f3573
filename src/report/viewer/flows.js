import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { select } from "d3-selection";
import { countryName } from "./countries.js";
import { routesOf, utilisation } from "./data.js";
import { card, h, replace, s, widthOf } from "./dom.js";
import { mt } from "./format.js";
import { language, t, term } from "./text.js";
import { roving } from "./tooltip.js";

function busiestSystem(route, year) {
  let best = null;
  for (const link of route.links) {
    const share = utilisation(year, link.index);
    if (share !== null && (!best || share > best.share)) best = { share, name: link.system || link.name };
  }
  return best?.name ?? t("flows.via_none");
}

// Each route as four stages: cargo, country of origin, busiest system, country of destination.
function stagesOf({ scenario, year, commodity }) {
  const merged = new Map();
  for (const entry of year.commodities) {
    if (commodity && entry.commodity !== commodity) continue;
    for (const route of routesOf(scenario.network, entry)) {
      const stages = [
        entry.commodity,
        countryName(route.origin.country, language()) || route.origin.name,
        busiestSystem(route, year),
        countryName(route.destination.country, language()) || route.destination.name,
      ];
      const key = JSON.stringify(stages);
      const known = merged.get(key) ?? { stages, amount: 0 };
      known.amount += route.amount;
      merged.set(key, known);
    }
  }
  return [...merged.values()];
}

function graphOf(flows) {
  const nodes = new Map();
  const links = new Map();
  for (const { stages, amount } of flows) {
    stages.forEach((name, column) => {
      const id = `${column}:${name}`;
      if (!nodes.has(id)) nodes.set(id, { id, name: column === 0 ? term("cargo", name) : name, column });
      if (column === 0) return;
      const from = `${column - 1}:${stages[column - 1]}`;
      const key = JSON.stringify([stages[0], from, id]);
      const known = links.get(key) ?? { source: from, target: id, value: 0, cargo: stages[0] };
      known.value += amount / 1e6;
      links.set(key, known);
    });
  }
  return { nodes: [...nodes.values()], links: [...links.values()] };
}

function diagram(state, width) {
  const graph = graphOf(stagesOf(state));
  if (graph.links.length === 0) return null;
  const cargoes = [...new Set(state.scenario.years[0].commodities.map((each) => each.commodity))];
  const tallest = Math.max(...[0, 1, 2, 3].map((column) => graph.nodes.filter((node) => node.column === column).length));
  const height = Math.max(260, tallest * 30);
  const longest = Math.max(...graph.nodes.filter((node) => node.column === 3).map((node) => node.name.length));
  sankey().nodeId((node) => node.id).nodeAlign((node) => node.column).nodeWidth(8).nodePadding(14)
    .extent([[2, 8], [width - Math.max(110, longest * 7.5 + 60), height - 8]])(graph);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "chart sankey", role: "group", "aria-label": t("flows") });
  const root = select(svg);
  const ribbons = root.append("g").selectAll("path").data(graph.links).join("path")
    .attr("class", (link) => `ribbon cargo-${(cargoes.indexOf(link.cargo) % 9) + 1}`)
    .attr("d", sankeyLinkHorizontal()).attr("stroke-width", (link) => Math.max(1, link.width))
    .attr("role", "img").attr("aria-label", (link) => `${term("cargo", link.cargo)}: ${link.source.name} → ${link.target.name}, ${mt(link.value * 1e6)} ${t("unit")}`);
  root.append("g").selectAll("rect").data(graph.nodes).join("rect").attr("class", (node) => (node.column === 0 ? `stage cargo-${(cargoes.indexOf(node.id.slice(2)) % 9) + 1}` : "stage"))
    .attr("x", (node) => node.x0).attr("y", (node) => node.y0).attr("width", (node) => node.x1 - node.x0).attr("height", (node) => Math.max(1, node.y1 - node.y0));
  root.append("g").attr("class", "stage-names").selectAll("text").data(graph.nodes).join("text")
    .attr("x", (node) => node.x1 + 6).attr("y", (node) => (node.y0 + node.y1) / 2).attr("dy", "0.34em")
    .text((node) => `${node.name} `).append("tspan").text((node) => mt(node.value * 1e6));
  roving(svg, ribbons.nodes(), (i) => ({
    title: `${graph.links[i].source.name} → ${graph.links[i].target.name}`,
    rows: [[t("cargo"), term("cargo", graph.links[i].cargo)], [t("tip.flow"), `${mt(graph.links[i].value * 1e6)} ${t("unit")}`]],
  }));
  return svg;
}

// On a narrow screen: one bar for each cargo, divided by country of destination.
function bars(state) {
  const byCargo = new Map();
  for (const { stages, amount } of stagesOf(state)) {
    const parts = byCargo.get(stages[0]) ?? new Map();
    parts.set(stages[3], (parts.get(stages[3]) ?? 0) + amount);
    byCargo.set(stages[0], parts);
  }
  return h("ul", { class: "stacks" }, ...[...byCargo].map(([cargo, parts]) => {
    const total = [...parts.values()].reduce((a, b) => a + b, 0);
    return h("li", {}, h("strong", {}, term("cargo", cargo)), h("small", {}, ` ${mt(total)} ${t("unit")}`),
      h("span", { class: "stack" }, ...[...parts].sort((a, b) => b[1] - a[1]).map(([name, amount], i) => {
        const part = h("span", { class: `part-${(i % 4) + 1}` }, `${name} ${mt(amount)}`);
        part.style.flexGrow = String(amount);
        return part;
      })));
  }));
}

export function flowsCard() {
  const body = h("div", { class: "chart-host" });
  const note = h("p", { class: "note" });
  const element = card("flows", t("flows"), null, note, body);
  return {
    element,
    update(state) {
      note.textContent = t("flows.note", { year: state.year.year });
      const width = widthOf(body) || 600;
      const drawn = width < 480 ? bars(state) : diagram(state, width);
      element.hidden = drawn === null;
      replace(body, drawn);
    },
  };
}
