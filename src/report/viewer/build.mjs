// Bundles the page into one file: build.mjs OUTPUT. The place for the data is a token that C++
// replaces; the page loads nothing.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { corridorShapes } from "./geography.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const output = process.argv[2] ?? join(here, "page.html");

const { shapes, crimea } = corridorShapes();
if (crimea !== 1) throw new Error(`expected one polygon for Crimea, found ${crimea}`);

const geography = {
  name: "geography",
  setup(bundle) {
    bundle.onResolve({ filter: /^geography$/ }, () => ({ path: "geography", namespace: "geography" }));
    bundle.onLoad({ filter: /.*/, namespace: "geography" }, () => ({
      contents: JSON.stringify(shapes),
      loader: "json",
    }));
  },
};

const bundled = await build({
  entryPoints: [join(here, "main.js")],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
  plugins: [geography],
});
const style = await build({
  entryPoints: [join(here, "style.css")],
  minify: true,
  write: false,
  charset: "ascii",
});

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
// "</" would end the element that holds the script.
const script = bundled.outputFiles[0].text.trim().replaceAll("</", "<\\/");
const css = style.outputFiles[0].text.trim();
const policy = [
  "default-src 'none'",
  `script-src ${hash(script)}`,
  `style-src ${hash(css)}`,
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const licences = ["d3-array", "d3-axis", "d3-color", "d3-dispatch", "d3-drag", "d3-ease", "d3-format",
  "d3-geo", "d3-interpolate", "d3-path", "d3-sankey", "d3-scale", "d3-selection", "d3-shape", "d3-time",
  "d3-time-format", "d3-timer", "d3-transition", "d3-zoom", "internmap", "topojson-client", "world-atlas"]
  .map((name) => {
    const text = readFileSync(join(here, "node_modules", name, "LICENSE"), "utf8").trim();
    return `${name}\n\n${text}`;
  });
const licencesHtml = licences
  .map((text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replace(/[^\x00-\x7f]/g, (c) => `&#${c.codePointAt(0)};`))
  .join("\n\n----\n\n");

const put = (text, token, value) => text.split(token).join(value);
let page = readFileSync(join(here, "template.html"), "utf8");
page = put(page, "@POLICY@", policy);
page = put(page, "@STYLE@", css);
page = put(page, "@SCRIPT@", script);
page = put(page, "@LICENCES@", licencesHtml);
if (/[^\x00-\x7f]/.test(page)) throw new Error("the page must be plain ASCII");
writeFileSync(output, page);
