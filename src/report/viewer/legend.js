import { h, s } from "./dom.js";
import { CLASSES, flowWidth } from "./marks.js";
import { t } from "./text.js";

function sample(className, width, dash) {
  return s("svg", { class: "sample", width: 34, height: 20, "aria-hidden": "true" },
    s("path", { class: className, d: "M2,10H32", "stroke-width": width, "stroke-dasharray": dash }));
}

function entry(mark, text) {
  return h("span", { class: "legend-entry" }, mark, text);
}

export function legend() {
  return h("div", { class: "legend" },
    h("div", {}, h("strong", {}, t("legend.use")),
      h("div", { class: "legend-row" },
        ...CLASSES.map(({ name, text }) => h("span", { class: `swatch ${name}` }, text)),
        h("span", { class: "swatch use-none" }, t("legend.unlimited")))),
    h("div", {}, h("strong", {}, t("legend.flow")),
      h("div", { class: "legend-row" },
        ...[1, 5, 20].map((value) => entry(sample("flow use-3 way-land", flowWidth(value * 1e6)), String(value))))),
    h("div", {}, h("strong", {}, t("legend.mode")),
      h("div", { class: "legend-row" },
        entry(sample("flow use-3 way-land", 5), t("legend.land")),
        entry(sample("flow use-3 way-sea", 5, "6 3"), t("legend.sea")),
        entry(s("svg", { class: "sample", width: 34, height: 20, "aria-hidden": "true" },
          s("path", { class: "flow use-3 way-pipe", d: "M2,10H32", "stroke-width": 6 }),
          s("g", { class: "pipe-core" }, s("path", { d: "M2,10H32" }))), t("legend.pipe")))),
    h("div", {}, h("strong", {}, t("legend.cut")),
      h("div", { class: "legend-row" },
        entry(s("svg", { class: "sample", width: 34, height: 20, "aria-hidden": "true" },
          s("g", { class: "halo" }, s("path", { d: "M2,10H32", "stroke-width": 14 })),
          s("path", { class: "flow use-5", d: "M2,10H32", "stroke-width": 5 })), t("binds")))),
  );
}
