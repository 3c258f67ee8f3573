import english from "./strings/en.json";
import russian from "./strings/ru.json";
import turkish from "./strings/tr.json";

const STRINGS = { en: english, tr: turkish, ru: russian };
let chosen = "en";

export const LANGUAGES = Object.keys(STRINGS);

export function language() {
  return chosen;
}

export function choose(code) {
  chosen = STRINGS[code] ? code : "en";
}

export function preferred() {
  const wanted = (navigator.languages ?? [navigator.language ?? "en"]).map((each) => each.slice(0, 2));
  return wanted.find((code) => STRINGS[code]) ?? "en";
}

// The text of a key in the language of the page, {name} replaced by parameters.
export function t(key, parameters = {}) {
  const text = STRINGS[chosen][key] ?? english[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? "");
}

// Words of the data that have a translation; the others are shown as they are.
export function term(group, word) {
  return STRINGS[chosen][`${group}.${word}`] ?? english[`${group}.${word}`] ?? word.replaceAll("_", " ");
}

export function elementName(element) {
  if (element.kind === "link") {
    return `${element.object.name} (${term("mode", element.object.mode)})`;
  }
  return element.kind === "terminal" ? t("terminal_of", { name: element.object.name }) : element.object.name;
}
