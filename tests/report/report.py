#!/usr/bin/env python3
"""The report from databases of every kind: it is one page that nothing can break out of, whatever is missing is said, and its
figures are those of the functions.

    tests/report/report.py build/boxscore.so build/example.db [PAGES]

PAGES: a folder for pages that the test in a browser opens.
"""
import base64
import html.parser
import json
import os
import pathlib
import re
import sqlite3
import sys
import xml.etree.ElementTree

HOSTILE = ["<script>alert(1)</script>", "\" onload=\"alert(1)", "' & </svg></style><b>", "שלום 🚗", "</title></select></fieldset>", "a\x01b",
           "]]> -->", "x" * 300, "%s %d %n", "\\u003cscript\\u003e"]
VOID = {"meta", "br", "input"}
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC")

# What a browser has to cope with.
FOR_BROWSER = ("two models", "hostile names", "one class", "one image", "an empty name", "few labels", "a class without labels", "no predictions",
               "nothing at all", "many classes")
pages = None

passed = failed = 0


def expect(good, what):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"report: {what}")


class Page(html.parser.HTMLParser):
    """A page that checks itself: every element is closed where it must be, and what there is of each."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.tags, self.attributes, self.words = [], [], {}, [], []
        self.feed(text)
        self.close()
        if self.open:
            self.wrong.append(f"not closed: {self.open}")

    def handle_starttag(self, tag, attributes):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        self.attributes += [(tag, name, value) for name, value in attributes]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        if not self.open or self.open[-1] not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def values(self, name):
        return [value for _, attribute, value in self.attributes if attribute == name]


def connect(extension, path=":memory:"):
    db = sqlite3.connect(path, uri=path.startswith("file:"))
    db.enable_load_extension(True)
    db.load_extension(os.path.splitext(extension)[0])
    if path == ":memory:":
        db.executescript(db.execute("SELECT boxscore_sql('schema')").fetchone()[0])
    return db


def make(db, **settings):
    db.executescript("DROP TABLE IF EXISTS temp.report_settings; CREATE TEMP TABLE report_settings(name, value)")
    db.executemany("INSERT INTO report_settings VALUES (?, ?)", settings.items())
    db.executescript(db.execute("SELECT boxscore_sql('report')").fetchone()[0])
    rows = db.execute("SELECT html FROM report_page").fetchall()
    left = [name for name, in db.execute("SELECT name FROM sqlite_temp_schema WHERE name LIKE 'report%' AND name <> 'report_page'")]
    if len(rows) != 1 or len(rows[0]) != 1 or not isinstance(rows[0][0], str) or left:
        raise ValueError(f"{len(rows)} rows and no single text; {left} stay")
    return rows[0][0]


def is_sound(name, text):
    if pages and name in FOR_BROWSER:
        pathlib.Path(pages, name.replace(" ", "_") + ".html").write_text(text, encoding="utf-8")
    page = Page(text)
    expect(page.wrong == [], f"{name}: not well-formed: {page.wrong[:3]}")
    expect(page.tags.get("script") == 2 and page.tags.get("style", 0) >= 1, f"{name}: {page.tags.get('script')} scripts")
    expect(not any(attribute.startswith("on") for _, attribute, _ in page.attributes), f"{name}: an attribute that is a script")
    links = page.values("href") + page.values("src") + page.values("xlink:href")
    expect(all(link.startswith(("#", "data:image/")) for link in links), f"{name}: a link leads out of the page")
    expect(not re.search(r"url\(|@import", text), f"{name}: a style leads out of the page")
    for drawing in re.findall(r"<svg.*?</svg>(?!\s*</svg>)", re.sub(r"<svg x=.*?</svg>|<script.*?</script>", "", text, flags=re.S), re.S):
        try:
            xml.etree.ElementTree.fromstring(drawing)
        except xml.etree.ElementTree.ParseError as error:
            expect(False, f"{name}: an SVG that is no XML: {error}")
            break
    else:
        expect(True, name)
    for places in page.values("data-places") + page.values("data-values"):
        json.loads(places)
    page.data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S).group(1))
    return page


def fill(db, classes, images=6, models=(None,), each=3, quality=True):
    """Every class in every image: found, missed, found twice, and seen where it is not."""
    number = 0
    for image in range(1, images + 1):
        db.execute("INSERT INTO images(id, width, height, file) VALUES (?, 100, 100, ?)", (image, f"{image}.png"))
        for k, name in enumerate(classes):
            for place in range(each):
                number += 1
                box = (10 + 25 * place, (7 * k + 13 * image) % 80, 12, 12)
                db.execute("INSERT INTO labels(id, image_id, class, x, y, width, height) VALUES (?, ?, ?, ?, ?, ?, ?)",
                           (number, image, name, *box))
                for m, model in enumerate(models):
                    if (number + m) % 3:
                        seen = (box[0] + (image + m) % 4, box[1], 12, 12)
                        db.execute("INSERT INTO predictions(image_id, class, score, x, y, width, height, model) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                                   (image, name, round(0.2 + (number * 37 % 80) / 100, 2), *seen, model))
    if quality:
        db.executescript(db.execute("SELECT boxscore_sql('quality')").fetchone()[0])


def example(extension, path):
    db = connect(extension, pathlib.Path(path).resolve().as_uri() + "?mode=ro")
    text = make(db)
    reads = json.loads(db.execute("SELECT boxscore_debug()").fetchone()[0])["reads"]
    expect(reads <= 3, f"the example: labels and predictions are read {reads} times")
    page = is_sound("the example", text)
    ap = db.execute("SELECT value FROM coco_summary WHERE metric = 'AP'").fetchone()[0]
    expect(f"{ap:.3f} mAP" in page.text, "the example: the AP is not that of coco_summary")
    rows = db.execute("SELECT class, ap FROM class_ranking ORDER BY rank").fetchall()
    places = [page.text.index(f"{name} {ap:.3f}") for name, ap in rows]
    expect(places == sorted(places), "the example: the ranking of classes is another one")
    threshold = float(re.search(r'<span class="score">([0-9.]+)</span>', text).group(1))
    best = db.execute("SELECT score FROM operating_points WHERE recall IS NOT NULL GROUP BY score ORDER BY avg(f1) DESC, score LIMIT 1").fetchone()[0]
    expect(threshold == best and "the threshold with the best mean F1" in page.text, f"the example: the threshold is {threshold}, the best {best}")
    metrics = [name for name, in db.execute("SELECT display_name FROM metrics_ranked WHERE importance > 0 AND score_threshold = ?"
                                            " AND metric NOT IN ('confidence', 'area_absolute')", (threshold,))]
    expect(len(metrics) > 5 and all(name in page.text for name in metrics), "the example: a metric is missing")
    expect("Absolute area (P)" not in page.text or "Relative area (P)" not in page.text, "the example: both areas")
    expect([v for tag, name, v in page.attributes if tag == "section" and name == "data-outcome"] == ["FP", "FN", "TP"], "the example: a gallery is missing")
    expect(len(text) < 2_600_000, f"the example: {len(text)} bytes")
    said = [text for text, in db.execute("SELECT finding FROM findings WHERE finding LIKE 'The AP of%' OR finding LIKE '%cost most%' OR finding LIKE '%however low%'")]
    expect(len(said) >= 3 and all(text in page.text for text in said), "the example: what the view findings says is missing")
    links = [value[1:] for tag, name, value in page.attributes if tag == "a" and name == "href"]
    expect(set(links) <= set(page.values("id")) and 5 <= text.count("<li>") <= 8, f"the example: {text.count('<li>')} findings, or a link leads nowhere")
    both = is_sound("two models", make(db, title="By night", predictions="both_models", model="night", iou_threshold=0.33,
                                        iou_type="segm", samples=6))
    expect("By night The model night finds" in both.text and "baseline night" in both.text and "compared by segm. Counts are at IoU 0.33" in both.text,
           "two models: the page does not say which")
    for row in db.execute("SELECT ap_a, ap_b, won, lost FROM model_comparison('labels', 'both_models') WHERE iou_threshold = 0.33 AND iou_type = 'segm'"
                          " AND model_a = 'night' AND model_b = 'baseline' AND class = 'bus'"):
        expect(f"bus {row[0]:.3f} {row[1]:.3f} " in both.text and f" {row[2]} {row[3]} " in both.text, "two models: the comparison is another one")
    slices = is_sound("slices that differ", make(db, predictions="both_models", samples=2, score_threshold=0.5))
    for name, other in (({"predictions": "both_models"}, "night"), ({"predictions_b": "night_predictions"}, "night_predictions")):
        changes = is_sound("what changed", make(db, samples=2, **name))
        lost = [text for text in changes.values("data-gallery") if text in ("lost", "gained")]
        expect(lost == ["lost", "gained"] and f"missed by {other}" in changes.text, f"what changed: {lost}, {other}")
    for name, a, b in db.execute("""SELECT a.slice, a.rate, b.rate FROM weak_slices('images', 'labels', 'both_models') AS a
            LEFT JOIN weak_slices('images', 'labels', 'both_models') AS b ON b.slice = a.slice AND b.universe = a.universe AND b.model = 'night'
              AND b.confirmed AND b.score_threshold = 0.5
            WHERE a.model = 'baseline' AND a.universe = 'labels' AND a.confirmed AND a.score_threshold = 0.5"""):
        row = f"{name} missed {100 * a:.0f} % " + ("-" if b is None else f"{100 * b:.0f} %")
        expect(row in slices.text, f"slices that differ: {row} is missing")
    expect("data-gallery=\"lost\"" not in text, "the example: a comparison with nothing")
    expect("WHERE" in page.text and "time = 'night'" in page.text, "the example: no weak slices")
    expect("time = 'night'" not in make(db, attributes="", samples=1), "no attributes: a slice by one")
    db.close()


def hostile(extension):
    db = connect(extension)
    fill(db, HOSTILE)
    db.execute("INSERT INTO quality_metrics SELECT 'image', id, '<i>\"mine\"</i>', id / 7.0 FROM images")
    text = make(db, title="<b>&\"'")
    expect(make(db, title="<b>&\"'") == text, "two reports of the same data differ")
    page = is_sound("hostile names", text)
    expect("<b>&\"'" in page.text, "hostile names: the title is not what was given")
    expect(all(name in page.text for name in HOSTILE if name.isprintable()), "hostile names: a name is lost")
    db.execute("CREATE TABLE \"it's <b>\" AS SELECT * FROM labels")
    is_sound("a hostile table", make(db, labels="it's <b>"))
    db.close()


def small(extension):
    """Hardly anything: a class, an image, a name without a letter, a class with few labels."""
    for name, classes, images in (("one class", ["cat"], 6), ("one image", ["cat", "dog"], 1), ("an empty name", ["", "cat"], 6)):
        db = connect(extension)
        fill(db, classes, images)
        page = is_sound(name, make(db))
        ap = db.execute("SELECT value FROM coco_summary WHERE metric = 'AP50'").fetchone()[0]
        expect(f"{ap:.3f} mAP at IoU 0.5" in page.text, f"{name}: the mean AP is not that of coco_summary")
        if name != "an empty name":
            db.close()
            continue
        db.execute("INSERT INTO labels(image_id, class, x, y, width, height) VALUES (1, 'ant', 80, 80, 9, 9)")
        text = make(db)
        page = is_sound("few labels", text)
        expect("which tell little, in grey at the end" in page.text, "few labels: not said")
        order = re.findall(r'<tr data-class="[0-9]+"( class="few")?>', text[text.index('id="ranking"'):text.index('<tr class="mean">')])
        expect(order == ["", "", ' class="few"'], f"few labels: {order}")
        db.close()


def missing(extension):
    db = connect(extension)
    fill(db, ["cat", "dog"], quality=False)
    page = is_sound("empty metrics", make(db))
    expect("quality_metrics has no metrics" in page.text and "sql/quality.sql" in page.text, "empty metrics: not said")
    db.execute("INSERT INTO quality_metrics SELECT 'image', id, 'mine', id FROM images WHERE id > 2")
    page = is_sound("images without a metric", make(db))
    values = [value for text in page.values("data-values") for value in json.loads(text)]
    expect(None in values and 0 not in values, "images without a metric: a value of it")
    db.execute("DROP TABLE quality_metrics")
    page = is_sound("no metrics", make(db))
    expect("no table quality_metrics" in page.text, "no metrics: not said")
    db.execute("DROP TABLE images")
    page = is_sound("no images", make(db))
    expect(page.tags["svg"] > 10, "no images: no pictures either")
    db.execute("INSERT INTO predictions(image_id, class, score, x, y, width, height) VALUES (1, 'bird', 0.9, 1, 1, 9, 9)")
    page = is_sound("a class without labels", make(db))
    number = [name for name, *_ in page.data["classes"]].index("bird")
    expect(all(ious[number] == [None, None] for ious in page.data["ap"]), "a class without labels has an AP")
    db.execute("DELETE FROM predictions")
    page = is_sound("no predictions", make(db))
    expect("The detector finds none of 36 objects." in page.text, "no predictions: not said")
    db.execute("DELETE FROM labels")
    page = make(db)
    is_sound("nothing at all", page)
    expect("<b>-</b><span>mAP at IoU 0.50" in page and "0.000" not in page[:page.index("<script")], "nothing at all: a figure of it")
    expect("There are no labels, so there is nothing to score." in page, "nothing at all: not said")
    db.execute("INSERT INTO predictions(image_id, class, score, x, y, width, height) VALUES (1, 'cat', 0.5, 1, 1, 9, 9)")
    expect("<td>mean</td><td>-</td><td></td><td>-</td>" in make(db), "no labels: a mean")
    db.close()


def models(extension):
    """A model that is not there is an error; metrics of images that belong to a model are shown with their display names."""
    for names in (("a", "b"), ("a",), (None,)):
        db = connect(extension)
        fill(db, ["cat", "dog"], models=names)
        if names == ("a", "b"):
            page = is_sound("metrics of models", make(db, model="b"))
            shown = [metric["name"] for metric in page.data["metrics"]]
            expect("Predicted object density (b) (F)" in shown, f"metrics of models: a raw name: {shown}")
        db.execute("CREATE TEMP VIEW bare AS SELECT id, image_id, class, score, x, y, width, height FROM predictions WHERE model IS ?1"
                   .replace("?1", repr(names[0]) if names[0] else "NULL"))
        for table in ("predictions", "bare"):
            for quality in ("quality_metrics", "nowhere"):
                try:
                    make(db, model="C", predictions=table, quality_metrics=quality)
                    expect(False, f"model C of {names}, {table}, {quality}: no error")
                except sqlite3.Error as error:
                    expect(f"{table} has no model 'C'" in str(error), f"model C of {names}, {table}: {error}")
        db.close()


def others(extension):
    db = connect(extension)
    fill(db, ["cat", "dog"], models=("a", "b"), quality=False)
    db.execute("INSERT INTO quality_metrics SELECT * FROM object_metrics")
    db.execute("ALTER TABLE images ADD COLUMN data BLOB")
    db.execute("UPDATE images SET data = ? WHERE id = 1", (PIXEL,))
    db.execute("UPDATE images SET data = ? WHERE id = 2", (b"RIFF....WEBP",))
    db.execute("UPDATE images SET data = ? WHERE id = 3", (PIXEL[:40],))
    is_sound("broken images", make(db, model="b"))
    db.execute("CREATE TEMP VIEW disk AS SELECT id, width, height, read_file('lost/' || id || '.png', NULL) AS data FROM images")
    text = make(db, images="disk")
    expect(text.count("There are no pixels") == 1 and "no image data" not in text, "images that are missing on disk: not said once")
    try:
        make(db, model="c")
        expect(False, "a model that is not there: no error")
    except sqlite3.Error as error:
        expect("has no model 'c'" in str(error), f"a model that is not there: {error}")
    try:
        make(db, labels="nowhere")
        expect(False, "a table that is not there: no error")
    except sqlite3.Error as error:
        expect("nowhere" in str(error), f"a table that is not there: {error}")
    db.close()
    db = connect(extension)
    db.executescript("""DROP TABLE labels; DROP TABLE predictions;
        CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);
        CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height, model);""")
    for k in range(1500):
        db.execute("INSERT INTO labels VALUES (?, ?, ?, 10, 10, 12, 12)", (k, k // 5, k))
        db.execute("INSERT INTO predictions VALUES (?, ?, ?, 0.5, ?, 10, 12, 12, NULL)", (k, k // 5, k, 10 + k % 9))
    text = make(db)
    page = is_sound("many classes", text)
    expect(len(text) < 5_000_000 and "with 1400 more" in page.text, f"many classes: {len(text)} bytes")
    expect(len(page.data["classes"]) == 1500 and page.data["page"]["byClass"] == 0, "many classes: not all are in the data")
    db.close()


def main(extension, database, folder=None):
    global pages
    pages = folder
    if pages:
        os.makedirs(pages, exist_ok=True)
    example(extension, database)
    hostile(extension)
    small(extension)
    missing(extension)
    models(extension)
    others(extension)
    print(f"report: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
