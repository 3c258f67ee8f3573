import { h } from "./dom.js";
import { mt, percent, plain } from "./format.js";
import { t } from "./text.js";

const CAUSES = ["border", "gauge_change", "port", "yard"];

// A section as one bar of time: moving, and what is lost to each cause.
function bar(section) {
  const total = section.moving + section.lost.reduce((sum, each) => sum + each, 0);
  if (total === 0) return null;
  const part = (className, days, name) => {
    if (days === 0) return null;
    const mark = h("span", { class: className, title: `${name}: ${percent(days / total)}` });
    mark.style.flexGrow = String(days);
    return mark;
  };
  return h("span", { class: "time-bar", role: "img", "aria-label": CAUSES.map((cause, i) => `${t(`delay.${cause}`)} ${percent(section.lost[i] / total)}`).join(", ") },
    part("moving", section.moving, t("profile.moving")), ...CAUSES.map((cause, i) => part(`lost-${i + 1}`, section.lost[i], t(`delay.${cause}`))));
}

// Where time is lost on the way, beside where capacity is reached.
export function delays(answer) {
  if (!answer.delays) return null;
  const { sections, moving, lost, flow } = answer.delays;
  const all = moving + lost.reduce((sum, each) => sum + each, 0);
  if (all === 0) return null;
  const days = all / flow;
  return h("details", {}, h("summary", {}, t("delays")),
    h("p", { class: "note" }, t("delays.note", { share: percent(1 - moving / all), days: plain(days) })),
    h("p", { class: "key small" }, ...CAUSES.map((cause, i) => h("span", { class: `key-lost-${i + 1}` }, t(`delay.${cause}`)))),
    h("ol", { class: "stairs" }, ...sections.map((section) => h("li", {},
      h("span", { class: "stair-name" }, section.system || "–", h("small", {}, ` ${section.ceiling === null ? "" : `≤ ${mt(section.ceiling)} ${t("unit")}`}`),
        section.binding === "nothing" ? null : h("span", { class: section.binding === "capacity" ? "pill" : "pill time" }, t(`delay.binds_${section.binding}`))),
      bar(section)))));
}
