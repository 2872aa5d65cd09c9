#!/usr/bin/env python3
"""The report in a real browser: it loads without a word on the console, its pictures decode, what can be pressed works, it
fits a telephone, both colour schemes and paper, and it is read without its script.

    tests/report/browser.py REPORT.html PAGES DATABASE EXTENSION [--screenshots FOLDER]

REPORT.html is about the tables of DATABASE; PAGES is the folder of pages that report.py left.

Needs Chromium and ChromeDriver; where they are not, it says so and passes nothing.
"""
import argparse
import os
import pathlib
import sys

import agreement
from webdriver import Browser, installed

passed = failed = 0


def expect(good, what):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"browser: {what}")


DECODED = """
const done = arguments[0], images = Array.from(document.querySelectorAll("image"));
Promise.all(images.map(function (element) {
  const image = new Image();
  image.src = element.href.baseVal;
  return image.decode().then(() => image.naturalWidth > 1 && image.naturalHeight > 1, () => false);
})).then((all) => done([all.length, all.filter((good) => good).length]));
"""
# What is wider than the page is wide may only be inside of what scrolls.
FITS = "return document.documentElement.scrollWidth <= window.innerWidth"
SHOWN = """
return Array.from(document.querySelectorAll(arguments[0])).filter((e) => e.getClientRects().length > 0).length;
"""
# How light a colour is, 0 to 1.
LIGHT = """
const style = getComputedStyle(document.querySelector(arguments[0]))[arguments[1]];
const [r, g, b] = style.match(/[0-9.]+/g).map(Number);
return (r + g + b) / 765;
"""
COLUMN = """
const rows = document.querySelectorAll("#ranking tbody tr:not(.mean)");
return Array.from(rows).map((row) => row.cells[arguments[0]].textContent.trim());
"""
# A contrast of two colours as WCAG has it, of the text of an element on the ground behind it.
CONTRAST = """
const parse = (text) => (text.match(/[0-9.]+/g) || [0, 0, 0, 0]).map(Number);
const luminance = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4))
  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
return arguments[0].map(function (selector) {
  let element = document.querySelector(selector), ground = [0, 0, 0, 0];
  const text = parse(getComputedStyle(element)[element.namespaceURI.endsWith("svg") ? "fill" : "color"]);
  while (element && (ground = parse(getComputedStyle(element).backgroundColor))[3] === 0) element = element.parentElement;
  const [a, b] = [luminance(text), luminance(ground)].sort((x, y) => y - x);
  return [selector, (a + 0.05) / (b + 0.05)];
});
"""
TEXTS = ["body", "#lead", ".quiet", "nav a", "td", "th", ".tiles small", "figcaption", ".chart .tick", ".chart .ink", ".shown", "summary", "select"]
# Controls without a name.
NAMELESS = """
return Array.from(document.querySelectorAll("input, select, button")).filter((e) => e.closest("[hidden]") === null)
  .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim() || (e.labels && e.labels.length && e.labels[0].textContent.trim())))
  .map((e) => e.outerHTML.slice(0, 80));
"""


def looks(browser, screenshots):
    inks = set()
    for scheme in ("light", "dark"):
        browser.colours(scheme)
        dark = scheme == "dark"
        expect((browser.run(LIGHT, "body", "backgroundColor") < 0.5) == dark, f"the page is not {scheme}")
        expect((browser.run(LIGHT, "body", "color") > 0.5) == dark, f"the text does not stand out where it is {scheme}")
        expect((browser.run(LIGHT, "svg.chart .ink", "fill") > 0.5) == dark, f"the charts are not {scheme}")
        inks.add(browser.run("return getComputedStyle(document.querySelector('.chart .line')).stroke;"))
        for width in (1440, 375):
            browser.resize(width, 900)
            expect(browser.run(FITS), f"at {width} pixels the page is wider than the window")
            low = [(name, round(ratio, 1)) for name, ratio in browser.run(CONTRAST, TEXTS) if ratio < 4.5]
            expect(not low, f"{scheme}, {width} pixels: too little contrast: {low}")
            if screenshots:
                path = os.path.join(screenshots, f"report-{scheme}-{width}.png")
                expect(browser.screenshot(path) > 10000, f"{path} is empty")
    expect(len(inks) == 2, f"lines have the same colour on dark ground: {inks}")
    browser.colours("light")
    browser.resize(1440, 900)


def tables(browser):
    head = "#ranking th:nth-child({}) button"
    classes = browser.run(COLUMN, 0)
    expect(len(classes) > 1, "the table of classes is empty")
    for column in (2, 9):
        for ascending in (True, False):
            browser.run("document.querySelector(arguments[0]).click()", head.format(column))
            values = [float(v) for v in browser.run(COLUMN, column - 1) if v != "-"]
            expect(values == sorted(values, reverse=not ascending), f"column {column} does not sort: {values}")
    browser.run("document.querySelector(arguments[0]).click()", head.format(1))
    expect(sorted(browser.run(COLUMN, 0)) == sorted(classes), "sorting loses classes")


def galleries(browser):
    browser.run("document.querySelector('section[data-outcome=FN] .open').focus()")
    browser.run("document.querySelector('section[data-outcome=FN] .open').click()")
    shown = browser.run("""const dialog = document.querySelector("dialog");
                           return [dialog.open, dialog.querySelectorAll("[data-object]").length, dialog.textContent,
                                   dialog.querySelectorAll("image").length, document.activeElement.textContent]""")
    expect(shown[0] and shown[1] > 2, f"the whole image does not open with its objects: {shown[:2]}")
    expect("street_" in shown[2] and shown[3] == 2 and shown[4] == "Close", f"the whole image: {shown[2:]}")
    browser.run("document.querySelector('dialog').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowRight', bubbles: true}))")
    later = browser.run("return document.querySelector('dialog').textContent")
    expect(later != shown[2], "the arrow key does not lead to the next picture")
    dashed = browser.run("""
      return Array.from(document.querySelectorAll("section[data-outcome=FN] figure:not([hidden])"))
        .filter((figure) => figure.dataset.parties).slice(0, 3).map(function (figure) {
          figure.querySelector(".open").click();
          const dialog = document.querySelector("dialog");
          return [dialog.querySelectorAll(".party").length, dialog.querySelector(".whole p").textContent];
        })""")
    expect(dashed and all(count >= 1 and words.startswith("Dashed: prediction ") for count, words in dashed), f"the other party: {dashed}")
    browser.run("document.querySelector('dialog').close()")


def report(browser, address, screenshots):
    browser.open(address)
    expect(browser.errors() == [], "the console is not silent")
    expect(browser.run("return document.querySelectorAll('svg.chart').length") > 10, "there are no charts")
    expect(browser.run(SHOWN, ".controls") == 1, "the pickers stay hidden")
    expect(browser.run(NAMELESS) == [], f"controls without a name: {browser.run(NAMELESS)[:3]}")
    images, decoded = browser.wait(DECODED)
    expect(images > 10 and images == decoded, f"of {images} images {decoded} decode")
    loaded = browser.run("return performance.getEntriesByType('resource').map((e) => e.name).filter((n) => !n.startsWith('data:'))")
    expect(loaded == [], f"it loads {loaded}")
    looks(browser, screenshots)
    tables(browser)
    galleries(browser)
    expect(browser.errors() == [], "the console has complained")
    expect(len(browser.pdf()) > 20000, "it does not print")
    # A4 with the margins of the page.
    browser.medium("print")
    browser.resize(688, 900)
    cut = browser.run("return Array.from(document.querySelectorAll('table')).filter((t) => t.getBoundingClientRect().right > 688).map((t) => t.id || t.textContent.slice(0, 60))")
    expect(not cut, f"tables are cut in print: {cut}")
    browser.medium("")
    browser.resize(1440, 900)


# Every control once; what each figure of the comparison and the matrix then shows.
CONTROLS = """
const set = (id, value) => { const e = document.getElementById(id); e.value = value; e.dispatchEvent(new Event("input", {bubbles: true})); };
const press = (e) => { e.click(); };
for (const id of ["iou", "score"]) for (const value of [document.getElementById(id).max, 0]) set(id, value);
const classes = Array.from(document.querySelectorAll("#classes input[name=class]"));
if (classes.length > 1) press(classes[0]);
for (const select of document.querySelectorAll("select")) for (const option of select.options) {
  select.value = option.value;
  select.dispatchEvent(new Event("change", {bubbles: true}));
}
for (const head of document.querySelectorAll("th button")) { press(head); press(head); }
if (classes.length > 1) press(classes[0]);
return classes.length;
"""


def pages(browser, folder):
    """Pages of every kind keep their shape, and the console stays silent, whatever is pressed."""
    paths = sorted(pathlib.Path(folder).resolve().glob("*.html"))
    expect(len(paths) == 10, f"pages: {[path.name for path in paths]}")
    for path in paths:
        for width in (1440, 375):
            browser.resize(width, 900)
            browser.open(path.as_uri())
            expect(browser.run(FITS), f"{path.name} is wider than {width} pixels")
            browser.run(CONTROLS)
            expect(browser.run(FITS), f"{path.name} with its controls is wider than {width} pixels")
            said = browser.errors()
            expect(said == [], f"{path.name} makes the console complain: {said[:2]}")
    browser.resize(1440, 900)


def compared(browser, address):
    """The differences follow the classes, and fit their window."""
    browser.open(address)
    names = "return Array.from(document.querySelectorAll('#differences svg.chart .ink')).map((e) => e.textContent)"
    before = browser.run(names)
    browser.run("document.querySelector('#classes input[name=class]').click()")
    after, gone = browser.run(names), browser.run("return document.querySelector('#classes input[name=class]').parentNode.textContent.trim()")
    expect(len(before) == 6 and sorted(after + [gone]) == sorted(before), f"the differences of {before} without {gone} are {after}")


def many(browser, address):
    browser.open(address)
    whole = browser.run("const e = document.querySelector('#matrix .scroll'); return [e.scrollWidth <= e.clientWidth, e.querySelectorAll('thead th').length]")
    expect(whole == [True, 22], f"many classes: the matrix of 21 does not fit: {whole}")
    expect(browser.run("return document.querySelectorAll('#curves .legend span').length") == 11, "many classes: the legend of the curves")
    some = browser.run("return Array.from(document.querySelectorAll('#classes input[name=class]')).slice(0, 2).map((e) => e.parentNode.textContent.trim())")
    agreement.put(browser, 0.5, None, [int(name) for name in some])
    lines = browser.run("return Array.from(document.querySelectorAll('#curves [data-series]')).map((e) => e.dataset.series)")
    expect(sorted(lines) == sorted(some), f"many classes: the curves of {some} are {lines}")
    expect(browser.run(FITS), "with many classes the page is wider than the window")
    expect(browser.errors() == [], "many classes make the console complain")


def without_script(browser, address):
    browser.devtools("Emulation.setScriptExecutionDisabled", value=True)
    browser.open(address)
    browser.devtools("Emulation.setScriptExecutionDisabled", value=False)
    expect(browser.run(SHOWN, ".controls") == 0, "without the script there are pickers that do nothing")
    expect(browser.run(SHOWN, "th button") == 0, "the script ran")
    total = browser.run("return document.querySelectorAll('.gallery figure').length")
    expect(total > 0 and browser.run(SHOWN, ".gallery figure") == total, "without the script pictures are hidden")
    expect(browser.run(SHOWN, "svg.boxscore-chart") > 10, "without the script there are no charts")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshots")
    parser.add_argument("report")
    parser.add_argument("pages")
    parser.add_argument("database")
    parser.add_argument("extension")
    options = parser.parse_args()
    if not installed():
        print("browser: 0 passed, 0 failed (no Chromium and ChromeDriver here)")
        return 0
    address, crowded, two = (pathlib.Path(path).resolve().as_uri() for path in (
        options.report, os.path.join(options.pages, "many_classes.html"), os.path.join(options.pages, "two_models.html")))
    with Browser(1440, 900) as browser:
        report(browser, address, options.screenshots)
        agreement.check(browser, address, options.database, options.extension, expect)
        many(browser, crowded)
        pages(browser, options.pages)
        compared(browser, two)
        without_script(browser, address)
    print(f"browser: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
