import { utilisation } from "./data.js";
import { card, h, replace, webLink, widthOf } from "./dom.js";
import { mt, percent, tonnes } from "./format.js";
import { delays } from "./delays.js";
import { useClass } from "./marks.js";
import { routeProfile } from "./profile.js";
import { losses, staircase } from "./staircase.js";
import { sortable } from "./table.js";
import { elementName, t, term } from "./text.js";

function meter(share) {
  if (share === null) return "–";
  const bar = h("span", { class: `bar ${useClass(share)}` });
  bar.style.width = `${Math.min(100, share * 100)}%`;
  return h("span", { class: "meter" }, h("span", { class: "bar-track" }, bar), percent(share));
}

export function linksCard() {
  const table = sortable([
    { key: "link", title: t("column.link"), value: (row) => row.link.id, show: (row) => h("span", {}, row.link.name, h("small", {}, ` ${row.link.id}`)) },
    { key: "system", title: t("column.system"), value: (row) => row.link.system },
    { key: "mode", title: t("column.mode"), value: (row) => term("mode", row.link.mode) },
    { key: "flow", title: t("column.flow"), align: "right", value: (row) => row.flow, show: (row) => tonnes(row.flow) },
    { key: "capacity", title: t("column.capacity"), align: "right", value: (row) => row.capacity, show: (row) => (row.capacity === null ? t("tip.unlimited") : `${row.link.estimate ? "~" : ""}${tonnes(row.capacity)}`) },
    { key: "use", title: t("column.use"), value: (row) => row.share, show: (row) => meter(row.share) },
    { key: "binds", title: t("column.binds"), value: (row) => (row.binds ? 1 : 0), show: (row) => (row.binds ? h("span", { class: "pill" }, t("binds")) : "") },
    { key: "source", title: t("column.source"), value: (row) => row.link.source },
  ], { start: "use", caption: t("links") });
  const element = card("links", t("links"), t("links.note"), table.element);
  return {
    element,
    update({ scenario, year, binding }) {
      const bound = new Set(binding.map((member) => member.key));
      table.update(scenario.network.links.filter((link) => year.load[link.index] > 0).map((link) => ({
        link,
        flow: year.load[link.index],
        capacity: year.capacity[link.index],
        share: utilisation(year, link.index),
        binds: bound.has(`link:${link.index}`),
      })));
    },
  };
}

export function scenariosCard(model, choose) {
  if (model.scenarios.length < 2) return null;
  const table = sortable([
    { key: "scenario", title: t("column.scenario"), value: (row) => row.scenario.title, show: (row) => h("button", { type: "button", class: "plain", onclick: () => choose(row.scenario) }, row.scenario.title) },
    { key: "year", title: t("column.year"), align: "right", value: (row) => row.year.year },
    { key: "demand", title: `${t("column.demand")}, ${t("unit")}`, align: "right", value: (row) => row.year.demand, show: (row) => mt(row.year.demand) },
    { key: "served", title: `${t("column.served")}, ${t("unit")}`, align: "right", value: (row) => row.year.served, show: (row) => mt(row.year.served) },
    { key: "unserved", title: `${t("column.unserved")}, ${t("unit")}`, align: "right", value: (row) => row.year.unserved, show: (row) => mt(row.year.unserved) },
    { key: "breaks", title: t("column.breaks"), align: "right", value: (row) => row.scenario.breaks_in, show: (row) => (row.scenario.breaks_in === null ? "–" : String(row.scenario.breaks_in)) },
  ], { start: "unserved", caption: t("scenarios") });
  const note = h("p", { class: "note" });
  const element = card("scenarios", t("scenarios"), null, note, table.element);
  return {
    element,
    update({ year }) {
      note.textContent = t("scenarios.note", { year: year.year });
      table.update(model.scenarios.filter((scenario) => scenario.years.length > 0).map((scenario) => ({
        scenario,
        year: scenario.years.find((each) => each.year === year.year) ?? scenario.years.at(-1),
      })));
    },
  };
}

export function answersCard() {
  const body = h("div", { class: "answers" });
  const element = card("answers", t("answers"), t("answers.note"), body);
  let shown = null;
  let width = 0;
  return {
    element,
    update({ scenario }) {
      element.hidden = scenario.answers.length === 0;
      if (shown === scenario && width === widthOf(element)) return;
      shown = scenario;
      width = widthOf(element);
      const columns = width < 760 ? 1 : width < 1200 ? 2 : 3;
      replace(body, ...scenario.answers.map((answer) => h("article", {},
        h("h3", {}, answer.name),
        h("p", { class: "note" }, t("answers.question", {
          cargo: answer.commodity ? term("cargo", answer.commodity) : t("all_cargo"),
          from: answer.from.join(", "), to: answer.to.join(", "), year: answer.year,
        })),
        answer.unbounded
          ? h("p", {}, t("answers.unbounded"))
          : h("p", { class: "big" }, mt(answer.value), h("small", {}, ` ${t("unit")}`), answer.certified ? h("span", { class: "tick" }, "✓") : null),
        h("ul", { class: "members" }, ...answer.cut.map((member) => h("li", {}, elementName(member),
          h("small", {}, ` ${member.object.estimate ? "~" : ""}${mt(member.capacity)}`)))),
        answer.unbounded ? null : h("p", { class: "note" }, answer.unique ? t("answers.unique") : t("answers.not_unique")),
        staircase(answer),
        routeProfile(answer, Math.min(560, Math.max(260, (widthOf(element) || 480) / columns - 60))),
        delays(answer),
        losses(answer))));
    },
  };
}

export function sourcesCard() {
  const table = sortable([
    { key: "key", title: t("column.source"), value: (row) => row.key },
    { key: "title", title: t("column.title"), value: (row) => row.title, show: (row) => webLink(row.url, row.title) },
    { key: "publisher", title: t("column.publisher"), value: (row) => row.publisher },
    { key: "date", title: t("column.date"), value: (row) => row.date },
  ], { start: "key", descending: false, caption: t("sources") });
  const element = card("sources", t("sources"), t("sources.note"), table.element);
  let shown = null;
  return {
    element,
    update({ scenario }) {
      if (shown === scenario.network) return;
      shown = scenario.network;
      element.hidden = scenario.network.sources.size === 0;
      table.update([...scenario.network.sources.values()]);
    },
  };
}

export function methodCard() {
  const licences = document.getElementById("licences").textContent;
  const about = h("p", { class: "description" });
  const element = card("method", t("method"), null, about,
    h("ul", { class: "method" }, ...["pooled", "price", "loads", "cut", "ceiling", "estimate"].map((key) => h("li", {}, t(`method.${key}`)))),
    h("details", {}, h("summary", {}, t("licences")), h("pre", {}, licences)));
  return {
    element,
    update({ scenario }) {
      about.textContent = scenario.description.trim();
      about.hidden = about.textContent === "";
    },
  };
}
