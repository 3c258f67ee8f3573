import { comparisonCard } from "./comparison.js";
import { curvesCard } from "./curves.js";
import { bindingOf, decode } from "./data.js";
import { card, forgetWidths, h, replace } from "./dom.js";
import { flowsCard } from "./flows.js";
import { growthCard, multiplesCard } from "./growth.js";
import { headline } from "./headline.js";
import { mapIn, prepareGrounds } from "./map.js";
import { rankingCard, saturationCard } from "./ranking.js";
import { servedCard } from "./served.js";
import { answersCard, linksCard, methodCard, scenariosCard, sourcesCard } from "./tables.js";
import { LANGUAGES, choose, language, preferred, t, term } from "./text.js";
import { hideTooltip, installTooltip } from "./tooltip.js";

const model = decode(document.getElementById("corridor-data").textContent);
const page = document.getElementById("page");

const chosen = {
  scenario: model.scenarios[0],
  year: null,
  commodity: "",
  system: "",
};

// What every part of the page draws from.
function currentState() {
  const { scenario } = chosen;
  const year = scenario.years.find((each) => each.year === chosen.year) ?? scenario.years[0];
  const commodity = year.commodities.some((each) => each.commodity === chosen.commodity) ? chosen.commodity : "";
  const system = scenario.network.links.some((link) => link.system === chosen.system) ? chosen.system : "";
  return { scenario, year, commodity, system, binding: bindingOf(year, commodity) };
}

function mapCard() {
  const body = h("div", { class: "map-host" });
  const element = card("map", t("map"), t("map.note"), body);
  const draw = mapIn(body);
  return {
    element,
    update(state) {
      draw(state);
      element.hidden = body.hidden;
    },
  };
}

function yearControl(update) {
  const value = h("output", { for: "year" });
  const slider = h("input", { type: "range", id: "year", step: "1" });
  let timer = 0;
  const set = (year) => {
    chosen.year = year;
    update();
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.setAttribute("aria-label", t("play"));
    button.textContent = "▶";
  };
  const button = h("button", { type: "button", class: "play", onclick: () => {
    if (timer) return stop();
    if (Number(slider.value) === Number(slider.max)) set(Number(slider.min));
    button.setAttribute("aria-label", t("pause"));
    button.textContent = "❚❚";
    timer = setInterval(() => {
      if (Number(slider.value) >= Number(slider.max)) return stop();
      set(Number(slider.value) + 1);
    }, 700);
  } }, "▶");
  button.setAttribute("aria-label", t("play"));
  slider.addEventListener("input", () => set(Number(slider.value)));
  return {
    element: h("div", { class: "control" }, h("label", { for: "year" }, t("year")), button, slider, value),
    update({ scenario, year }) {
      slider.min = scenario.years[0].year;
      slider.max = scenario.years.at(-1).year;
      slider.value = year.year;
      value.textContent = String(year.year);
      this.element.hidden = scenario.years.length < 2;
    },
  };
}

function cargoControl(update) {
  const select = h("select", { id: "cargo", onchange: () => { chosen.commodity = select.value; update(); } });
  return {
    element: h("div", { class: "control" }, h("label", { for: "cargo" }, t("cargo")), select),
    update({ year, commodity }) {
      replace(select, h("option", { value: "" }, t("all_cargo")), ...year.commodities.map((each) => h("option", { value: each.commodity }, term("cargo", each.commodity))));
      select.value = commodity;
    },
  };
}

function systemControl(update) {
  const select = h("select", { id: "system", onchange: () => { chosen.system = select.value; update(); } });
  let filledFor = null;
  return {
    element: h("div", { class: "control" }, h("label", { for: "system" }, t("system")), select),
    update({ scenario, system }) {
      if (filledFor === scenario) {
        select.value = system;
        return;
      }
      filledFor = scenario;
      const systems = [...new Set(scenario.years.flatMap((year) => scenario.network.links.filter((link) => year.load[link.index] > 0).map((link) => link.system)))].filter(Boolean).sort();
      replace(select, h("option", { value: "" }, t("all_systems")), ...systems.map((each) => h("option", { value: each }, each)));
      select.value = system;
      this.element.hidden = systems.length < 2;
    },
  };
}

function scenarioTabs(update) {
  const tabs = model.scenarios.filter((each) => each.years.length > 0).map((scenario) => ({
    scenario,
    button: h("button", { type: "button", onclick: () => { chosen.scenario = scenario; update(); } }, scenario.name.replaceAll("-", " ")),
  }));
  return {
    element: h("div", { class: "tabs", role: "group", "aria-label": t("scenario"), hidden: model.scenarios.length < 2 }, tabs.map(({ button }) => button)),
    update(state) {
      for (const { scenario, button } of tabs) button.setAttribute("aria-pressed", String(scenario === state.scenario));
    },
  };
}

function heading() {
  const title = h("h1", {});
  const made = h("p", { class: "made" });
  const languages = h("select", { id: "language", "aria-label": t("language"), onchange: () => { choose(languages.value); build(); } },
    ...LANGUAGES.map((code) => h("option", { value: code, lang: code }, t(`language.${code}`))));
  languages.value = language();
  const theme = h("button", { type: "button", class: "theme", "aria-label": t("theme"), title: t("theme"), onclick: () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    show();
  } }, "◐");
  const mark = h("span", { class: "certified" });
  return {
    element: h("header", {}, h("div", {}, title, h("p", { class: "lead" }, mark)), h("div", { class: "tools" }, made, languages, theme)),
    update({ scenario }) {
      const [proved, answers] = scenario.certified;
      const whole = proved === answers;
      title.textContent = scenario.title || scenario.name;
      document.title = `${scenario.title || scenario.name} · corridor`;
      mark.textContent = whole ? `✓ ${t("certified", { proved, answers })}` : t("not_certified", { proved, answers });
      mark.title = t("certified_note");
      mark.classList.toggle("alarm", !whole);
      made.textContent = t("made_by", { version: model.version, network: scenario.network.name });
    },
  };
}

let parts = [];
let first = 0;
let waiting = 0;

// What stands at the top of the page changes at once, the rest right after.
function show() {
  hideTooltip();
  clearTimeout(waiting);
  const state = currentState();
  for (const part of parts.slice(0, first)) part.update(state);
  waiting = setTimeout(() => {
    for (const part of parts.slice(first)) part.update(state);
  }, 0);
}

function build() {
  forgetWidths();
  document.documentElement.lang = language();
  const top = heading();
  const tabs = scenarioTabs(show);
  const year = yearControl(show);
  const cargo = cargoControl(show);
  const system = systemControl(show);
  const tiles = headline();
  const map = mapCard();
  const growth = growthCard();
  const served = servedCard((year) => { chosen.year = year; show(); });
  const ranking = rankingCard();
  const saturation = saturationCard();
  const flows = flowsCard();
  const multiples = multiplesCard();
  const curves = curvesCard();
  const answers = answersCard();
  const compared = scenariosCard(model, (scenario) => { chosen.scenario = scenario; show(); });
  const differences = comparisonCard(model);
  const links = linksCard();
  const sources = sourcesCard();
  const method = methodCard();
  parts = [top, tabs, year, cargo, system, tiles, map, growth, saturation, served, ranking, flows, multiples, curves, answers, compared, differences, links, sources, method].filter(Boolean);
  first = parts.indexOf(saturation) + 1;
  replace(page,
    top.element,
    h("nav", { class: "controls", "aria-label": t("scenario") }, tabs.element, h("div", { class: "controls-right" }, year.element, cargo.element, system.element)),
    h("main", {},
      tiles.element,
      differences?.element,
      map.element,
      h("div", { class: "row halves" }, growth.element, saturation.element),
      served.element,
      h("div", { class: "row wide-left" }, flows.element, ranking.element),
      multiples.element,
      curves.element,
      answers.element,
      compared?.element,
      links.element,
      method.element,
      sources.element));
  const state = currentState();
  for (const part of parts) part.update(state);
}

let settling = 0;
let lastWidth = window.innerWidth;
window.addEventListener("resize", () => {
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (window.innerWidth !== lastWidth) {
      lastWidth = window.innerWidth;
      forgetWidths();
      show();
    }
  }, 120);
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => show());

choose(preferred());
installTooltip();
build();
document.documentElement.dataset.ready = "1";
prepareGrounds(model.scenarios, document.querySelector(".map-host"));
