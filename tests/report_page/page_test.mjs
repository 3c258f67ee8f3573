// The page of the growth scenario, as a reader uses it.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { check, checkEqual, corridor, finish, open, showWhole, withBrowser } from "./browser.mjs";

const out = process.argv[2];
const scenarios = join(process.env.CORRIDOR_ROOT, "examples/scenarios");
const names = ["growth-beyond-5mt", "btk-17mt", "btc-kazakh-oil", "bte-trans-caspian-gas", "caspian-low-water",
  "fleet-expansion", "northern-route-closed", "tripp-and-kars-nakhchivan"];
corridor("run", ...names.map((name) => join(scenarios, `${name}.toml`)), "--out", out);
const all = join(out, "report.html");
const single = join(out, "growth-beyond-5mt/report.html");
const result = JSON.parse(readFileSync(join(out, "growth-beyond-5mt/result.json"), "utf8"));

const megabytes = statSync(all).size / 1e6;
check(megabytes <= 1.5, `eight scenarios take ${megabytes} MB`);

async function setYear(page, year) {
  return page.evaluate((value) => {
    const slider = document.getElementById("year");
    slider.value = value;
    const before = performance.now();
    slider.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
    return performance.now() - before;
  }, String(year));
}

// The exact figures that the headline carries.
const exact = (page, index) => page.evaluate((i) => Number(document.querySelectorAll(".tile")[i].dataset.exact), index);

const changes = [];
let ready = 0;

await withBrowser(async (browser) => {
  const { page, faults, before } = await open(browser, single);
  await page.waitForSelector("html[data-ready]", { timeout: 10000 });
  ready = Date.now() - before;

  for (const year of result.growth.years) {
    changes.push(await setYear(page, year.year));
    checkEqual(await exact(page, 0), year.demand_t_per_year, `demand of ${year.year}`);
    checkEqual(await exact(page, 1), year.served_t_per_year, `served in ${year.year}`);
    checkEqual(await exact(page, 2), year.unserved_t_per_year, `unserved in ${year.year}`);
    for (const entry of year.commodities) {
      await page.selectOption("#cargo", entry.commodity);
      checkEqual(await exact(page, 0), entry.demand_t_per_year, `demand for ${entry.commodity} in ${year.year}`);
      checkEqual(await exact(page, 1), entry.served_t_per_year, `served ${entry.commodity} in ${year.year}`);
    }
    await page.selectOption("#cargo", "");

    // Who waits, and the price of what binds.
    const optimum = result.allocation.years.find((each) => each.year === year.year);
    await page.waitForFunction((at) => document.querySelector("#served h3").textContent.includes(String(at)), year.year);
    const digits = (column, table) => page.$$eval(`#served .${table} tbody tr`, (rows, i) => rows.map((row) => Number(row.children[i].textContent.replace(/[^0-9.]/g, ""))), column);
    if (optimum.unserved.length > 0) {
      checkEqual((await digits(4, "waits")).sort((a, b) => a - b), optimum.unserved.map((each) => each.unserved_t_per_year).sort((a, b) => a - b), `what waits in ${year.year}`);
    }
    checkEqual((await digits(2, "prices")).length, Math.min(15, optimum.limits.length), `limits that bind in ${year.year}`);
    if (optimum.limits.length > 0) {
      checkEqual((await digits(2, "prices"))[0], optimum.limits[0].shadow_price_usd_per_unit, `the dearest limit in ${year.year}`);
    }
  }

  const last = result.growth.years.at(-1).year;
  const rows = readFileSync(join(out, "growth-beyond-5mt/links.csv"), "utf8").trim().split("\n").slice(1).map((row) => row.split(","));
  const flows = new Map(rows.filter((row) => Number(row[6]) === last && Number(row[7]) > 0).map((row) => [row[0], Number(row[7])]));
  await page.click("#links .more");
  const shown = await page.$$eval("#links tbody tr", (found) => found.map((row) => [row.querySelector("small").textContent.trim(), Number(row.children[3].textContent.replace(/\D/g, ""))]));
  checkEqual(new Map(shown).size, flows.size, "links in use");
  for (const [id, flow] of shown) checkEqual(flow, flows.get(id), `flow on ${id}`);

  const column = (index) => page.$$eval("#links tbody tr", (found, i) => found.map((row) => Number(row.children[i].textContent.replace(/\D/g, ""))), index);
  await page.click("#links th:nth-child(4) button");
  const sorted = await column(3);
  checkEqual(sorted, [...sorted].sort((a, b) => b - a), "sorted by flow");
  checkEqual(await page.getAttribute("#links th:nth-child(4)", "aria-sort"), "descending", "the sorted column says so");

  const tooltip = () => page.$eval("#tooltip", (box) => (box.classList.contains("shown") ? box.textContent : ""));
  await page.locator("#map .flow").first().hover({ force: true });
  check((await tooltip()).length > 0, "a link tells about itself under the pointer");
  await page.keyboard.press("Escape");
  checkEqual(await tooltip(), "", "Escape closes what is told");
  await page.locator("#map .map-buttons button").last().focus();
  for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement.classList.contains("flow"))); i += 1) await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.classList.contains("flow")), "Tab reaches the links of the map");
  const first = await tooltip();
  await page.keyboard.press("ArrowRight");
  const second = await tooltip();
  check(first !== "" && second !== "" && first !== second, "arrow keys go from link to link and tell about each");

  // Every control is reached by the keyboard and shows where it is.
  const unreachable = await page.evaluate(() => [...document.querySelectorAll("button, select, input, a")].filter((each) => each.tabIndex < 0 && !each.closest("[hidden]")).length);
  checkEqual(unreachable, 0, "controls that the keyboard cannot reach");

  for (const language of ["tr", "ru", "en"]) {
    await page.selectOption("#language", language);
    const text = await page.evaluate(() => document.querySelector("#page").innerText);
    checkEqual(text.match(/\b(kpi|map|legend|growth|column|tip|method|served|ranking|answers|saturation|cargo|mode)\.[a-z_]+\b/g), null, `texts without a translation in ${language}`);
    checkEqual(await page.getAttribute("html", "lang"), language, "the language of the page");
  }
  checkEqual(faults, [], "console errors and requests");
});

await withBrowser(async (browser) => {
  for (const scheme of ["light", "dark"]) {
    for (const width of [1440, 1024, 400]) {
      const { context, page, faults } = await open(browser, all, { width, scheme });
      await page.waitForSelector("html[data-ready]");
      const tab = page.locator(".tabs button").nth(names.indexOf("caspian-low-water"));
      await tab.click();
      checkEqual(await page.textContent("h1"), JSON.parse(readFileSync(join(out, "caspian-low-water/result.json"), "utf8")).scenario.title, "the title of the chosen scenario");
      await page.locator(".tabs button").first().click();
      await setYear(page, 2031);
      await showWhole(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      check(over <= 0, `${width} px wide: the page is ${over} px wider than the window`);
      await page.screenshot({ path: join(out, `report-${width}-${scheme}.png`) });
      checkEqual(faults, [], `console errors and requests at ${width} px, ${scheme}`);
      await context.close();
    }
  }
});

// Machines that test are busy; the aim on a quiet one is 50 ms.
const typical = changes.sort((a, b) => a - b)[Math.floor(changes.length / 2)];
check(typical <= 200, `a change of year takes ${typical} ms`);
finish(`ready in ${ready} ms, a change of year ${typical.toFixed(0)} ms, ${megabytes.toFixed(2)} MB for ${names.length} scenarios; screenshots in ${out}`);
