// Takes the pictures of a report: pictures.mjs REPORT FOLDER.
import { join } from "node:path";
import { open, withBrowser } from "./browser.mjs";

const [report, folder] = process.argv.slice(2);
const PICTURES = [
  { name: "report", width: 1280, height: 1240, scheme: "light", year: 2031 },
  { name: "report-dark", width: 1280, height: 1240, scheme: "dark", year: 2031 },
  { name: "report-phone", width: 400, height: 1500, scheme: "light", year: 2031 },
];

await withBrowser(async (browser) => {
  for (const { name, year, ...size } of PICTURES) {
    const { context, page } = await open(browser, report, size);
    await page.waitForSelector("html[data-ready]");
    await page.evaluate((value) => {
      const slider = document.getElementById("year");
      slider.value = value;
      slider.dispatchEvent(new Event("input"));
    }, String(year));
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await context.close();
  }
});
