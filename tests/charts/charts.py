"""Charts as others read them: well-formed by expat, without ids, small; and the pictures of the documentation are up to date.

    python3 tests/charts/charts.py [--update] build/boxscore.so build/example.db
"""

import os
import random
import re
import sqlite3
import sys
from xml.etree import ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PICTURES = os.path.join(ROOT, "docs", "pictures")
SVG = "{http://www.w3.org/2000/svg}"
SMALL = 30000

# What the pages of the documentation show.
SHOWN = {
    "pr_curves": "SELECT svg FROM chart_pr_curves",
    "mean_scores": "SELECT svg FROM chart_mean_scores",
    "score_histogram": "SELECT svg FROM chart_score_histogram",
    "confusions": "SELECT svg FROM chart_confusions",
    "metric_importance": "SELECT svg FROM chart_metric_importance",
    "metric_correlation": "SELECT svg FROM chart_metric_correlation",
    "precision_by_area": "SELECT svg FROM chart_performance_by_metric "
                         "WHERE metric = 'area_relative' AND measure = 'precision'",
    "fnr_by_brightness": "SELECT svg FROM chart_performance_by_metric "
                         "WHERE metric = 'brightness' AND level = 'image' AND measure = 'fnr' AND bins = 8 AND by_class = 1",
    "sizes": """SELECT svg_scatter(width, height, class, '{"title":"Sizes of the labels","x":"width in pixels",
                "y":"height in pixels","x_scale":"log","y_scale":"log","colours":"class"}') FROM labels""",
}

HOSTILE = ["<script>alert(1)</script>", "\"quoted\" & 'single'", "]]>", "<!--", "&amp;", "\x01\x0b\x1f", "\ufffe", "\u202egnirts", "שלום עולם", "🚗🚙",
           "a" * 500, " ", "", "e\u0301", "交通信号灯", "</svg>", "&#0;", "x\" onload=\"alert(1)", 7, -3]


class Report:
    passed = failed = 0

    def expect(self, good, message):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"charts: {message}")


def check(report, svg, name, small=True):
    """Well-formed, one SVG with a title and a description, and nothing in it that a page could stumble over."""
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        report.expect(False, f"{name}: not well-formed: {error}")
        return None
    children = [child.tag for child in root]
    report.expect(root.tag == SVG + "svg" and children[:2] == [SVG + "title", SVG + "desc"], f"{name}: no title and description")
    report.expect(root.get("role") == "img" and root.get("aria-label"), f"{name}: no role or label")
    every = list(root.iter())
    report.expect(not any("id" in e.attrib for e in every), f"{name}: an id")
    report.expect(not any(e.tag == SVG + "script" or any(a.startswith("on") for a in e.attrib) for e in every), f"{name}: a script")
    report.expect(not re.search(r"nan|inf\b", re.sub(r"<(title|desc|text)[^>]*>[^<]*", "", svg)), f"{name}: not a number")
    report.expect(not small or len(svg.encode()) < SMALL, f"{name}: {len(svg.encode())} bytes")
    return root


def styles(root):
    return [e.text for e in root.iter(SVG + "style")]


def check_random(report, db, rounds):
    """Rows of all kinds: always a picture that is well-formed, whatever the names and the numbers."""
    chance = random.Random(6)
    common = None
    for number in range(rounds):
        scale = 10 ** chance.uniform(-12, 12)
        shift = chance.choice([0, 0, 1, 1000]) * scale
        names = chance.sample(HOSTILE, chance.randint(1, len(HOSTILE)))
        rows = [(chance.gauss(0, 1) * scale + shift, chance.choice([chance.random(), chance.gauss(0, 1) * scale, 0.0]), chance.choice(names),
                 chance.choice(names), chance.randint(0, 9)) for _ in range(chance.choice([1, 2, 30, 3000]))]
        db.execute("DELETE FROM temp.random_rows")
        db.executemany("INSERT INTO temp.random_rows VALUES (?, ?, ?, ?, ?)", rows)
        options = {"title": chance.choice(HOSTILE[:-2]), "width": chance.choice(["null", 200, 1200]), "height": chance.choice(["null", 150, 900]),
                   "theme": chance.choice(["light", "dark", "auto"])}
        text = db.execute("SELECT json_object('title', ?, 'width', json(?), 'height', json(?), 'theme', ?)",
                          (options["title"], str(options["width"]), str(options["height"]), options["theme"])).fetchone()[0]
        for call in ("svg_lines(x, y, a, ?, n)", "svg_lines(x, y, a, ?)", "svg_bars(b, y, a, ?)", "svg_scatter(x, y, a, ?)", "svg_heatmap(a, b, y, ?)"):
            svg = db.execute(f"SELECT {call} FROM temp.random_rows", (text,)).fetchone()[0]
            root = check(report, svg, f"random {number}: {call}", small=False)
            common = common or (root is not None and styles(root)) or None
            report.expect(root is None or styles(root) == common, f"random {number}: {call}: a style of its own")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    update = "--update" in sys.argv
    report = Report()
    db = sqlite3.connect(arguments[1])
    db.enable_load_extension(True)
    db.load_extension(os.path.splitext(os.path.abspath(arguments[0]))[0])
    pixels = db.execute("SELECT count(*) FROM quality_metrics WHERE metric = 'brightness'").fetchone()[0]
    db.execute("CREATE TEMP TABLE random_rows(x, y, a, b, n)")
    for name, query in SHOWN.items():
        rows = db.execute(query).fetchall()
        if not rows and not pixels:
            continue
        report.expect(len(rows) == 1, f"{name}: {len(rows)} charts")
        svg = rows[0][0]
        check(report, svg, name)
        if not pixels and "metric" in query:  # the example was made where libpng is not there
            continue
        path = os.path.join(PICTURES, name + ".svg")
        if update:
            os.makedirs(PICTURES, exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(svg)
        else:
            shown = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
            report.expect(shown == svg, f"docs/pictures/{name}.svg is not what the example gives: make charts-update")
    if not update:
        check_random(report, db, 150)
    print(f"charts: {report.passed} passed, {report.failed} failed")
    sys.exit(report.failed > 0)


if __name__ == "__main__":
    main()
