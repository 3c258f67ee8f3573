import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { line } from "d3-shape";
import { h, s } from "./dom.js";
import { plain } from "./format.js";
import { elementName, t } from "./text.js";
import { roving } from "./tooltip.js";

// Time against distance along a route: flat where it moves fast, upright where it waits.
function diagram(route, width) {
  const height = 210;
  const margin = { top: 10, right: 16, bottom: 28, left: 40 };
  const last = route.profile.at(-1);
  const x = scaleLinear([0, Math.max(1, last.km)], [margin.left, width - margin.right]);
  const y = scaleLinear([0, Math.max(1, last.hours / 24)], [height - margin.bottom, margin.top]).nice(4);
  const svg = s("svg", { viewBox: `0 0 ${width} ${height}`, width, height, class: "chart", role: "group", "aria-label": t("profile") });
  const root = select(svg);
  root.append("g").attr("class", "axis").attr("transform", `translate(0,${height - margin.bottom})`).call(axisBottom(x).ticks(Math.max(3, width / 110)).tickSize(0).tickPadding(8));
  root.append("g").attr("class", "axis grid").attr("transform", `translate(${margin.left},0)`).call(axisLeft(y).ticks(5).tickSize(-(width - margin.left - margin.right)));
  root.append("path").attr("class", "served-line").attr("d", line((row) => x(row.km), (row) => y(row.hours / 24))(route.profile));
  const marks = root.append("g").selectAll("circle").data(route.profile).join("circle")
    .attr("class", (row) => `profile-mark ${row.kind}`).attr("r", (row) => (row.kind === "stay" || row.kind === "transshipment" ? 4 : 3))
    .attr("cx", (row) => x(row.km)).attr("cy", (row) => y(row.hours / 24)).attr("role", "img")
    .attr("aria-label", (row) => `${row.node.name}: ${plain(row.km, 0)} km, ${plain(row.hours)} h`).nodes();
  roving(svg, marks, (i) => {
    const row = route.profile[i];
    return {
      title: row.node.name,
      rows: [
        [t("profile.kind"), row.link ? elementName({ kind: "link", object: row.link }) : t(`profile.${row.kind}`)],
        [t("tip.length"), t("tip.km", { value: plain(row.km, 0) })],
        [t("profile.time"), t("tip.h", { value: plain(row.hours) })],
        [t("profile.cost"), `${plain(row.usd, 2)} USD/t`],
      ],
    };
  });
  return svg;
}

export function routeProfile(answer, width) {
  if (answer.routes.length === 0) return null;
  const route = answer.routes[0];
  const [stays, borders, gauge, transshipment] = route.lost;
  const moving = route.hours - stays - borders - gauge - transshipment;
  const part = (key, hours) => (hours > 0.05 ? h("li", {}, t(key), h("small", {}, ` ${plain(hours / 24)} d`)) : null);
  return h("div", {}, h("h4", {}, t("profile")),
    h("p", { class: "note" }, t("profile.note", { days: plain(route.hours / 24), usd: plain(route.usd, 0), km: plain(route.km, 0), borders: route.borders })),
    diagram(route, width),
    h("ul", { class: "parts" }, part("profile.moving", moving), part("profile.stay", stays), part("profile.borders", borders), part("profile.gauge", gauge), part("profile.transshipment", transshipment)));
}
