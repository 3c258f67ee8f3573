import { card, h, replace } from "./dom.js";
import { listOf, mt } from "./format.js";
import { language, t } from "./text.js";

function signed(tonnes) {
  if (tonnes === null) return "–";
  const text = mt(Math.abs(tonnes));
  return tonnes === 0 ? text : `${tonnes > 0 ? "+" : "−"}${text}`;
}

// Bars to the right of the middle for what is gained, to the left for what is lost.
function bar(tonnes, most) {
  const mark = h("span", { class: tonnes < 0 ? "loss" : "gain" });
  const share = most > 0 ? (Math.abs(tonnes ?? 0) / most) * 50 : 0;
  mark.style.width = `${share}%`;
  mark.style.left = tonnes < 0 ? `${50 - share}%` : "50%";
  return h("span", { class: "both-ways", "aria-hidden": "true" }, mark);
}

function table(comparison, year) {
  const rows = [...year.parts, [t("compare.interaction"), year.interaction, null]];
  const most = Math.max(1, ...rows.flatMap(([, alone, inOrder]) => [Math.abs(alone ?? 0), Math.abs(inOrder ?? 0)]));
  const names = (list) => (list.length > 0 ? listOf(list) : t("compare.nothing"));
  return h("article", {},
    h("h3", {}, t("compare.title", { after: comparison.after, before: comparison.before, year: new Intl.NumberFormat(language(), { useGrouping: false }).format(year.year) })),
    h("p", { class: "big" }, signed(year.served[1] - year.served[0]), h("small", {}, ` ${t("unit")} · ${t("compare.served", { before: mt(year.served[0]), after: mt(year.served[1]) })}`)),
    h("p", { class: "note" }, `${t("compare.no_more")}: ${names(year.binds_no_more)} · ${t("compare.now")}: ${names(year.binds_now)}`),
    h("div", { class: "table-scroll" }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("compare.part")), h("th", { scope: "col", class: "right" }, t("compare.alone")), h("th", { scope: "col" }), h("th", { scope: "col", class: "right" }, t("compare.in_order")))),
      h("tbody", {}, ...rows.map(([name, alone, inOrder]) => h("tr", {}, h("td", {}, name), h("td", { class: "right" }, signed(alone)), h("td", {}, bar(alone, most)), h("td", { class: "right" }, inOrder === null ? "" : signed(inOrder))))))));
}

export function comparisonCard(model) {
  if (model.comparisons.length === 0) return null;
  const body = h("div", { class: "compared" });
  const element = card("compare", t("compare"), t("compare.note"), body);
  return {
    element,
    update({ year }) {
      replace(body, ...model.comparisons.filter((comparison) => comparison.years.length > 0).map((comparison) =>
        table(comparison, comparison.years.find((each) => each.year === year.year) ?? comparison.years.at(-1))));
    },
  };
}
