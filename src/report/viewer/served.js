import { card, h } from "./dom.js";
import { mt, plain, tonnes } from "./format.js";
import { sortable } from "./table.js";
import { elementName, t, term } from "./text.js";

function dollars(value) {
  return plain(value, 2);
}

// "tankers Aktau – Sangachal (9,942 USD)": what the next tonne of a demand would pay for.
function awaited(wait) {
  if (wait.limits.length === 0) return t(`served.${wait.reason}`);
  return wait.limits.map((limit) => `${elementName(limit)} (${dollars(limit.price)} USD)`).join(", ");
}

// Who is served and who is not, year by year, and what a place in line is worth.
export function servedCard(choose) {
  const years = sortable([
    { key: "year", title: t("column.year"), value: (row) => row.year, show: (row) => h("button", { type: "button", class: "plain", onclick: () => choose(row.year) }, String(row.year)) },
    { key: "demand", title: `${t("column.demand")}, ${t("unit")}`, align: "right", value: (row) => row.demand, show: (row) => mt(row.demand) },
    { key: "served", title: `${t("column.served")}, ${t("unit")}`, align: "right", value: (row) => row.served, show: (row) => mt(row.served) },
    { key: "unserved", title: `${t("column.unserved")}, ${t("unit")}`, align: "right", value: (row) => row.unserved, show: (row) => mt(row.unserved) },
    { key: "pooled", title: `${t("column.pooled")}, ${t("unit")}`, align: "right", value: (row) => row.pooled, show: (row) => mt(row.pooled) },
    { key: "dearest", title: t("column.dearest"), value: (row) => (row.prices.length > 0 ? row.prices[0].price : null), show: (row) => (row.prices.length > 0 ? `${elementName(row.prices[0])}: ${dollars(row.prices[0].price)} USD` : "–") },
  ], { start: "year", descending: false, caption: t("served") });
  const waits = sortable([
    { key: "from", title: t("column.from"), value: (row) => row.from.name },
    { key: "to", title: t("column.to"), value: (row) => row.to.name },
    { key: "cargo", title: t("cargo"), value: (row) => term("cargo", row.commodity) },
    { key: "demand", title: `${t("column.demand")}, t`, align: "right", value: (row) => row.demand, show: (row) => tonnes(row.demand) },
    { key: "unserved", title: `${t("column.unserved")}, t`, align: "right", value: (row) => row.unserved, show: (row) => tonnes(row.unserved) },
    { key: "waits", title: t("column.waits"), value: awaited },
  ], { start: "unserved", caption: t("served.waits") });
  const prices = sortable([
    { key: "limit", title: t("column.limit"), value: elementName },
    { key: "capacity", title: t("column.capacity_of"), align: "right", value: (row) => row.capacity, show: (row) => `${plain(row.capacity, 0)} ${row.unit}` },
    { key: "price", title: t("column.price"), align: "right", value: (row) => row.price, show: (row) => dollars(row.price) },
  ], { start: "price", caption: t("served.prices") });
  waits.element.classList.add("waits");
  prices.element.classList.add("prices");
  const waitsTitle = h("h3", {});
  const pricesTitle = h("h3", {});
  const none = h("p", { class: "note" }, t("served.none"));
  const element = card("served", t("served"), t("served.note"), years.element, waitsTitle, none, waits.element, pricesTitle, prices.element);
  return {
    element,
    update({ scenario, year, commodity }) {
      element.hidden = !scenario.years.some((each) => each.allocated);
      if (element.hidden) return;
      const rows = year.waits.filter((wait) => !commodity || wait.commodity === commodity);
      years.update(scenario.years);
      waitsTitle.textContent = t("served.waits_in", { year: year.year });
      pricesTitle.textContent = t("served.prices_in", { year: year.year });
      none.hidden = rows.length > 0;
      waits.element.hidden = rows.length === 0;
      waits.update(rows);
      pricesTitle.hidden = year.prices.length === 0;
      prices.element.hidden = year.prices.length === 0;
      prices.update(year.prices);
    },
  };
}
