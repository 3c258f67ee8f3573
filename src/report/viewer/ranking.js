import { utilisation } from "./data.js";
import { card, h, replace } from "./dom.js";
import { mt, percent } from "./format.js";
import { useClass } from "./marks.js";
import { elementName, t, term } from "./text.js";

const SHOWN = 14;

export function rankingCard() {
  const body = h("ol", { class: "bars" });
  const note = h("p", { class: "note" });
  const element = card("ranking", t("ranking"), null, note, body);
  return {
    element,
    update({ scenario, year, binding }) {
      note.textContent = t("ranking.note", { year: year.year });
      const bound = new Set(binding.map((member) => member.key));
      const busiest = scenario.network.links
        .map((link) => ({ link, share: utilisation(year, link.index) }))
        .filter(({ link, share }) => share !== null && year.load[link.index] > 0)
        .sort((a, b) => b.share - a.share || year.load[b.link.index] - year.load[a.link.index])
        .slice(0, SHOWN);
      if (busiest.length === 0) {
        replace(body, h("li", {}, t("ranking.none")));
        return;
      }
      replace(body, ...busiest.map(({ link, share }) => {
        const bar = h("span", { class: `bar ${useClass(share)}` });
        bar.style.width = `${Math.min(100, share * 100)}%`;
        return h("li", {},
          h("span", { class: "bar-name" }, link.name, h("small", {}, ` ${term("mode", link.mode)}`)),
          h("span", { class: "bar-track" }, bar, bound.has(`link:${link.index}`) ? h("em", {}, t("binds")) : null),
          h("span", { class: "bar-value" }, percent(share), h("small", {}, ` ${mt(year.load[link.index])}`)));
      }));
    },
  };
}

export function saturationCard() {
  const body = h("ol", { class: "timeline" });
  const element = card("saturation", t("saturation"), t("saturation.note"), body);
  return {
    element,
    update({ scenario, year }) {
      if (scenario.saturations.length === 0) {
        replace(body, h("li", {}, t("saturation.none")));
        return;
      }
      const first = scenario.years[0].year;
      const last = scenario.years.at(-1).year;
      const span = Math.max(1, last - first + 1);
      replace(body, ...scenario.saturations.map((each) => {
        const bar = h("span", { class: each.year <= year.year ? "full" : "later" });
        bar.style.left = `${((each.year - first) / span) * 100}%`;
        bar.style.width = `${((last - each.year + 1) / span) * 100}%`;
        return h("li", { class: each.year <= year.year ? null : "later" },
          h("span", { class: "timeline-year" }, String(each.year)),
          h("span", { class: "timeline-name" }, elementName(each),
            h("small", {}, ` ${[each.object.system, `${each.object.estimate ? "~" : ""}${mt(each.capacity)} ${t("unit")}`].filter(Boolean).join(" · ")}`)),
          h("span", { class: "timeline-track", "aria-hidden": "true" }, bar));
      }));
    },
  };
}
