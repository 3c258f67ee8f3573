import { h, replace } from "./dom.js";
import { copyCsv } from "./export.js";
import { plain } from "./format.js";
import { t } from "./text.js";

const FIRST = 15;

// A table that sorts by any column. A column: {key, title, align, value(row), show(row)}; `value`
// sorts and is copied, `show` (optional) is what people see.
export function sortable(columns, { start, descending = true, caption }) {
  let rows = [];
  let sortedBy = start;
  let down = descending;
  let all = false;
  const head = h("tr", {});
  const body = h("tbody", {});
  const more = h("button", { type: "button", class: "more", onclick: () => { all = true; draw(); } });
  const copy = h("button", { type: "button", onclick: () => copyCsv(columns.map((column) => column.title), sorted().map((row) => columns.map((column) => column.value(row) ?? "")), copy) }, t("copy"));

  function sorted() {
    const column = columns.find((each) => each.key === sortedBy) ?? columns[0];
    const order = (a, b) => {
      const [x, y] = [column.value(a), column.value(b)];
      if (x === null || x === undefined) return 1;
      if (y === null || y === undefined) return -1;
      const way = typeof x === "number" ? x - y : String(x).localeCompare(String(y));
      return down ? -way : way;
    };
    return [...rows].sort(order);
  }

  function draw() {
    replace(head, ...columns.map((column) => {
      const chosen = column.key === sortedBy;
      return h("th", { scope: "col", class: column.align, "aria-sort": chosen ? (down ? "descending" : "ascending") : "none" },
        h("button", { type: "button", onclick: () => {
          down = chosen ? !down : typeof column.value(rows[0] ?? {}) === "number";
          sortedBy = column.key;
          draw();
          head.children[columns.indexOf(column)].firstChild.focus();
        } }, column.title, chosen ? h("span", { "aria-hidden": "true" }, down ? " ↓" : " ↑") : null));
    }));
    const shown = all ? sorted() : sorted().slice(0, FIRST);
    replace(body, ...shown.map((row) => h("tr", {}, ...columns.map((column) =>
      h("td", { class: column.align, "data-label": column.title }, column.show ? column.show(row) : String(column.value(row) ?? ""))))));
    more.hidden = all || rows.length <= FIRST;
    more.textContent = t("more", { count: plain(rows.length, 0) });
  }

  return {
    element: h("div", {},
      h("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": caption }, h("table", {}, h("caption", { class: "hidden" }, caption), h("thead", {}, head), body)),
      h("p", { class: "table-foot" }, more, copy)),
    update(next) {
      rows = next;
      draw();
    },
  };
}
