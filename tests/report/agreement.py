"""What the page shows when its controls are moved is what SQL says: every figure at three thresholds and for two lists of classes."""
import decimal
import os
import re
import sqlite3

# Moves the sliders to thresholds (null: the page's) and picks classes by name (null: all), as a reader would.
PUT = """
const [iou, score, names] = arguments;
const one = (selector) => document.querySelector(selector);
one("#reset").click();
const data = JSON.parse(one("#data").textContent);
const move = function (id, place) {
  one(id).value = place;
  one(id).dispatchEvent(new Event("input"));
};
if (iou !== null) move("#iou", data.ious.indexOf(String(iou)));
if (score !== null) move("#score", data.scores.findIndex((s) => s[0] === score));
if (names !== null) {
  const boxes = Array.from(document.querySelectorAll("#classes input[name=class]"));
  boxes.forEach((box) => box.checked = names.includes(data.classes[box.value][0]));
  boxes[0].dispatchEvent(new Event("change"));
}
return [data.ious, data.scores.map((s) => s[0]), data.page];
"""
ROWS = """
return Array.from(document.querySelectorAll(arguments[0] + " tbody tr")).map((row) => Array.from(row.cells).map((cell) => cell.textContent.trim()));
"""
CARDS = """
return Object.fromEntries(Array.from(document.querySelectorAll(".tiles > div")).map((e) => [e.id.slice(5), e.querySelector("b").textContent]));
"""
MATRIX = """
const names = Array.from(document.querySelectorAll("#matrix thead th span")).map((e) => e.textContent);
return Array.from(document.querySelectorAll("#matrix tbody tr")).flatMap((row) => Array.from(row.cells).slice(1)
  .map((cell, i) => [row.cells[0].textContent, names[i], cell.textContent]).filter((c) => Number(c[2]) > 0));
"""
TITLES = "return Array.from(document.querySelectorAll(arguments[0] + ' title')).map((e) => e.textContent)"
TEXTS = "return Array.from(document.querySelectorAll(arguments[0])).map((e) => e.textContent)"
STALE = "return document.querySelector(arguments[0]).classList.contains('stale')"
LABEL = "return document.querySelector(arguments[0]).getAttribute('aria-label')"
RANK = """
const section = document.querySelector(`section[data-outcome=${arguments[0]}]`);
[["metric", arguments[1]], ["order", arguments[2]]].forEach(function ([name, value]) {
  const select = section.querySelector("." + name);
  select.value = value;
  select.dispatchEvent(new Event("change"));
});
return [Array.from(section.querySelectorAll(".gallery figure:not([hidden])")).map((e) => e.dataset.id), section.querySelector(".shown").textContent,
        section.querySelector("pre").textContent];
"""
FEW = ["bus", "person", "truck"]
CASES = [(None, None, None), (None, 0.4, None), (0.75, None, None), (0.6, 0.3, None), (None, None, FEW), (0.75, 0.8, FEW), (0.9, 0.3, ["car"])]


def put(browser, iou, score, classes):
    return browser.run(PUT, iou, score, classes)


def three(value):
    """As SQLite's printf and JavaScript round: a half is rounded up."""
    return "-" if value is None else str(decimal.Decimal(value).quantize(decimal.Decimal("0.001"), decimal.ROUND_HALF_UP))


class Agreement:
    def __init__(self, browser, database, extension, expect):
        self.browser, self.expect = browser, expect
        self.db = sqlite3.connect(database)
        self.db.enable_load_extension(True)
        self.db.load_extension(os.path.splitext(extension)[0])

    def rows(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def equal(self, shown, wanted, what):
        self.expect(shown == wanted, f"{what} at {self.where}: {str(shown)[:300]} is shown, SQL says {str(wanted)[:300]}")

    def scores(self):
        counts = {name: rest for name, *rest in self.rows(
            f"SELECT class, tp, fp, fn FROM ap_by_class WHERE iou_threshold = ? AND score_threshold = ? AND {self.picked}", self.iou, self.score)}
        found = self.rows(f"SELECT class, ap, ar, label_count FROM ap_by_class WHERE iou_threshold = ? AND {self.picked} ORDER BY ap, class", self.iou)
        wanted = []
        for name, ap, ar, labels in found:
            tp, fp, fn = counts[name]
            others = [row[1] for row in found if row[0] != name]
            wanted.append([name, three(ap), three(sum(others) / len(others) if others else None), three(ar), three(tp / (tp + fp) if tp + fp else None),
                           three(tp / (tp + fn)), three(2 * tp / (2 * tp + fp + fn)), *map(str, (labels, tp, fp, fn))])
        sums = [sum(counts[name][k] for name in counts) for k in range(3)]
        means = [sum(row[k] for row in found) / len(found) for k in (1, 2)]
        mean = ["mean", three(means[0]), "", three(means[1]), "", "", "", *map(str, (sum(row[3] for row in found), *sums))]
        self.equal(self.browser.run(ROWS, "#ranking"), [*wanted, mean], "the ranking")
        coco = self.rows(f"SELECT avg(ap) FROM ap_by_class WHERE iou_threshold = '0.50:0.95' AND {self.picked}")[0][0]
        tp, fp, fn = sums
        self.equal(self.browser.run(CARDS), {
            "map": three(coco), "map-iou": three(means[0]), "mar": three(means[1]), "precision": three(tp / (tp + fp)), "recall": three(tp / (tp + fn)),
            "f1": three(2 * tp / (2 * tp + fp + fn)), "tp": f"{tp:,}", "fp": f"{fp:,}", "fn": f"{fn:,}"}, "the cards")
        bars = self.browser.run(TEXTS, "#scores .tick")
        self.equal([b for b in bars if len(b) == 5], [v for row in wanted for v in (row[1], row[3])], "the bars of AP and AR")
        legend = self.browser.run(TEXTS, "#curves .legend span")
        self.equal(sorted(legend), sorted(f"{row[0]} {row[1]}" for row in wanted), "the AP beside the curves")
        self.expect(f"{100 * tp / (tp + fn):.0f} %" in self.browser.run(TEXTS, "#lead")[0], f"the first sentence at {self.where}")

    def mistakes(self):
        found = self.rows(f"""SELECT class, count(*), sum(reason = 'no_overlap'), sum(reason = 'low_iou'), sum(reason = 'duplicate') FROM match_outcomes
                              WHERE outcome = 'FP' AND iou_threshold = ? AND score_threshold = ? AND {self.picked}
                              GROUP BY class ORDER BY 2 DESC, class""", self.iou, self.score)
        self.equal(sorted(row[:5] for row in self.browser.run(ROWS, "#reasons")), sorted([name, *map(str, rest)] for name, *rest in found), "the reasons")
        known = self.iou == self.page_iou or self.score == self.page_score
        self.equal(self.browser.run(STALE, "#matrix"), not known, "whether the matrix is grey")
        if known:
            wanted = self.rows(f"""SELECT coalesce(label_class, 'background'), coalesce(prediction_class, 'background'), CAST(count AS TEXT) FROM confusion_matrix
                                   WHERE iou_threshold = ? AND score_threshold = ? AND (label_class IS NULL OR {self.picked.replace('class', 'label_class')})
                                   AND (prediction_class IS NULL OR {self.picked.replace('class', 'prediction_class')})""", self.iou, self.score)
            self.equal(sorted(map(tuple, self.browser.run(MATRIX))), sorted(wanted), "the matrix")
            missed = self.rows(f"""SELECT label_class, CAST(sum(count) AS TEXT), CAST(sum(iif(prediction_class IS NULL, count, 0)) AS TEXT),
                                     CAST(sum(iif(prediction_class IS NULL, 0, count)) AS TEXT) FROM confusion_matrix WHERE iou_threshold = ?
                                   AND score_threshold = ? AND prediction_class IS NOT label_class AND {self.picked.replace('class', 'label_class')}
                                   GROUP BY label_class HAVING label_class IS NOT NULL""", self.iou, self.score)
            self.equal(sorted(tuple(row[:4]) for row in self.browser.run(ROWS, "#missed")), sorted(missed), "the missed objects")
        points = self.rows(f"""SELECT sum(precision * n), sum(n), sum(mean_score * n) FROM calibration WHERE iou_threshold = ? AND {self.picked}
                               GROUP BY bin HAVING sum(n) > 0 ORDER BY bin""", self.iou)
        said = [re.match(r"([0-9.]+) of ([0-9,]+) predictions are correct, mean score ([0-9.]+)", t) for t in self.browser.run(TITLES, "#calibration .line")]
        self.equal([(m.group(1), m.group(2)) for m in said if m], [(three(hits / n), f"{n:,}") for hits, n, _ in points], "the calibration")
        self.expect(all(abs(float(m.group(3)) - score / n) <= 0.0011 for m, (_, n, score) in zip(filter(None, said), points)), f"mean scores at {self.where}")
        bins = self.rows(f"""SELECT outcome, CAST(score * 20 AS INTEGER), count(*) FROM match_outcomes
                             WHERE outcome IN ('TP', 'FP') AND iou_threshold = ? AND {self.picked} GROUP BY 1, 2""", self.iou)
        titles = self.browser.run(TITLES, "#histogram")
        for kind, name in (("TP", "true"), ("FP", "false")):
            shown = [int(t.split(" ")[0].replace(",", "")) for t in titles if f"{name} positives" in t]
            self.equal(shown, [n for outcome, _, n in bins if outcome == kind], f"the histogram of {name} positives")

    def metrics(self):
        known = self.iou == self.page_iou and self.score == self.page_score and (self.classes is None or len(self.classes) == 1)
        self.equal(self.browser.run(STALE, "#importance"), not known, "whether the importance is grey")
        names = dict((f"{metric} {level}", name) for metric, level, name in self.rows("SELECT metric, level, display_name FROM metric_names"))
        if known:
            found = self.rows("""SELECT metric, level, importance, correlation FROM metric_importance WHERE iou_threshold = ? AND score_threshold = ?
                                 AND classes IS ? AND metric NOT IN ('confidence', 'area_absolute') AND importance > 0 ORDER BY importance DESC""",
                              self.iou, self.score, self.classes and self.classes[0])
            self.equal(self.browser.run(TITLES, "#importance"), [names[f"{m} {level}"] for m, level, *_ in found], "the order of importance")
            self.equal(self.browser.run(TITLES, "#correlation"), [names[f"{m} {level}"] for m, level, *_ in found], "the order of the correlation")
        known = self.score == self.page_score or self.iou == self.page_iou and round(self.score * 20) % 2 == 0
        self.equal(self.browser.run(STALE, "#performance-charts"), not known, "whether the performance is grey")
        if not known:
            return
        first = self.browser.run("return JSON.parse(document.querySelector('#data').textContent).metrics.filter((m) => m.number === 1)[0]")
        for measure in ("precision", "fnr"):
            found = self.rows(f"""SELECT sum(value * n), sum(n) FROM performance_by_metric WHERE metrics = ? AND level = ? AND measure = ? AND bins = 20
                                  AND by_class = 1 AND iou_threshold = ? AND score_threshold = ? AND {self.picked} GROUP BY bin HAVING sum(n) > 0 ORDER BY bin""",
                              first["metric"], first["level"], measure, self.iou, self.score)
            chart = f"#performance-charts [data-chart='1{measure}']"
            shown = [t.split(" ") for t in self.browser.run(TITLES, chart + " .line")]
            self.equal([(row[0].rstrip(","), int(row[1])) for row in shown], [(three(hits / n), n) for hits, n in found], f"{measure} by {first['metric']}")
            average = three(sum(hits for hits, _ in found) / sum(n for _, n in found))
            self.expect(self.browser.run(LABEL, chart + " svg").endswith(f"average {average}"), f"the average of {measure} at {self.where}")
            self.equal(self.browser.run(f"return document.querySelectorAll(\"{chart} .hollow\").length"), sum(n < 10 for _, n in found), "hollow points")

    def galleries(self):
        """At the thresholds of the page: the first and last of each metric, and the query for the rest gives the same."""
        metrics = self.browser.run("return JSON.parse(document.querySelector('#data').textContent).metrics.filter((m) => m.number > 0 && m.number <= 5)")
        for outcome in ("FP", "FN", "TP"):
            total = self.rows("SELECT count(*) FROM match_outcomes WHERE outcome = ? AND iou_threshold = ? AND score_threshold = ?",
                              outcome, self.iou, self.score)[0][0]
            for metric in [0, *(m["number"] for m in metrics)]:
                for order in ("down", "up"):
                    ids, said, query = self.browser.run(RANK, outcome, str(metric), order)
                    found = self.db.execute(query).fetchall()
                    values = {str(row[0]): row[3] for row in found}
                    least = 4 if outcome == "TP" else 8
                    self.expect(len(ids) >= least and said.startswith(f"{len(ids)} of {total:,} "), f"{outcome} by {metric}, {order}: {len(ids)} pictures: {said}")
                    self.equal([values.get(i) for i in ids], [row[3] for row in found[:len(ids)]], f"the pictures of {outcome} by {metric}, {order}")
            self.browser.run(RANK, outcome, "0", "down")

    def labels(self):
        """The galleries of labels to look at, in the order of repair_gains."""
        for kind, item in (("add_label", "prediction_id"), ("change_class", "label_id"), ("move_label", "label_id")):
            ids = self.browser.run("return Array.from(document.querySelectorAll(arguments[0])).map((e) => e.dataset.id)", f"[data-gallery={kind}] figure")
            found = self.rows(f"SELECT {item} FROM repair_gains WHERE least_suspicion = 0.2 AND map_gain > 0 AND kind = ? ORDER BY rank LIMIT 12", kind)
            self.equal(ids, [str(i) for i, in found], f"the gallery of {kind}")
        shares = self.browser.run(ROWS, "#mistakes .fixed")
        errors = self.rows("SELECT replace(error, '_', ' '), CAST(count AS TEXT), gain FROM error_types")
        self.equal([row[:3] for row in shares[:len(errors)]], [[name, n, three(gain)] for name, n, gain in errors], "the types of errors")
        slices = self.rows("SELECT slice FROM weak_slices WHERE confirmed AND score_threshold = ?", self.score)
        self.equal(sorted(row[0] for row in shares[len(errors):]), sorted(name for name, in slices)[:12], "the weak slices")

    def check(self, address):
        self.browser.open(address)
        for iou, score, classes in CASES:
            ious, scores, page = put(self.browser, iou, score, classes)
            self.page_iou, self.page_score = float(ious[page["iou"]]), scores[page["score"]]
            self.iou, self.score, self.classes = iou or self.page_iou, score or self.page_score, classes
            self.where = f"IoU {self.iou}, score {self.score}, {classes or 'all classes'}"
            self.picked = "class IN ({})".format(", ".join(f"'{name}'" for name in classes)) if classes else "1"
            self.scores()
            self.mistakes()
            self.metrics()
            shown = self.browser.run("return Array.from(document.querySelectorAll('.gallery figure:not([hidden])')).map((e) => [e.querySelector('b').textContent,"
                                     " Number(e.dataset.score || 1), Number(e.dataset.found || -1)])")
            self.expect(all((not classes or name in classes) and above >= self.score and found < self.score for name, above, found in shown),
                        f"the galleries at {self.where} show what is not asked for")
            self.equal(self.browser.run(STALE, ".gallery"), self.iou != self.page_iou, "whether the pictures are grey")
        put(self.browser, None, None, None)
        self.iou, self.score, self.where = self.page_iou, self.page_score, "the start"
        self.galleries()
        self.labels()
        self.expect(self.browser.errors() == [], "the controls make the console complain")


def check(browser, address, database, extension, expect):
    Agreement(browser, database, extension, expect).check(address)
