// Every control by the keyboard, what is saved and printed, stillness, and how long each answer takes.
import { readFileSync, statSync, readdirSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { check, checkEqual, corridor, finish, open, withBrowser } from "./browser.mjs";

const out = process.argv[2];
const scenarios = join(process.env.CORRIDOR_ROOT, "examples/scenarios");

// The scenarios of the examples, each over the twenty years from 2024 to 2043.
const longer = join(out, "twenty-years");
mkdirSync(longer);
const files = readdirSync(scenarios).filter((name) => name.endsWith(".toml"));
for (const name of files) {
  const text = readFileSync(join(scenarios, name), "utf8").replace(/(\[horizon\]\nfrom = )\d+(\nto = )\d+/, "$12024$22043");
  writeFileSync(join(longer, name), text);
}
corridor("run", ...files.map((name) => join(longer, name)), "--out", join(out, "runs"));
const all = join(out, "runs/report.html");
const single = join(out, "runs/growth-beyond-5mt/report.html");

// Names a control so that a failure can be found on the page.
const named = (page) => page.evaluate(() => {
  const each = document.activeElement;
  if (!each || each === document.body) return null;
  each.dataset.visited = "1";
  const said = each.getAttribute("aria-label") || each.labels?.[0]?.textContent || each.textContent || each.id;
  const mark = each instanceof SVGElement;
  const tip = document.getElementById("tooltip");
  return { said: said.trim().slice(0, 40), mark, told: tip.classList.contains("shown") ? tip.textContent : "" };
});

const times = new Map();
let ready = 0;

// Milliseconds until what is in view has changed; and those of the processor that the page takes for
// scripts, style and layout until all of it has, where other programs on the machine do not count.
const seen = new Map();
async function timed(page, what, act) {
  page.cost ??= await page.context().newCDPSession(page);
  await page.cost.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => (await page.cost.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value;
  const before = await spent();
  const inView = await page.evaluate(async (source) => {
    const start = performance.now();
    new Function(source)();
    document.body.getBoundingClientRect();
    const taken = performance.now() - start;
    await new Promise((done) => setTimeout(done, 0));
    document.body.getBoundingClientRect();
    return taken;
  }, act);
  seen.set(what, [...(seen.get(what) ?? []), inView]);
  times.set(what, [...(times.get(what) ?? []), ((await spent()) - before) * 1000]);
}

await withBrowser(async (browser) => {
  const { context, page, faults } = await open(browser, single);
  await page.waitForSelector("html[data-ready]");

  // Tab alone goes through every control and into every chart, and each mark tells about itself.
  const stops = await page.evaluate(() => document.querySelectorAll("button, select, input, a, summary, [tabindex='0']").length);
  let told = 0;
  let unnamed = 0;
  for (let i = 0; i < 2 * stops; i += 1) {
    await page.keyboard.press("Tab");
    const at = await named(page);
    if (!at) break;
    if (at.said === "") unnamed += 1;
    if (at.mark) {
      told += 1;
      check(at.told !== "", `the mark “${at.said}” tells nothing when the keyboard reaches it`);
    }
  }
  check(told >= 5, `only ${told} charts were reached by the keyboard`);
  checkEqual(unnamed, 0, "controls without a name");
  const missed = await page.evaluate(() => [...document.querySelectorAll("button, select, input, a, summary")]
    .filter((each) => each.getClientRects().length > 0 && !each.dataset.visited && !each.closest("details:not([open]) > :not(summary)"))
    .map((each) => each.textContent.trim().slice(0, 40) || each.id));
  checkEqual(missed, [], "controls that Tab does not reach");

  // The arrows go from mark to mark, through all of them and round again.
  const chart = await page.evaluate(() => {
    const marks = [...document.querySelectorAll("#growth .target")];
    marks.find((mark) => mark.tabIndex === 0).focus({ focusVisible: true });
    return marks.length;
  });
  const heard = new Set();
  for (let i = 0; i < chart; i += 1) {
    heard.add((await named(page)).told);
    await page.keyboard.press("ArrowRight");
  }
  checkEqual(heard.size, chart, "years that the arrows tell about");

  // What a mouse must do the keyboard does: sorting, details, the theme.
  await page.locator("#links th button").nth(3).focus();
  await page.keyboard.press("Enter");
  checkEqual(await page.getAttribute("#links th:nth-child(4)", "aria-sort"), "descending", "Enter sorts");
  await page.locator("#method summary").focus();
  await page.keyboard.press("Enter");
  check(await page.evaluate(() => document.querySelector("#method details").open), "Enter opens the details");
  await page.locator(".theme").focus();
  await page.keyboard.press("Space");
  checkEqual(await page.evaluate(() => document.documentElement.dataset.theme), "dark", "Space changes the theme");

  // The map as a file that needs no page around it.
  for (const [button, ending] of [[0, "svg"], [1, "png"]]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".save button").nth(button).click()]);
    check(/^growth-beyond-5mt-\d{4}\.(svg|png)$/.test(download.suggestedFilename()), `the map is saved as ${download.suggestedFilename()}`);
    await download.saveAs(join(out, `map.${ending}`));
  }
  const svg = readFileSync(join(out, "map.svg"), "utf8");
  const drawn = await page.evaluate((text) => {
    const image = new DOMParser().parseFromString(text, "image/svg+xml");
    return { faults: image.querySelectorAll("parsererror").length, flows: image.querySelectorAll(".flow").length, outside: (text.match(/(href|src)=|url\((?!&quot;|"?#)|var\(/g) ?? []) };
  }, svg);
  checkEqual(drawn.faults, 0, "faults in the saved SVG");
  checkEqual(drawn.flows, await page.locator(".map-main .flow").count(), "flows in the saved SVG");
  checkEqual(drawn.outside, [], "what the saved SVG takes from elsewhere");
  const png = readFileSync(join(out, "map.png"));
  checkEqual(png.subarray(1, 4).toString(), "PNG", "the kind of the saved PNG");
  const size = await page.evaluate(() => { const { width, height } = document.querySelector(".map-main svg"); return [width.baseVal.value * 2, height.baseVal.value * 2].map(Math.floor); });
  checkEqual([png.readUInt32BE(16), png.readUInt32BE(20)], size, "twice the size of the map in the saved PNG");
  check(png.length > 50000, `the saved PNG has ${png.length} bytes: nothing is drawn on it`);

  // Nothing moves for who asks for stillness.
  checkEqual(await page.evaluate(() => document.getAnimations().length), 0, "animations");
  const still = await page.evaluate(() => [...document.querySelectorAll("*")].filter((each) => getComputedStyle(each).transitionDuration.split(", ").some((value) => value !== "0s")).length);
  checkEqual(still, 0, "parts with a transition");
  checkEqual(faults, [], "console errors and requests");
  await context.close();

  // On paper: no controls, light, and nothing cut off.
  const paper = await open(browser, single, { scheme: "dark" });
  await paper.page.waitForSelector("html[data-ready]");
  await paper.page.emulateMedia({ media: "print" });
  checkEqual(await paper.page.evaluate(() => [...document.querySelectorAll(".controls, .tools, .save, .table-foot button")].filter((each) => each.getClientRects().length > 0).length), 0, "controls on paper");
  const ink = await paper.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ink").trim());
  checkEqual(ink, "#15202e", "the ink on paper where the screen is dark");
  await paper.page.pdf({ path: join(out, "report.pdf"), format: "A4", printBackground: true });
  const pdf = readFileSync(join(out, "report.pdf"), "latin1");
  const pages = (pdf.match(/\/Type \/Page\b/g) ?? []).length;
  check(pages >= 3 && pages <= 30, `${pages} pages of paper`);
  await paper.context.close();

  // Answers, in the largest page there is.
  const big = await open(browser, all);
  await big.page.waitForSelector("html[data-ready]");
  ready = Date.now() - big.before;
  await big.page.waitForTimeout(1500);
  for (let round = 0; round < 5; round += 1) {
    await timed(big.page, "another year", `const s = document.getElementById("year"); s.value = ${2025 + round * 3}; s.dispatchEvent(new Event("input"));`);
    await timed(big.page, "one cargo", `const s = document.getElementById("cargo"); s.selectedIndex = ${round % 2 === 0 ? 1 : 0}; s.dispatchEvent(new Event("change"));`);
    await timed(big.page, "one system", `const s = document.getElementById("system"); s.selectedIndex = ${round % 2 === 0 ? 1 : 0}; s.dispatchEvent(new Event("change"));`);
    await timed(big.page, "sorting", `document.querySelector("#links th:nth-child(${3 + (round % 2)}) button").click();`);
    await timed(big.page, "another scenario", `document.querySelectorAll(".tabs button")[${(round + 1) % files.length}].click();`);
  }
  checkEqual(big.faults, [], "console errors and requests in the page of all");
  await big.context.close();
});

const median = (all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
const typical = [...times].map(([what, all]) => [what, median(all)]);
// Machines that test are busy; the aims are 1 s and 50 ms.
check(ready <= 8000, `the page of all is ready after ${ready} ms`);
for (const [what, taken] of typical) check(taken <= 150, `${what} takes ${taken} ms`);
finish(`${basename(all)} of ${files.length} scenarios over 20 years, ${(statSync(all).size / 1e6).toFixed(2)} MB: ready in ${ready} ms; ${typical.map(([what, taken]) => `${what} ${median(seen.get(what)).toFixed(0)} ms in view, ${taken.toFixed(0)} ms in all`).join("; ")}`);
