import { nextBottleneck } from "./data.js";
import { h, replace } from "./dom.js";
import { listOf, mt, percent, plain, tonnes } from "./format.js";
import { elementName, t, term } from "./text.js";

// `exact` is the figure to the tonne behind a rounded one.
function tile(title, value, unit, note, { className, exact } = {}) {
  const told = exact === undefined ? undefined : `${tonnes(exact)} t/yr`;
  return h("div", { class: `tile ${className ?? ""}`, "data-exact": exact, title: told }, h("span", { class: "tile-title" }, title),
    h("span", { class: "tile-value" }, value, unit ? h("small", {}, ` ${unit}`) : null),
    note ? h("span", { class: "tile-note" }, note) : null);
}

function names(members) {
  const systems = [...new Set(members.map((member) => member.object.system).filter(Boolean))];
  const first = elementName(members[0]);
  if (members.length === 1) return first;
  return systems.length === 1 ? `${systems[0]} (${members.length})` : `${first} +${members.length - 1}`;
}

export function headline() {
  const element = h("section", { class: "tiles", "aria-live": "polite" });
  return {
    element,
    update({ scenario, year, commodity, binding }) {
      const entries = year.commodities.filter((each) => !commodity || each.commodity === commodity);
      const sum = (field) => entries.reduce((total, each) => total + each[field], 0);
      const [demand, served, unserved] = [sum("demand"), sum("served"), sum("unserved")];
      const next = nextBottleneck(year, commodity);
      const groups = commodity ? [] : year.groups.map(([name, value]) => t("group_share", { name, value: mt(value) }));
      const last = scenario.years.at(-1).year;
      replace(element,
        tile(t("kpi.demand"), mt(demand), t("unit"), groups.length > 0 ? listOf(groups) : null, { exact: demand }),
        tile(t("kpi.served"), demand > 0 ? percent(served / demand) : "–", null, t("kpi.served_note"), { exact: served }),
        tile(t("kpi.unserved"), mt(unserved), t("unit"), unserved === 0 ? t("kpi.unserved_none") : null, { className: unserved > 0 ? "alarm" : "", exact: unserved }),
        tile(t("kpi.binding"), binding.length > 0 ? names(binding) : t("kpi.binding_none"), null,
          next ? t(next.factor > 1 ? "kpi.next" : "kpi.full", { name: names(next.cut), cargo: term("cargo", next.entry.commodity), factor: plain(next.factor, 2) }) : null, { className: "words" }),
        tile(t("kpi.breaks"), scenario.breaks_in === null ? t("kpi.never", { year: last }) : String(scenario.breaks_in), null, null, { className: scenario.breaks_in === null ? "words" : "" }),
        tile(t("kpi.confidence"), percent(year.low_confidence), null, t("kpi.confidence_note", { year: year.year })));
    },
  };
}
