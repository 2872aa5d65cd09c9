#!/usr/bin/env python3
"""The report in a real browser: it loads without a word on the console, its pictures decode, what can be pressed works, it
fits a telephone, both colour schemes and paper, and it is read without its script.

    tests/report/browser.py REPORT.html MANY.html [--screenshots FOLDER]

MANY.html has more classes than a chart has lines.

Needs Chromium and ChromeDriver; where they are not, it says so and passes nothing.
"""
import argparse
import os
import pathlib
import sys

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
const rows = document.querySelectorAll("#classes-ranked .scroll tbody:not([hidden]) tr:not(.mean)");
return Array.from(rows).filter((row) => !row.hidden).map((row) => row.cells[arguments[0]].textContent.trim());
"""
PICK = """
const boxes = Array.from(document.querySelectorAll("#classes input[name=class]"));
boxes.forEach((box) => box.checked = arguments[0] === null || arguments[0].includes(box.value));
boxes[0].dispatchEvent(new Event("change"));
return boxes.map((box) => box.value);
"""
SELECT = """
const select = document.querySelector(arguments[0]);
select.value = arguments[1];
select.dispatchEvent(new Event("change"));
return select.value;
"""
# The values by which a gallery is ranked, of the pictures that it shows, in their order.
RANKED = """
const gallery = document.querySelector("section[data-outcome=FP] .gallery");
return Array.from(gallery.querySelectorAll("figure")).filter((e) => !e.hidden).map(
  (e) => arguments[0] === "" ? Number(e.dataset.rank) : JSON.parse(e.dataset.metrics)[arguments[0] - 1]);
"""


def looks(browser, screenshots):
    for scheme in ("light", "dark"):
        browser.colours(scheme)
        dark = scheme == "dark"
        expect((browser.run(LIGHT, "body", "backgroundColor") < 0.5) == dark, f"the page is not {scheme}")
        expect((browser.run(LIGHT, "body", "color") > 0.5) == dark, f"the text does not stand out where it is {scheme}")
        expect((browser.run(LIGHT, "svg.boxscore-chart .ink", "fill") > 0.5) == dark, f"the charts are not {scheme}")
        for width in (1440, 375):
            browser.resize(width, 900)
            expect(browser.run(FITS), f"at {width} pixels the page is wider than the window")
            if screenshots:
                path = os.path.join(screenshots, f"report-{scheme}-{width}.png")
                expect(browser.screenshot(path) > 10000, f"{path} is empty")
    browser.colours("light")
    browser.resize(1440, 900)


def tables(browser):
    head = "#classes-ranked .scroll th:nth-child({}) button"
    classes = browser.run(COLUMN, 0)
    expect(len(classes) > 1, "the table of classes is empty")
    for column in (2, 9):
        for ascending in (True, False):
            browser.run("document.querySelector(arguments[0]).click()", head.format(column))
            values = [float(v) for v in browser.run(COLUMN, column - 1) if v != "-"]
            expect(values == sorted(values, reverse=not ascending), f"column {column} does not sort: {values}")
    browser.run("document.querySelector(arguments[0]).click()", head.format(1))
    expect(sorted(browser.run(COLUMN, 0)) == sorted(classes), "sorting loses classes")


def slider(browser):
    before = browser.run(COLUMN, 1)
    browser.run("""const slider = document.querySelector("#iou");
                   slider.value = 5;
                   slider.dispatchEvent(new Event("input"));""")
    expect(browser.run("return document.querySelector('#iou-shown').textContent") == "0.75", "the slider does not show its threshold")
    expect(browser.run(COLUMN, 1) != before, "the slider changes no figure")
    expect(browser.run(SHOWN, "figure[data-iou]") == 2, "not one chart of each kind is shown")
    browser.run("""const slider = document.querySelector("#iou");
                   slider.value = 0;
                   slider.dispatchEvent(new Event("input"));""")
    expect(sorted(browser.run(COLUMN, 1)) == sorted(before), "the slider does not go back")


def classes(browser):
    names = browser.run(PICK, None)
    some = names[:2]
    browser.run(PICK, some)
    expect(set(browser.run(COLUMN, 0)) <= set(some), "the table shows classes that were not picked")
    shown = browser.run("""return Array.from(document.querySelectorAll(".gallery figure")).filter((e) => !e.hidden)
                           .map((e) => e.dataset.class)""")
    expect(set(shown) <= set(some), "the galleries show classes that were not picked")
    hidden = browser.run("""return Array.from(document.querySelectorAll("#curves .charts g[color] > title"))
                            .filter((e) => e.parentNode.style.opacity === "0").map((e) => e.textContent)""")
    expect(hidden and not set(hidden) & set(some), f"the curves of the other classes stay: {hidden}")
    browser.run(PICK, names[:1])
    expect(names[0] in browser.run("return document.querySelector('#classes summary').textContent"), "one class is not named")
    browser.run(PICK, None)
    expect(set(browser.run(COLUMN, 0)) == set(names), "all classes do not come back")


def metrics(browser):
    keys = browser.run("return Array.from(document.querySelectorAll('#metric option')).map((e) => e.value)")
    expect(keys[:2] == ["top", ""] and len(keys) > 7, f"the metrics to pick are {keys}")
    top = browser.run(SHOWN, "[data-of-metric]")
    browser.run(SELECT, "#metric", "")
    charts = browser.run(SHOWN, "[data-of-metric]")
    browser.run(SELECT, "#metric", keys[2])
    expect(0 < browser.run(SHOWN, "[data-of-metric]") < top < charts, "the metric picker hides nothing")
    browser.run(SELECT, "#metric", "top")
    expect(browser.run(SHOWN, "[data-of-metric]") == top, "the first metrics do not come back")
    for key in keys[2:5]:
        browser.run(SELECT, "section[data-outcome=FP] .metric", key)
        for order in ("down", "up"):
            browser.run(SELECT, "section[data-outcome=FP] .order", order)
            values = [v for v in browser.run(RANKED, key) if v is not None]
            expect(values and values == sorted(values, reverse=order == "down"), f"the gallery is not ranked by {key}, {order}")
    browser.run(SELECT, "section[data-outcome=FP] .metric", "")


def galleries(browser):
    ranks = browser.run(RANKED, "")
    expect(ranks == sorted(ranks) and ranks, "the gallery does not begin with the worst")
    browser.run("document.querySelector('section[data-outcome=FP] .more button').click()")
    expect(len(browser.run(RANKED, "")) > len(ranks), "there are no more pictures")
    browser.run(SELECT, "#outcome", "FN")
    expect(browser.run(SHOWN, "section[data-outcome]") == 1, "the picker of outcomes hides nothing")
    browser.run(SELECT, "#outcome", "")


def report(browser, address, screenshots):
    browser.open(address)
    expect(browser.errors() == [], "the console is not silent")
    expect(browser.run("return document.querySelectorAll('svg.boxscore-chart').length") > 10, "there are no charts")
    expect(browser.run(SHOWN, ".controls") == 1, "the pickers stay hidden")
    images, decoded = browser.wait(DECODED)
    expect(images > 10 and images == decoded, f"of {images} images {decoded} decode")
    loaded = browser.run("return performance.getEntriesByType('resource').map((e) => e.name).filter((n) => !n.startsWith('data:'))")
    expect(loaded == [], f"it loads {loaded}")
    looks(browser, screenshots)
    tables(browser)
    slider(browser)
    classes(browser)
    metrics(browser)
    galleries(browser)
    expect(browser.errors() == [], "the console has complained")
    expect(len(browser.pdf()) > 20000, "it does not print")


def many(browser, address):
    browser.open(address)
    lines = """return Array.from(document.querySelectorAll("#curves g[color] > title"))
               .filter((e) => !e.closest("[hidden]") && getComputedStyle(e.parentNode).display !== "none" && e.parentNode.style.opacity !== "0")
               .map((e) => e.textContent)"""
    first = set(browser.run(lines))
    names = browser.run(PICK, None)
    spare = [name for name in names if name not in first]
    expect(0 < len(first) <= 11 and spare, f"of many classes {len(first)} have a line")
    browser.run(PICK, spare[:1])
    expect(set(browser.run(lines)) == set(spare[:1]), "a class without a line does not get one when it is picked")
    browser.run(PICK, None)
    expect(set(browser.run(lines)) == first, "the lines do not come back")
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
    expect(browser.run(SHOWN, "figure[data-iou]") == 2, "without the script the charts of one threshold are not what is shown")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshots")
    parser.add_argument("report")
    parser.add_argument("many")
    options = parser.parse_args()
    if not installed():
        print("browser: 0 passed, 0 failed (no Chromium and ChromeDriver here)")
        return 0
    address, crowded = (pathlib.Path(path).resolve().as_uri() for path in (options.report, options.many))
    with Browser(1440, 900) as browser:
        report(browser, address, options.screenshots)
        many(browser, crowded)
        without_script(browser, address)
    print(f"browser: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
