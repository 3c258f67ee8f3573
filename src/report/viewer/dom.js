const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

// Texts become text nodes: nothing from the data is ever parsed as markup.
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

// The width of a place, asked once: asking after a change lays the whole page out anew.
const widths = new Map();
export function widthOf(place) {
  if (!widths.get(place)) widths.set(place, place.clientWidth);
  return widths.get(place);
}

export function forgetWidths() {
  widths.clear();
}

export function card(id, title, note, ...content) {
  const heading = `${id}-title`;
  return h(
    "section",
    { class: "card", id, "aria-labelledby": heading },
    h("h2", { id: heading }, title),
    note ? h("p", { class: "note" }, note) : null,
    ...content,
  );
}

// A link only where the address is a web address; anything else stays a text.
export function webLink(url, text) {
  if (/^https?:\/\/[^\s]+$/i.test(url)) {
    return h("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, text);
  }
  return h("span", {}, text);
}
