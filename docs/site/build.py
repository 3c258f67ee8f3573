#!/usr/bin/python3
"""Builds the documentation site: guides, models, the command reference, examples and the C++ reference.

usage: build.py --tool CORRIDOR --out FOLDER

Takes cmark-gfm for the Markdown pages and doxygen for the headers. Fails on a link that leads nowhere,
on anything that a page would load from elsewhere, and on a public declaration without documentation.
"""
import argparse
import html
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SITE = Path(__file__).resolve().parent

# Sections of the site: (title, [file]). A file's title is its first heading; a pair says another.
CONTENTS = [
    ("Start", [("README.md", "Overview"), "docs/guide.md", ("@examples", "Examples in C++"), "docs/linking.md"]),
    ("Use", ["docs/command-line.md", ("@commands", "Options of every verb"), "docs/scenarios.md", "docs/outputs.md",
             "docs/formats.md", "docs/data-dictionary.md", "docs/report.md"]),
    ("Models", [f"docs/model/{path.name}" for path in sorted((ROOT / "docs/model").glob("*.md"))]),
    ("Evidence", ["docs/validation.md", "docs/reliability.md", "docs/benchmarks.md", "data/SOURCES.md"]),
    ("Project", ["docs/architecture.md", "CONTRIBUTING.md", "docs/citing.md", "CHANGELOG.md"]),
]


def run(*words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


def from_markdown(text):
    return run("cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e", "autolink", input=text)


def slug(heading):
    """The anchor that GitHub gives a heading."""
    plain = html.unescape(re.sub(r"<[^>]+>", "", heading)).lower()
    return re.sub(r"[^\w\- ]", "", plain).strip().replace(" ", "-")


class Page:
    def __init__(self, source, target, text, title=None):
        self.source = source  # relative to the repository; None where the text is made here
        self.target = target  # relative to the site
        self.text = re.sub(r"<!--.*?-->\n?", "", text, flags=re.S)
        heading = re.search(r"^# (.+)$", self.text, re.M)
        self.heading = re.sub(r"[`*]", "", heading[1]) if heading else target
        self.title = title or self.heading


def example_page():
    """The numbered programs with what they print."""
    parts = ["# Examples in C++\n\nNumbered programs of at most 40 lines, each compiled, run and compared with the output "
             "below in the tests. [Linking](linking.md) says how to build them against an installed corridor.\n"]
    for path in sorted((ROOT / "examples").glob("[0-9]*.cpp")):
        printed = (ROOT / "examples/expected" / f"{path.stem}.txt").read_text()
        parts.append(f"## {path.stem[4:].replace('_', ' ').capitalize()}\n\n`examples/{path.name}`\n\n```cpp\n{path.read_text()}```\n\n"
                     f"prints\n\n```\n{printed}```\n")
    return "\n".join(parts)


def pages_of(tool):
    made = {"@examples": ("examples.html", example_page), "@commands": ("commands.html", lambda: run(tool, "--help-as", "markdown"))}
    sections = []
    for title, files in CONTENTS:
        pages = []
        for entry in files:
            name, shown = entry if isinstance(entry, tuple) else (entry, None)
            if name in made:
                target, text = made[name]
                pages.append(Page(None, target, text(), shown))
            elif (ROOT / name).exists():
                target = "index.html" if name == "README.md" else re.sub(r"^(docs|data)/", "", name).lower().replace(".md", ".html")
                pages.append(Page(name, target, (ROOT / name).read_text(), shown))
        sections.append((title, pages))
    return sections


class Site:
    def __init__(self, sections, out, version):
        self.sections = sections
        self.out = out
        self.version = version
        self.targets = {page.source: page.target for _, pages in sections for page in pages if page.source}
        self.index = []
        self.copied = set()

    def navigation(self, current, root):
        parts = []
        for title, pages in self.sections:
            parts.append(f"<h2>{html.escape(title)}</h2>\n<ul>")
            for page in pages:
                here = ' aria-current="page"' if page.target == current else ""
                parts.append(f'<li><a href="{root}{page.target}"{here}>{html.escape(page.title)}</a></li>')
            if title == "Project":
                continue
            parts.append("</ul>")
        here = ' aria-current="page"' if current == "reference/index.html" else ""
        parts.append(f'</ul>\n<h2>C++ reference</h2>\n<ul><li><a href="{root}reference/index.html"{here}>Headers and functions</a></li>'
                     f'<li><a href="{root}reference/annotated.html">Types</a></li><li><a href="{root}reference/files.html">Files</a></li></ul>')
        return "\n".join(parts)

    def fill(self, **values):
        text = (SITE / "page.html").read_text()
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        return text

    def target_of(self, page, link):
        """Where a link of a Markdown page leads on the site."""
        if re.match(r"[a-z]+:", link) or link.startswith("#"):
            return link
        path, _, anchor = link.partition("#")
        base = (ROOT / page.source).parent if page.source else ROOT / "docs"
        file = os.path.relpath((base / path).resolve(), ROOT)
        here = os.path.dirname(page.target)
        if file in self.targets:
            return os.path.relpath(self.targets[file], here or ".") + (f"#{anchor}" if anchor else "")
        whole = ROOT / file
        if not whole.exists():
            raise SystemExit(f"{page.source}: the link {link} leads to {file}, which is not there")
        copy = f"files/{file}" + ("" if whole.suffix in (".png", ".svg") else ".txt")
        if whole.is_file():
            self.copy(whole, copy)
        else:
            listing = "\n".join(sorted(str(each.relative_to(whole)) for each in whole.rglob("*") if each.is_file()))
            copy = f"files/{file.rstrip('/')}.txt"
            self.write(copy, listing + "\n")
        return os.path.relpath(copy, here or ".")

    def copy(self, source, target):
        self.write(target, source.read_bytes())

    def write(self, target, content):
        path = self.out / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def body_of(self, page):
        body = from_markdown(page.text)
        body = re.sub(r'(<(?:a|img)[^>]* (?:href|src)=")([^"]+)"', lambda found: f'{found[1]}{html.escape(self.target_of(page, html.unescape(found[2])))}"', body)
        body = body.replace("<table>", '<div class="wide" tabindex="0" role="region" aria-label="Table"><table>').replace("</table>", "</table></div>")
        body = re.sub(r'(<pre><code class="language-console">)(.*?)(</code>)',
                      lambda found: found[1] + re.sub(r"^(\$ .*)$", r'<span class="typed">\1</span>', found[2], flags=re.M) + found[3], body, flags=re.S)
        taken = {}
        toc = []

        def heading(found):
            level, inner = found[1], found[2]
            anchor = slug(inner)
            taken[anchor] = taken.get(anchor, -1) + 1
            anchor += f"-{taken[anchor]}" if taken[anchor] else ""
            if level in "23":
                toc.append((level, anchor, re.sub(r"<[^>]+>", "", inner)))
            return f'<h{level} id="{anchor}">{inner} <a class="here" href="#{anchor}" aria-label="This section">#</a></h{level}>'

        body = re.sub(r"<h([1-6])>(.*?)</h\1>", heading, body, flags=re.S)
        return body, toc

    def enter(self, page, body):
        """Every section of a page becomes an entry of the search."""
        parts = re.split(r'(<h[1-3] id="[^"]*">.*?</h[1-3]>)', body, flags=re.S)
        for head, rest in zip(parts[1::2], parts[2::2]):
            level, anchor = re.match(r'<h(\d) id="([^"]*)"', head).groups()
            title = html.unescape(re.sub(r"<[^>]+>", "", head.split(' <a class="here"')[0]))
            text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", rest)).split())
            where = page.target if level == "1" else f"{page.target}#{anchor}"
            self.index.append({"title": title, "page": page.title if level != "1" else "", "at": where, "text": text[:1200], "weight": {"1": 8, "2": 4}.get(level, 2)})

    def build_pages(self):
        for _, pages in self.sections:
            for page in pages:
                body, toc = self.body_of(page)
                self.enter(page, body)
                root = "../" * page.target.count("/")
                entries = "".join(f'<li><a href="#{anchor}"{" class=deep" if level == "3" else ""}>{text}</a></li>' for level, anchor, text in toc)
                aside = f'<nav class="toc" aria-label="On this page"><ul>{entries}</ul></nav>' if len(toc) > 1 else ""
                self.write(page.target, self.fill(TITLE=html.escape(page.heading), HEAD="", ROOT=root, VERSION=html.escape(self.version),
                                                  NAV=self.navigation(page.target, root), KIND="guide", CONTENT=body, TOC=aside))

    def build_reference(self, work):
        """The C++ reference, in the frame of the other pages."""
        work.mkdir(parents=True, exist_ok=True)
        frame = self.fill(TITLE="$title", HEAD="", ROOT="$relpath^../", VERSION=html.escape(self.version),
                          NAV=self.navigation("", "$relpath^../"), KIND="reference", TOC="")
        header, footer = frame.split("@CONTENT@")
        # Doxygen closes a division that it takes for opened.
        (work / "header.html").write_text(header + '<div id="top">')
        (work / "footer.html").write_text(footer)
        rooms = {}
        for path in sorted((ROOT / "include/corridor").rglob("*.hpp")):
            rooms.setdefault(path.parent.name, []).append(path.name)
        listing = "".join(f"| {room} | {', '.join(f'[{name}](@ref corridor/{room}/{name})' for name in names)} |\n" for room, names in rooms.items() if room != "corridor")
        (work / "reference.md").write_text(
            "# C++ reference {#mainpage}\n\n`#include <corridor/corridor.hpp>` takes everything but the headers that show another library. The rooms, "
            "from what is measured to what people see; each uses only those above it:\n\n| room | headers |\n| --- | --- |\n" + listing)
        log = work / "warnings.txt"
        settings = (SITE / "Doxyfile").read_text() + "\n".join([
            f"INPUT += {work / 'reference.md'}", f"OUTPUT_DIRECTORY = {self.out / 'reference'}", f"PROJECT_NUMBER = {self.version}",
            f"HTML_HEADER = {work / 'header.html'}", f"HTML_FOOTER = {work / 'footer.html'}", f"GENERATE_TAGFILE = {work / 'tags.xml'}",
            f"WARN_LOGFILE = {log}", "FILE_PATTERNS += *.md", ""])
        (work / "Doxyfile").write_text(settings)
        (self.out / "reference").mkdir(parents=True, exist_ok=True)
        subprocess.run(["doxygen", str(work / "Doxyfile")], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
        self.judge(log)
        for leftover in ("jquery.js", "dynsections.js", "doxygen.css", "tabs.css", "doxygen.svg", "menu.js", "menudata.js"):
            (self.out / "reference" / leftover).unlink(missing_ok=True)
        for page in (self.out / "reference").glob("*.html"):
            text = page.read_text()
            if 'href="#nested-classes"' in text and 'name="nested-classes"' not in text:
                page.write_text(re.sub(r'<a href="#nested-classes">.*?</a>[ |\n]*', "", text))
        self.enter_reference(work / "tags.xml")

    def judge(self, log):
        """A member and an enumeration may be told by their names; a class or function says what it is."""
        faults = []
        for line in log.read_text().splitlines():
            told_by_name = re.search(r"Member .* of (struct|class) .* is not documented|scope for class .* not found|Compound (boost|fmt|std)::"
                                     r"|Member (to_string|parse_[a-z]+)\(|Member \w+ \(enumeration\)|boost_graph.hpp:.*is not documented", line)
            options = re.search(r"Compound \S+(Options|::[A-Z]\w*::[A-Z]\w*) is not documented", line)
            if not told_by_name and not options:
                faults.append(line.replace(f"{ROOT}/", ""))
        if faults:
            print("\n".join(faults), file=sys.stderr)
            raise SystemExit(f"{len(faults)} faults in the documentation of the headers")

    def enter_reference(self, tags):
        kinds = {"struct", "class", "file", "namespace"}
        for compound in xml.parse(tags).getroot().iter("compound"):
            if compound.get("kind") not in kinds:
                continue
            name = compound.findtext("name")
            file = compound.findtext("filename")
            file += "" if file.endswith(".html") else ".html"
            self.index.append({"title": name, "page": compound.get("kind"), "at": f"reference/{file}", "text": "", "weight": 3})
            for member in compound.iter("member"):
                if member.findtext("anchorfile") and compound.get("kind") != "file":
                    self.index.append({"title": member.findtext("name"), "page": f"{member.get('kind')} of {name}",
                                       "at": f"reference/{member.findtext('anchorfile')}#{member.findtext('anchor')}", "text": member.findtext("arglist") or "", "weight": 1})

    def finish(self):
        for name in ("style.css", "search.js"):
            self.copy(SITE / name, name)
        self.write("search-index.js", "window.corridorIndex = " + json.dumps(self.index, ensure_ascii=False, separators=(",", ":")) + ";\n")


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.anchors, self.links, self.loads = set(), [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        for name in ("id", "name"):
            if values.get(name):
                self.anchors.add(values[name])
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        for name in ("src", "srcset", "data", "poster"):
            if values.get(name):
                self.loads.append(values[name])
        if tag == "link" and values.get("href"):
            self.loads.append(values["href"])


def check(out):
    """Every link of every page leads somewhere, and pages load only what lies beside them."""
    parsed = {}
    for path in out.rglob("*.html"):
        parsed[path] = Links()
        parsed[path].feed(path.read_text())
    faults = []
    count = 0
    for path, page in parsed.items():
        for link in page.links + page.loads:
            count += 1
            if re.match(r"[a-z]+:|//", link):
                if link in page.loads:
                    faults.append(f"{path.relative_to(out)} loads {link}")
                continue
            file, _, anchor = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            if not target.exists():
                faults.append(f"{path.relative_to(out)}: {link} leads nowhere")
            elif anchor and target in parsed and anchor not in parsed[target].anchors:
                faults.append(f"{path.relative_to(out)}: {link} names a place that is not there")
    for style in out.rglob("*.css"):
        if re.search(r"@import|url\(\s*['\"]?(https?:)?//", style.read_text()):
            faults.append(f"{style.relative_to(out)} loads something from elsewhere")
    if faults:
        print("\n".join(faults[:40]), file=sys.stderr)
        raise SystemExit(f"{len(faults)} faults in {count} links")
    return f"{len(parsed)} pages, {count} links, none broken"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--tool", required=True)
    arguments.add_argument("--out", required=True, type=Path)
    options = arguments.parse_args()
    out = options.out.resolve()
    shutil.rmtree(out, ignore_errors=True)
    version = run(options.tool, "--version").split()[1]
    site = Site(pages_of(options.tool), out, version)
    site.build_pages()
    work = out.parent / f"{out.name}-work"
    site.build_reference(work)
    site.finish()
    print(f"{out}: {check(out)}, {len(site.index)} entries of the search")


if __name__ == "__main__":
    main()
