// A browser on a page of this machine, and everything it should not do.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.CORRIDOR_VIEWER}/package.json`);
const { chromium } = require("playwright-core");

export function corridor(...words) {
  const { status, stdout, stderr } = spawnSync(process.env.CORRIDOR_TOOL, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`corridor ${words[0]} ended with ${status}: ${stderr.slice(0, 2000)}`);
  return stdout;
}

export async function withBrowser(use) {
  const browser = await chromium.launch({
    executablePath: process.env.CORRIDOR_CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

// Opens a file; `faults` collects console errors, requests, dialogs and errors of scripts.
export async function open(browser, file, { width = 1440, height = 1000, scheme = "light", language = "en-GB" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, locale: language, reducedMotion: "reduce" });
  const page = await context.newPage();
  const faults = [];
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    if (request.url() !== pathToFileURL(file).href && !request.url().startsWith("data:")) faults.push(`request: ${request.url()}`);
  });
  const before = Date.now();
  await page.goto(pathToFileURL(file).href);
  return { context, page, faults, before };
}

let failures = 0;

export function check(holds, what) {
  if (!holds) {
    failures += 1;
    console.error(`FAILED: ${what}`);
  }
}

export function checkEqual(found, expected, what) {
  const [a, b] = [JSON.stringify(found), JSON.stringify(expected)];
  check(a === b, `${what}: expected ${b}, found ${a}`);
}

export function finish(said) {
  if (failures > 0) {
    console.error(`${failures} checks failed`);
    process.exit(1);
  }
  console.log(said);
}

// Makes the window as tall as the page: what is out of view is not laid out.
export async function showWhole(page) {
  const { width } = page.viewportSize();
  for (let height = 0; ;) {
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    if (whole === height) return;
    height = whole;
    await page.setViewportSize({ width, height });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}
