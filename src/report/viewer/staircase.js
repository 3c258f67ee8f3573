import { h } from "./dom.js";
import { mt } from "./format.js";
import { elementName, t } from "./text.js";

function memberText(step) {
  const systems = [...new Set(step.members.map((member) => member.object.system).filter(Boolean))];
  const first = elementName(step.members[0]);
  if (step.members.length === 1) return first;
  return `${first} +${step.members.length - 1}${systems.length === 1 ? ` (${systems[0]})` : ""}`;
}

// What binds, and what binds next when it is relieved: a bar for each step up to what it reaches.
export function staircase(answer) {
  if (answer.steps.length === 0) return null;
  const ends = answer.steps.map((step) => (step.gain === null ? null : step.value + step.gain));
  const top = Math.max(...answer.steps.map((step) => step.value), ...ends.filter((end) => end !== null), 1);
  return h("div", {}, h("h4", {}, t("staircase")), h("ol", { class: "stairs" }, ...answer.steps.map((step, i) => {
    const done = h("span", { class: "done" });
    done.style.width = `${(step.value / top) * 100}%`;
    const gain = h("span", { class: i === 0 ? "gain first" : "gain" });
    gain.style.left = `${(step.value / top) * 100}%`;
    gain.style.width = `${(((ends[i] ?? top) - step.value) / top) * 100}%`;
    return h("li", {},
      h("span", { class: "stair-name", title: step.members.map(elementName).join(", ") }, `${i + 1} ${memberText(step)}`),
      h("span", { class: "stair-track", "aria-hidden": "true" }, done, gain),
      h("span", { class: "stair-value" }, mt(step.value), h("small", {}, step.gain === null ? ` ${t("staircase.endless")}` : ` +${mt(step.gain)}`),
        step.projects ? h("small", { class: "projects" }, ` ${step.projects.join(", ")}`) : null));
  })));
}

export function losses(answer) {
  if (answer.losses.length === 0) return null;
  const most = Math.max(...answer.losses.map((loss) => loss.tonnes), 1);
  return h("details", {}, h("summary", {}, t("losses")), h("ol", { class: "stairs" }, ...answer.losses.map((loss) => {
    const bar = h("span", { class: "gain first" });
    bar.style.left = "0";
    bar.style.width = `${(loss.tonnes / most) * 100}%`;
    return h("li", {}, h("span", { class: "stair-name" }, loss.name), h("span", { class: "stair-track", "aria-hidden": "true" }, bar),
      h("span", { class: "stair-value" }, `−${mt(loss.tonnes)}`));
  })));
}
