import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { line } from "d3-shape";
import { card, h, replace, s } from "./dom.js";
import { mt, plain } from "./format.js";
import { elementName, language, t, term } from "./text.js";
import { roving } from "./tooltip.js";

const WIDTH = 320;
const HEIGHT = 190;

// The corners of a curve in Mt a year: demand across, served up.
function corners(curve) {
  const points = curve.segments.map((segment) => ({ factor: segment.from, served: segment.served, segment }));
  const last = curve.segments.at(-1);
  const end = last.to ?? Math.max(2, last.from * 1.5);
  points.push({ factor: end, served: last.served + last.slope * (end - last.from), segment: last });
  return points.map((point) => ({ ...point, demand: point.factor * curve.demand }));
}

function chart(curve) {
  const points = corners(curve);
  const first = points.find((point, i) => i > 0 && curve.segments[Math.min(i, curve.segments.length - 1)].slope < curve.segments[0].slope);
  const reach = Math.max(curve.demand * 1.6, (first?.demand ?? 0) * 1.35);
  const margin = { top: 10, right: 14, bottom: 34, left: 44 };
  const x = scaleLinear([0, reach / 1e6], [margin.left, WIDTH - margin.right]);
  const y = scaleLinear([0, reach / 1e6], [HEIGHT - margin.bottom, margin.top]);
  const svg = s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "chart", role: "group", "aria-label": term("cargo", curve.commodity) });
  const root = select(svg);
  const tick = (value) => new Intl.NumberFormat(language()).format(value);
  root.append("g").attr("class", "axis").attr("transform", `translate(0,${HEIGHT - margin.bottom})`).call(axisBottom(x).ticks(5).tickFormat(tick).tickSize(0).tickPadding(8));
  root.append("g").attr("class", "axis grid").attr("transform", `translate(${margin.left},0)`).call(axisLeft(y).ticks(4).tickFormat(tick).tickSize(-(WIDTH - margin.left - margin.right)));
  const clip = points.filter((point) => point.demand <= reach);
  const beyond = points.find((point) => point.demand > reach);
  if (beyond) {
    const before = clip.at(-1);
    const share = (reach - before.demand) / (beyond.demand - before.demand);
    clip.push({ ...beyond, demand: reach, served: before.served + share * (beyond.served - before.served) });
  }
  root.append("line").attr("class", "asked").attr("x1", x(0)).attr("y1", y(0)).attr("x2", x(reach / 1e6)).attr("y2", y(reach / 1e6));
  root.append("line").attr("class", "now").attr("x1", x(curve.demand / 1e6)).attr("x2", x(curve.demand / 1e6)).attr("y1", margin.top).attr("y2", HEIGHT - margin.bottom);
  root.append("path").attr("class", "served-line").attr("d", line((point) => x(point.demand / 1e6), (point) => y(point.served / 1e6))(clip));
  const bends = clip.slice(1, -1);
  const marks = root.append("g").selectAll("circle").data(bends).join("circle").attr("class", "profile-mark stay").attr("r", 4.5)
    .attr("cx", (point) => x(point.demand / 1e6)).attr("cy", (point) => y(point.served / 1e6)).attr("role", "img")
    .attr("aria-label", (point) => `${mt(point.demand)}: ${point.segment.cut.map(elementName).join(", ")}`).nodes();
  if (marks.length > 0) {
    roving(svg, marks, (i) => ({
      title: t("curves.bend", { factor: plain(bends[i].factor, 3) }),
      rows: [
        [t("growth.demand"), `${mt(bends[i].demand)} ${t("unit")}`],
        [t("growth.served"), `${mt(bends[i].served)} ${t("unit")}`],
        [t("kpi.binding"), bends[i].segment.cut.map(elementName).join(", ") || t("kpi.binding_none")],
      ],
    }));
  }
  const bend = bends[0];
  return h("figure", {}, h("figcaption", {}, h("strong", {}, term("cargo", curve.commodity)),
    h("small", {}, bend ? ` ${t("curves.first", { factor: plain(bend.factor, 2) })}` : ` ${t("curves.none")}`)), svg);
}

export function curvesCard() {
  const body = h("div", { class: "multiples wide" });
  const note = h("p", { class: "note" });
  const element = card("curves", t("curves"), null, note, body);
  let shownFor = null;
  return {
    element,
    update({ scenario, commodity }) {
      const now = `${scenario.name}/${commodity}`;
      if (now === shownFor) return;
      shownFor = now;
      const shown = scenario.curves.filter((curve) => curve.segments.length > 0 && (!commodity || curve.commodity === commodity));
      element.hidden = shown.length === 0;
      if (shown.length === 0) return;
      note.textContent = t("curves.note", { year: shown[0].year });
      replace(body, ...shown.map(chart));
    },
  };
}
