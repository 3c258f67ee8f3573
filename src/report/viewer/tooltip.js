import { h, replace } from "./dom.js";

const box = h("div", { class: "tooltip", id: "tooltip", role: "status", "aria-live": "polite" });

export function installTooltip() {
  document.body.append(box);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideTooltip();
  });
}

// Shows a title and rows of label and value beside a place in the window.
export function showTooltip(title, rows, x, y) {
  replace(
    box,
    h("strong", {}, title),
    h("dl", {}, ...rows.flatMap(([label, value]) => [h("dt", {}, label), h("dd", {}, value)])),
  );
  box.classList.add("shown");
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(8, x + 14), window.innerWidth - width - 8);
  const top = y + 16 + height > window.innerHeight ? y - height - 12 : y + 16;
  box.style.left = `${Math.max(8, left)}px`;
  box.style.top = `${Math.max(8, top)}px`;
}

export function hideTooltip() {
  box.classList.remove("shown");
}

// Makes the marks of a chart reachable: one stop for Tab, arrows from mark to mark. `marks` are
// elements in reading order, each with what its tooltip tells.
export function roving(container, marks, describe) {
  let current = 0;
  const focus = (index) => {
    marks[current]?.setAttribute("tabindex", "-1");
    current = (index + marks.length) % marks.length;
    marks[current].setAttribute("tabindex", "0");
    marks[current].focus({ preventScroll: false });
  };
  marks.forEach((mark, index) => {
    mark.setAttribute("tabindex", index === 0 ? "0" : "-1");
    const show = (x, y) => {
      const { title, rows } = describe(index);
      showTooltip(title, rows, x, y);
    };
    mark.onpointermove = (event) => show(event.clientX, event.clientY);
    mark.onpointerleave = hideTooltip;
    mark.onfocus = () => {
      if (!mark.matches(":focus-visible")) return;
      const place = mark.getBoundingClientRect();
      show(place.left + place.width / 2, place.top + place.height / 2);
    };
    mark.onblur = hideTooltip;
    mark.onkeydown = (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      current = index;
      focus(index + step);
    };
  });
}
