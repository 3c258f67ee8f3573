import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { area, line } from "d3-shape";
import { card, h, replace, s, widthOf } from "./dom.js";
import { mt } from "./format.js";
import { language, t, term } from "./text.js";
import { roving } from "./tooltip.js";

// Demand, what is served of it, and the ceiling, by year: of one commodity or of all.
export function seriesOf(scenario, commodity) {
  return scenario.years.map((year) => {
    if (!commodity) return { year: year.year, demand: year.demand, served: year.served, unserved: year.unserved, ceiling: null };
    const found = year.commodities.find((each) => each.commodity === commodity);
    return found
      ? { year: year.year, demand: found.demand, served: found.served, unserved: found.unserved, ceiling: found.ceiling }
      : { year: year.year, demand: 0, served: 0, unserved: 0, ceiling: null };
  });
}

function yearTicks(series, room) {
  const every = Math.ceil(series.length / Math.max(2, Math.floor(room / 44)));
  return series.map((each) => each.year).filter((_, i) => i % every === 0);
}

// A ceiling far above the demand would flatten the chart; it is drawn where it fits.
function topOf(series) {
  const demand = Math.max(...series.map((each) => each.demand), 1);
  const ceilings = series.map((each) => each.ceiling).filter((each) => each !== null);
  const ceiling = ceilings.length > 0 ? Math.min(...ceilings) : 0;
  return ceiling > 0 && ceiling < demand * 2.5 ? Math.max(demand, Math.max(...ceilings.filter((each) => each < demand * 2.5))) : demand;
}

export function growthChart(series, current, { width, height, compact, label }) {
  const margin = compact ? { top: 6, right: 8, bottom: 18, left: 34 } : { top: 14, right: 64, bottom: 26, left: 44 };
  const x = scaleLinear([series[0].year, series.at(-1).year + (series.length === 1 ? 1 : 0)], [margin.left, width - margin.right]);
  const y = scaleLinear([0, (topOf(series) / 1e6) * 1.06], [height - margin.bottom, margin.top]).nice(4);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "chart", role: "group", "aria-label": label });
  const root = select(svg);
  root.append("g").attr("class", "axis").attr("transform", `translate(0,${height - margin.bottom})`)
    .call(axisBottom(x).tickValues(yearTicks(series, width - margin.left - margin.right)).tickFormat(String).tickSize(0).tickPadding(8));
  root.append("g").attr("class", "axis grid").attr("transform", `translate(${margin.left},0)`)
    .call(axisLeft(y).ticks(compact ? 3 : 5).tickSize(-(width - margin.left - margin.right))
      .tickFormat((value) => new Intl.NumberFormat(language()).format(value)));
  const px = (each) => x(each.year);
  root.append("path").attr("class", "served-area").attr("d", area(px, y(0), (each) => y(each.served / 1e6))(series));
  root.append("path").attr("class", "unserved-area").attr("d", area(px, (each) => y(each.served / 1e6), (each) => y(each.demand / 1e6))(series));
  root.append("path").attr("class", "served-line").attr("d", line(px, (each) => y(each.served / 1e6))(series));
  root.append("path").attr("class", "demand-line").attr("d", line(px, (each) => y(each.demand / 1e6))(series));
  const limited = series.filter((each) => each.ceiling !== null && each.ceiling / 1e6 <= y.domain()[1]);
  if (limited.length > 1) root.append("path").attr("class", "ceiling-line").attr("d", line(px, (each) => y(each.ceiling / 1e6))(limited));
  const here = series.find((each) => each.year === current) ?? series.at(-1);
  root.append("line").attr("class", "now").attr("x1", px(here)).attr("x2", px(here)).attr("y1", margin.top).attr("y2", height - margin.bottom);
  root.append("circle").attr("class", "now-dot").attr("cx", px(here)).attr("cy", y(here.served / 1e6)).attr("r", compact ? 3 : 4);
  if (!compact) {
    const last = series.at(-1);
    const apart = y(last.served / 1e6) - y(last.demand / 1e6);
    root.append("text").attr("class", "end-label demand").attr("x", px(last) + 6).attr("y", y(last.demand / 1e6) + (apart < 12 && apart > 0 ? -4 : 4)).text(mt(last.demand));
    if (apart > 2) root.append("text").attr("class", "end-label served").attr("x", px(last) + 6).attr("y", y(last.served / 1e6) + 10).text(mt(last.served));
  }
  const band = (width - margin.left - margin.right) / Math.max(1, series.length - 1);
  const targets = series.map((each) => s("rect", { class: "target", x: Math.max(0, px(each) - band / 2), y: margin.top, width: Math.max(4, band), height: height - margin.top - margin.bottom,
    role: "img", "aria-label": `${each.year}: ${t("growth.demand")} ${mt(each.demand)}, ${t("growth.served")} ${mt(each.served)} ${t("unit")}` }));
  svg.append(...targets);
  roving(svg, targets, (i) => ({
    title: String(series[i].year),
    rows: [
      [t("growth.demand"), `${mt(series[i].demand)} ${t("unit")}`],
      [t("growth.served"), `${mt(series[i].served)} ${t("unit")}`],
      [t("growth.unserved"), `${mt(series[i].unserved)} ${t("unit")}`],
      ...(series[i].ceiling === null ? [] : [[t("growth.ceiling"), `${mt(series[i].ceiling)} ${t("unit")}`]]),
    ],
  }));
  return svg;
}

function key() {
  return h("p", { class: "key" },
    h("span", { class: "key-demand" }, t("growth.demand")),
    h("span", { class: "key-served" }, t("growth.served")),
    h("span", { class: "key-unserved" }, t("growth.unserved")));
}

export function growthCard() {
  const body = h("div", { class: "chart-host" });
  const element = card("growth", t("growth"), t("growth.note"), key(), body);
  return {
    element,
    update(state) {
      const width = Math.max(280, widthOf(body) || 560);
      const label = `${t("growth")}: ${state.commodity ? term("cargo", state.commodity) : t("all_cargo")}`;
      replace(body, growthChart(seriesOf(state.scenario, state.commodity), state.year.year, { width, height: 240, compact: false, label }));
    },
  };
}

export function multiplesCard() {
  const body = h("div", { class: "multiples" });
  const element = card("multiples", t("multiples"), t("multiples.note"), body);
  return {
    element,
    update(state) {
      const names = state.scenario.years[0].commodities.map((each) => each.commodity);
      element.hidden = names.length < 2;
      replace(body, ...names.map((name) => {
        const series = seriesOf(state.scenario, name);
        const breaks = series.find((each) => each.unserved > 0);
        return h("figure", { class: state.commodity === name ? "chosen" : null },
          h("figcaption", {}, h("strong", {}, term("cargo", name)),
            breaks ? h("span", { class: "breaks" }, String(breaks.year)) : null),
          growthChart(series, state.year.year, { width: 210, height: 110, compact: true, label: term("cargo", name) }));
      }));
    },
  };
}
