"""Compares boxscore with pycocotools on random data sets: every cell of precision, recall and scores, the twelve
figures, and who was matched with whom, bit for bit.

    python tests/parity/parity.py --extension build/boxscore --count 500 [--seed 1000]

Needs pycocotools and numpy. A difference names the data set's seed; --seed N --count 1 runs it alone.
"""

import argparse
import random
import sys
import tempfile

import numpy

import datasets
import reference
import sqlside

STYLES = ("plain", "plain", "text", "json", "integer")


class Differences:
    """Collects what differs, and shows the first few."""

    def __init__(self):
        self.count, self.cells, self.context = 0, 0, ""
        self.passed = self.failed = 0

    def begin(self, context):
        self.context, self.before = context, self.count

    def end(self):
        """Counts what began as one test."""
        if self.count == self.before:
            self.passed += 1
        else:
            self.failed += 1

    def report(self, text):
        self.count += 1
        if self.count <= 20:
            print(f"parity: {self.context}: {text}")

    def same(self, what, ours, theirs):
        self.cells += 1
        if ours is None or theirs is None:
            equal = ours is theirs
        else:
            equal = ours == theirs  # no NaN occurs, and 0.0 is -0.0 on purpose
        if not equal:
            self.report(f"{what}: {ours!r}, pycocotools {theirs!r}")


def compare_arrays(found, data, database, names, evaluation):
    precision, scores = evaluation.eval["precision"], evaluation.eval["scores"]
    recall, grid = evaluation.eval["recall"], evaluation.params.recThrs
    curves, recalls = sqlside.curves(database, data, names), sqlside.recalls(database, data, names)
    unseen = set(curves)
    for k, category in enumerate(evaluation.params.catIds):
        for a, area in enumerate(data.areas):
            for m, limit in enumerate(data.limits):
                for t, threshold in enumerate(data.thresholds):
                    key = (category, area, limit, threshold)
                    unseen.discard(key)
                    theirs = precision[t, :, k, a, m]
                    cell = curves.get(key)
                    ar, ap = recalls.get(key, (None, None))
                    if theirs[0] == -1:
                        found.same(f"{key} ar without labels", ar, None)
                        found.same(f"{key} ap without labels", ap, None)
                        if cell is not None:
                            found.report(f"{key}: a curve of a class without labels")
                        continue
                    found.same(f"{key} ar", ar, float(recall[t, k, a, m]))
                    found.same(f"{key} ap", ap, float(numpy.mean(numpy.ascontiguousarray(theirs))))
                    found.cells += 3 * len(grid)
                    if cell is None:
                        found.report(f"{key}: no curve")
                        continue
                    for what, ours, other in zip(
                        ("precision", "scores", "recall grid"), cell, (theirs, scores[t, :, k, a, m] + 0.0, grid)
                    ):
                        if not numpy.array_equal(numpy.array(ours), other):
                            found.report(f"{key} {what}: {ours}, pycocotools {other.tolist()}")
    for key in unseen:
        found.report(f"{key}: a curve that pycocotools does not have")


def compare_means(found, data, database, names, evaluation):
    precision, recall = evaluation.eval["precision"], evaluation.eval["recall"]
    means = sqlside.mean_over_thresholds(database, data, names)
    for k, category in enumerate(evaluation.params.catIds):
        for a, area in enumerate(data.areas):
            for m, limit in enumerate(data.limits):
                key = (category, area, limit)
                ap, ar = means.get(key, (None, None))
                found.same(f"{key} mean ap", ap, reference.mean(precision[:, :, k, a, m]))
                found.same(f"{key} mean ar", ar, reference.mean(recall[:, k, a, m]))


def compare_summary(found, data, database, names, evaluation):
    ours = sqlside.summary(database, data, names)
    theirs = reference.summary(evaluation, data.limits)
    found.same("rows of coco_summary", list(ours), [name for name, _ in theirs])
    for name, value in theirs:
        found.same(name, ours.get(name), value)
    if data.limits == [1, 10, 100]:
        for name, value in zip(sqlside.STATS, evaluation.stats):
            found.same(f"stats {name}", ours.get(name), None if value == -1 else float(value))


def compare_matches(found, data, database, names, evaluation, area, t):
    """match_outcomes against evalImgs: the match, and what is ignored, of each label and prediction."""
    threshold = data.thresholds[t]
    predictions, labels = {}, {}
    for outcome, reason, prediction, label, _ in sqlside.outcomes(database, data, names, threshold, area):
        if prediction is not None:
            predictions[prediction] = "cut" if reason == "max_detections" else (outcome, label)
        if label is not None:
            labels[label] = (outcome, prediction)
    found.same("predictions in match_outcomes", len(predictions), len(data.evaluated(data.predictions)))
    found.same("labels in match_outcomes", len(labels), len(data.evaluated(data.labels)))
    kept = set()
    for image in evaluation.evalImgs:
        if image is None or tuple(image["aRng"]) != data.areas[area]:
            continue
        matches = zip(image["dtIds"], image["dtMatches"][t], image["dtIgnore"][t])
        for prediction, label, ignored in matches:
            kept.add(prediction)
            theirs = ("ignored", None) if ignored else ("TP", int(label)) if label else ("FP", None)
            found.same(f"prediction {prediction} at {threshold} {area}", predictions.get(prediction), theirs)
        for label, prediction, ignored in zip(image["gtIds"], image["gtMatches"][t], image["gtIgnore"]):
            theirs = ("ignored", None) if ignored else ("TP", int(prediction)) if prediction else ("FN", None)
            found.same(f"label {label} at {threshold} {area}", labels.get(label), theirs)
    for prediction, outcome in predictions.items():
        if (outcome == "cut") == (prediction in kept):
            found.report(f"prediction {prediction} at {threshold} {area}: {outcome}, pycocotools keeps {len(kept)}")


def compare(found, data, database, names, evaluation):
    compare_arrays(found, data, database, names, evaluation)
    compare_means_if_standard(found, data, database, names, evaluation)
    rng = random.Random(data.seed)
    for _ in range(2):
        area, t = rng.choice(list(data.areas)), rng.randrange(len(data.thresholds))
        compare_matches(found, data, database, names, evaluation, area, t)


def compare_means_if_standard(found, data, database, names, evaluation):
    if data.thresholds == datasets.THRESHOLDS:
        compare_means(found, data, database, names, evaluation)
    if data.standard():
        compare_summary(found, data, database, names, evaluation)


def compare_iou(found, database, count=20000):
    """iou() of random boxes against pycocotools.mask.iou, crowd labels included."""
    from pycocotools import mask

    rng = random.Random(4)
    for kind in range(4):
        coordinate = datasets.grid_of(random.Random(kind))
        for _ in range(count // 4 // 10):
            a = [coordinate(64) - 16, coordinate(64), coordinate(48), coordinate(48)]
            others = [[coordinate(64) - 16, coordinate(64), coordinate(48), coordinate(48)] for _ in range(9)] + [a]
            crowds = [rng.randrange(2) for _ in others]
            theirs = mask.iou([a], others, crowds)[0]
            for b, crowd, expected in zip(others, crowds, theirs):
                expected = float(expected) if expected == expected else 0.0
                ours = database.execute("SELECT iou(?, ?, ?, ?, ?, ?, ?, ?, ?)", a + b + [crowd]).fetchone()[0]
                found.same(f"iou({a}, {b}, {crowd})", ours, expected)
                pair = [str(a), str(b), crowd]
                ours = database.execute("SELECT iou(?, ?, ?)", pair).fetchone()[0]
                found.same(f"iou of JSON {pair}", ours, expected)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=500, help="how many data sets")
    parser.add_argument("--seed", type=int, default=1000, help="the first one")
    arguments = parser.parse_args()
    database = sqlside.connect(arguments.extension)
    found = Differences()
    found.begin("iou")
    compare_iou(found, database)
    found.end()
    labels = predictions = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            data = datasets.make(seed)
            evaluation = reference.evaluate(data)
            labels, predictions = labels + len(data.labels), predictions + len(data.predictions)
            style = STYLES[seed % len(STYLES)]
            found.begin(f"data set {seed}, {style} tables")
            compare(found, data, database, sqlside.fill(database, data, style), evaluation)
            found.end()
            if seed % 3 == 0:
                found.begin(f"data set {seed}, files")
                compare(found, data, database, sqlside.fill_from_files(database, data, folder), evaluation)
                found.end()
                for table in ("labels", "predictions"):
                    database.execute(f"DROP VIEW temp.{table}")
    print(
        f"parity: {found.passed} passed, {found.failed} failed ({arguments.count} data sets with {labels:,} labels and"
        f" {predictions:,} predictions; {found.cells:,} figures compared with pycocotools, {found.count} differ)"
    )
    sys.exit(1 if found.failed else 0)


if __name__ == "__main__":
    main()
