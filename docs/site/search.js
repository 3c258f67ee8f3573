// Finds pages, headings and names of the reference: every word must occur, titles count most.
(() => {
  const input = document.getElementById("search");
  const found = document.getElementById("found");
  const root = document.body.dataset.root;
  const SHOWN = 30;
  let loading = null;

  // A script and not a request: the site also opens from a folder.
  function load() {
    loading ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${root}search-index.js`;
      script.onload = () => done(window.corridorIndex);
      document.head.append(script);
    });
    return loading;
  }

  function score(entry, words) {
    const title = entry.title.toLowerCase();
    const rest = `${entry.page} ${entry.text}`.toLowerCase();
    let total = 0;
    for (const word of words) {
      if (title === word) total += 100;
      else if (title.startsWith(word)) total += 40;
      else if (title.includes(word)) total += 20;
      else if (rest.includes(word)) total += 3;
      else return 0;
    }
    return total + entry.weight;
  }

  function excerpt(text, word) {
    const at = Math.max(0, text.toLowerCase().indexOf(word) - 50);
    return `${at > 0 ? "…" : ""}${text.slice(at, at + 150)}${text.length > at + 150 ? "…" : ""}`;
  }

  function line(entry, words) {
    const link = document.createElement("a");
    link.href = root + entry.at;
    const title = document.createElement("strong");
    title.textContent = entry.title;
    const page = document.createElement("small");
    page.textContent = entry.page;
    const text = document.createElement("span");
    text.textContent = excerpt(entry.text, words[0]);
    link.append(title, page, text);
    return link;
  }

  async function show() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    found.hidden = words.length === 0;
    if (found.hidden) return;
    const index = await load();
    const best = index.map((entry) => ({ entry, points: score(entry, words) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points);
    const said = document.createElement("p");
    said.textContent = best.length === 0 ? "Nothing found." : `${best.length} found${best.length > SHOWN ? `, the first ${SHOWN} shown` : ""}`;
    found.replaceChildren(said, ...best.slice(0, SHOWN).map(({ entry }) => line(entry, words)));
  }

  const pages = document.querySelector("nav.pages details");
  if (pages && matchMedia("(max-width: 760px)").matches) pages.open = false;

  input.addEventListener("focus", load);
  input.addEventListener("input", show);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      input.value = "";
      found.hidden = true;
    } else if (event.key === "/" && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !found.hidden) {
      const links = [input, ...found.querySelectorAll("a")];
      const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      links[Math.min(Math.max(next, 0), links.length - 1)].focus();
      event.preventDefault();
    }
  });
})();
