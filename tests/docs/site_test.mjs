// The documentation site as a reader uses it: search, contrast, narrow windows, nothing from elsewhere.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { check, checkEqual, finish, open, withBrowser } from "../report_page/browser.mjs";
import { installContrast } from "../report_page/contrast.mjs";

const site = process.argv[2];
const pages = ["index.html", "guide.html", "commands.html", "model/maximum-flow.html", "reference/index.html", "reference/flow_2max__flow_8hpp.html"];
const beside = `request: ${pathToFileURL(site).href}/`;
let measured = 0;

await withBrowser(async (browser) => {
  for (const scheme of ["light", "dark"]) {
    for (const width of [1400, 400]) {
      for (const file of pages) {
        const { context, page, faults } = await open(browser, join(site, file), { width, scheme });
        checkEqual(faults.filter((fault) => !fault.startsWith(beside)), [], `${file}: faults and what comes from elsewhere`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        check(over <= 0, `${file}, ${width} px wide: the page is ${over} px wider than the window`);
        await page.evaluate(installContrast);
        const found = await page.evaluate(() => contrast.texts(document.body));
        measured += found.length;
        for (const each of found) check(each.contrast >= each.need - 0.005 || each.where.includes("a.here"), `${file}, ${scheme}: ${each.where} “${each.text}” has ${each.contrast.toFixed(2)} to 1`);
        await context.close();
      }
    }
  }

  const { page } = await open(browser, join(site, "model/maximum-flow.html"));
  await page.keyboard.press("/");
  await page.keyboard.type("capacity unit");
  await page.waitForSelector("#found a");
  check((await page.$$("#found a")).length >= 3, "the search finds pages");
  await page.fill("#search", "max_flow");
  await page.waitForFunction(() => document.querySelector("#found a strong")?.textContent.includes("max_flow"));
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/reference/);
  await page.fill("#search", "qqqq");
  await page.waitForFunction(() => document.querySelector("#found p")?.textContent === "Nothing found.");
  await page.keyboard.press("Escape");
  check(await page.isHidden("#found"), "Escape closes the search");
});
finish(`${pages.length} pages looked at, ${measured} texts measured`);
