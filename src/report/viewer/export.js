import { h } from "./dom.js";
import { t } from "./text.js";

const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-opacity",
  "opacity", "font-family", "font-size", "font-weight", "letter-spacing", "paint-order", "text-anchor"];

// A copy that looks the same without the style sheet of the page.
function standalone(svg) {
  const copy = svg.cloneNode(true);
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const property of DRAWN) to[i].setAttribute(property, style.getPropertyValue(property));
  });
  const background = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  background.setAttribute("width", "100%");
  background.setAttribute("height", "100%");
  background.setAttribute("fill", getComputedStyle(document.documentElement).getPropertyValue("--sea"));
  copy.prepend(background);
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function savePng(svg, name) {
  const image = new Image();
  const scale = 2;
  image.onload = () => {
    const canvas = h("canvas", { width: svg.width.baseVal.value * scale, height: svg.height.baseVal.value * scale });
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    context.drawImage(image, 0, 0);
    canvas.toBlob((blob) => save(blob, `${name}.png`), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
}

export function saveButtons(svg, name) {
  return h("span", { class: "save" },
    h("button", { type: "button", onclick: () => save(new Blob([standalone(svg)], { type: "image/svg+xml" }), `${name()}.svg`) }, t("map.svg")),
    h("button", { type: "button", onclick: () => savePng(svg, name()) }, t("map.png")));
}

function cell(text) {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export async function copyCsv(header, rows, button) {
  const text = [header, ...rows].map((row) => row.map((each) => cell(String(each))).join(",")).join("\n");
  try {
    await navigator.clipboard.writeText(`${text}\n`);
  } catch {
    const area = h("textarea", {});
    area.value = `${text}\n`;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.textContent = t("copied");
  setTimeout(() => (button.textContent = t("copy")), 1500);
}
