// Texts and marks can be told from their ground: 4.5 to 1 for texts, 3 to 1 for large texts, marks
// and the ring of the keyboard; in light and dark, wide and narrow, at rest, under the pointer, with
// the keyboard's focus and chosen.
import { join } from "node:path";
import { installContrast } from "./contrast.mjs";
import { check, corridor, finish, open, showWhole, withBrowser } from "./browser.mjs";

const out = process.argv[2];
const scenarios = join(process.env.CORRIDOR_ROOT, "examples/scenarios");
corridor("run", join(scenarios, "growth-beyond-5mt.toml"), join(scenarios, "caspian-low-water.toml"), "--out", out);
corridor("compare", join(out, "growth-beyond-5mt"), join(out, "caspian-low-water"), "--out", join(out, "compared"));
const report = join(out, "report.html");
const compared = join(out, "compared/report.html");

// What tells by its shape or colour. Not among them: the shapes of countries, links without flow or
// beside the chosen system (the ground of the map), and shaded areas and tracks whose figures stand
// beside them.
const MARKS = [
  ".map-main svg:not(.dimmed) .flow", ".inset svg:not(.dimmed) .flow", ".of-system", ".swatch", ".sample path.flow", ".stops circle.binds", ".badges rect", ".bar", ".served-line", ".demand-line", ".ceiling-line",
  ".now", ".now-dot", ".timeline-track span.full", ".stage", ".stack span", ".stair-track .gain", ".time-bar span", ".profile-mark",
  ".members li", ".both-ways .gain", ".both-ways .loss",
].join(", ");
// What stands over the ground of others.
const OVER = `${MARKS}, .flow, .target, .ribbon, .stops circle, .asked`;

const worst = new Map();
let measured = 0;

function judge(found, when) {
  const failed = new Map();
  for (const each of found) {
    measured += 1;
    const kind = each.need === 4.5 ? "texts" : "large texts and marks";
    worst.set(kind, Math.min(worst.get(kind) ?? Infinity, each.contrast));
    if (each.contrast < each.need - 0.005) failed.set(`${each.where} ${each.colours}`, each);
  }
  for (const each of failed.values()) {
    check(false, `${when}: ${each.where}${each.text ? ` “${each.text}”` : ""} has ${each.contrast.toFixed(2)} to 1, needs ${each.need}; ink and ground ${each.colours}`);
  }
}

const atRest = (page, within) => page.evaluate(([marks, over, root]) => {
  contrast.hitEverything(true);
  const found = [...contrast.texts(document.querySelector(root)), ...[...document.querySelector(root).querySelectorAll(marks)].map((each) => contrast.mark(each, over)).filter(Boolean)];
  contrast.hitEverything(false);
  return found;
}, [MARKS, OVER, within]);

// One control of each look: the same tag, class, place and state need no second look.
const controls = (page) => page.evaluate(() => {
  const looks = new Map();
  for (const each of document.querySelectorAll("button, select, input, a, summary, [tabindex]")) {
    const box = each.getBoundingClientRect();
    if (each.closest("[hidden]") || box.width === 0 || box.height === 0) continue;
    const look = [contrast.placeName(each), each.getAttribute("aria-pressed"), each.closest("th")?.getAttribute("aria-sort")].join(" ").replace(/cargo-\d/, "cargo");
    if (!looks.has(look)) looks.set(look, each);
  }
  return [...looks.values()].map((each, i) => {
    each.dataset.look = i;
    return i;
  });
});

async function inUse(page, look, when) {
  const control = page.locator(`[data-look="${look}"]`);
  const measure = (ringed) => control.evaluate((element, { over, withRing }) => {
    contrast.hitEverything(true);
    const box = document.getElementById("tooltip");
    const found = element instanceof SVGElement ? [] : contrast.texts(element);
    if (box.classList.contains("shown")) found.push(...contrast.texts(box));
    if (withRing) found.push(contrast.ring(element, over));
    contrast.hitEverything(false);
    return found.filter(Boolean);
  }, { over: OVER, withRing: ringed });
  await control.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await control.hover({ force: true, timeout: 5000 });
  judge(await measure(false), `${when}, under the pointer`);
  await page.mouse.move(0, 0);
  await control.evaluate((element) => element.focus({ focusVisible: true, preventScroll: true }));
  judge(await measure(true), `${when}, with the focus`);
  await control.evaluate((element) => element.blur());
}

await withBrowser(async (browser) => {
  for (const scheme of ["light", "dark"]) {
    for (const width of [1440, 400]) {
      for (const file of [report, compared]) {
        const { context, page } = await open(browser, file, { width, scheme });
        await page.waitForSelector("html[data-ready]");
        await page.evaluate(installContrast);
        await page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
        const when = `${file === compared ? "comparison" : "report"}, ${scheme}, ${width} px`;
        await showWhole(page);
        await page.waitForTimeout(200);
        judge(await atRest(page, "body"), when);
        if (file === report) {
          for (const [id, at] of [["system", 1], ["cargo", 1]]) {
            await page.selectOption(`#${id}`, { index: at });
            await page.waitForTimeout(50);
            judge(await atRest(page, "#map"), `${when}, ${id} chosen`);
          }
          await page.setViewportSize({ width, height: 900 });
          await page.keyboard.press("Shift");
          for (const look of await controls(page)) await inUse(page, look, when);
        }
        await context.close();
      }
    }
  }
});

finish(`${measured} texts and marks measured; ${[...worst].map(([kind, least]) => `${kind} at least ${least.toFixed(2)} to 1`).join(", ")}`);
