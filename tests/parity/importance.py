"""Compares what boxscore says of quality metrics with the libraries that people use for it, on random data: correlations with
numpy to 1e-12; importance with section6.py, the rules in plain numpy, to 1e-12, and on continuous values without clusters with
scikit-learn's mutual_info_classif divided by the entropy, to .05; bins with pandas.qcut, edges to the last bit. Then cases
with a known answer, and what must hold for any data.

    python tests/parity/importance.py --extension build/boxscore [--count 1000] [--seed 1]

Needs numpy, pandas and scikit-learn. A difference names its seed; --seed N --count 1 runs it alone.
"""

import argparse
import json
import sqlite3

import numpy as np
import pandas as pd
from sklearn.feature_selection import mutual_info_classif

import section6
from tally import Tally


def connect(extension):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(extension)
    db.execute("CREATE TABLE pairs(x, outcome, image)")
    return db


def aggregates(db, x, outcome):
    """(importance, correlation) of pairs."""
    db.execute("DELETE FROM pairs")
    db.executemany("INSERT INTO pairs(x, outcome) VALUES (?, ?)", zip(map(float, x), map(int, outcome)))
    return db.execute("SELECT importance(x, outcome), correlation(x, outcome) FROM pairs").fetchone()


def with_images(db, x, outcome, images):
    """The importance of pairs whose images are known."""
    db.execute("DELETE FROM pairs")
    db.executemany("INSERT INTO pairs VALUES (?, ?, ?)", zip(map(float, x), map(int, outcome), images))
    return db.execute("SELECT importance(x, outcome, image) FROM pairs").fetchone()[0]


# ---- random metrics ----

def metric(rng, kind, outcome):
    """Values that have something to do with the outcome, more or less."""
    n, pull = len(outcome), rng.uniform(0, 2) * outcome
    if kind == "normal":
        return rng.normal(size=n) + pull
    if kind == "skewed":
        return np.exp(rng.normal(size=n) * 2 + pull)
    if kind == "far":
        return 1.6e9 + rng.normal(size=n) + pull
    if kind == "tiny":
        return (rng.normal(size=n) + pull) * 1e-100
    if kind == "three decimals":
        return np.round(1 / (1 + np.exp(-rng.normal(size=n) - pull)), 3)
    if kind == "counts":
        return rng.poisson(4 + pull).astype(float)
    if kind == "two values":
        return (rng.random(n) < .3 + .2 * pull).astype(float)
    if kind == "mostly one":
        return np.where(rng.random(n) < .8, 5.0, rng.normal(size=n))
    return np.full(n, rng.normal())  # constant


CONTINUOUS = ["normal", "skewed", "far"]
KINDS = CONTINUOUS + ["tiny", "three decimals", "counts", "two values", "mostly one", "constant"]


def outcomes(rng, n, least=.05):
    return (rng.random(n) < rng.uniform(least, 1 - least)).astype(int)


def correlation(x, outcome):
    if x.min() == x.max() or outcome.min() == outcome.max():
        return None
    centre = x - x[0]  # exact, and numpy then does not lose the digits that the distance from 0 takes
    return float(np.corrcoef(centre, outcome)[0, 1])


def check_rules(db, rng, report):
    """The aggregates against the rules in numpy, and against numpy's correlation."""
    outcome = outcomes(rng, int(rng.integers(2, 1500)))
    images = rng.integers(0, int(rng.integers(1, 60)), len(outcome))
    if rng.random() < .5:
        images = np.array([f"{image}.jpg" for image in images])
    for kind in KINDS:
        x = metric(rng, kind, outcome)
        ours = aggregates(db, x, outcome)
        clustered = with_images(db, x, outcome, images.tolist())
        report.near(ours[0], section6.judge(x, outcome)[0], 1e-12, f"importance of {kind}")
        report.near(ours[1], correlation(x, outcome), 1e-12, f"correlation of {kind}")
        report.near(clustered, section6.judge(x, outcome, images)[0], 1e-12, f"importance of {kind}, images")
        order = rng.permutation(len(x))
        report.equal(aggregates(db, x[order], outcome[order]), ours, f"another order of {kind}")
        report.equal(with_images(db, x[order], outcome[order], images[order].tolist()), clustered, f"another order of {kind}, images")


# ---- scikit-learn ----

def entropy(outcome):
    share = outcome.mean()
    return -(share * np.log(share) + (1 - share) * np.log(1 - share))


def scikit_learn(x, outcome):
    found = mutual_info_classif(x.reshape(-1, 1), outcome, n_neighbors=3, discrete_features=False, random_state=0)
    return found[0] / entropy(outcome)


def check_scikit_learn(db, rng, report):
    outcome = outcomes(rng, int(rng.integers(4000, 12000)), .1)
    for kind in CONTINUOUS:
        x = metric(rng, kind, outcome)
        theirs = min(1, max(0, scikit_learn(x, outcome)))
        report.near(aggregates(db, x, outcome)[0], theirs, .05, f"scikit-learn, {kind}, n = {len(x)}")


# ---- known answers ----

def clusters(rng, images, rows):
    """Images that differ in how many of their predictions are true: (image, outcome) of each row."""
    image = np.repeat(np.arange(images), rng.poisson(rows, images) + 1)
    return image, (rng.random(len(image)) < rng.random(images)[image]).astype(int)


def check_known(db, report):
    rng = np.random.default_rng(7)
    for share in (.2, .5, .8):
        for n in (5000, 20000):
            x = rng.random(n)
            value = aggregates(db, x, x < share)[0]
            report.count(value >= .97, f"threshold, n = {n}, {share} true", value, "at least .97")
            value = with_images(db, x, x < share, (np.arange(n) // 7).tolist())
            report.count(value >= .97, f"threshold in images, n = {n}, {share} true", value, "at least .97")
    random = []
    for _ in range(20):
        image, outcome = clusters(rng, 1500, 10)
        random.append(with_images(db, rng.random(1500)[image], outcome, image.tolist()))
    report.count(np.mean(random) < .003, "a random value of each image", np.mean(random), "below .003")
    image, outcome = clusters(rng, 500, 10)
    report.equal(with_images(db, outcome, outcome, image.tolist()), 1.0, "the outcome itself")
    report.equal(aggregates(db, np.full(100, .5), np.arange(100) % 2), (0, None), "constant")


# ---- bins ----

def bin_values(rng):
    n = int(rng.integers(1, 400))
    kind = rng.choice(["normal", "counts", "few", "rounded", "mostly one", "constant", "wide", "huge"])
    if kind == "counts":
        return rng.poisson(rng.uniform(1, 60), n).astype(float)
    if kind == "few":
        return rng.choice(rng.normal(size=int(rng.integers(1, 12))), n)
    if kind == "rounded":
        return np.round(rng.normal(size=n), int(rng.integers(0, 4)))
    if kind == "wide":
        return np.exp(rng.normal(size=n) * 10)
    if kind == "huge":
        return rng.normal(size=n) * 1e300
    return metric(rng, kind, outcomes(rng, n))


def qcut(x, bins):
    """The bins that boxscore is to have: (low, high, count), by pandas."""
    if len(np.unique(x)) <= bins:
        values, counts = np.unique(x, return_counts=True)
        return [(value, value, count) for value, count in zip(values.tolist(), counts.tolist())]
    codes, edges = pd.qcut(x, bins, labels=False, retbins=True, duplicates="drop")
    counts = np.bincount(codes, minlength=len(edges) - 1).tolist()
    return list(zip(edges[:-1].tolist(), edges[1:].tolist(), counts))


def evaluation(db, x, hit):
    """A data set whose predictions, one an image, have the values and outcomes, and its labels alike."""
    db.executescript("DROP TABLE IF EXISTS labels; DROP TABLE IF EXISTS predictions; DROP TABLE IF EXISTS quality_metrics;"
                     "CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, x, y, width, height);"
                     "CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height);"
                     "CREATE TABLE quality_metrics(level, item_id, metric, value);")
    for i, (value, found) in enumerate(zip(x.tolist(), hit.tolist())):
        kind = f"class {i % 3}"
        db.execute("INSERT INTO labels VALUES (?, ?, ?, 0, 0, 9, 9)", (i, i, kind))
        db.execute("INSERT INTO predictions VALUES (?, ?, ?, 0.5, ?, 0, 9, 9)", (i, i, kind, 0 if found else 50))
        db.executemany("INSERT INTO quality_metrics VALUES (?, ?, 'x', ?)", [("label", i, value), ("prediction", i, value)])


def check_bins(db, rng, report):
    x, bins = bin_values(rng), int(rng.choice([1, 2, 3, 5, 7, 10, 20, 49, 50, 64]))
    hit = rng.random(len(x)) < .6
    evaluation(db, x, hit)
    rows = db.execute("SELECT measure, bin, low, high, n, value, average FROM performance_by_metric"
                      " WHERE metrics = 'x' AND bins = ? ORDER BY measure, bin", (bins,)).fetchall()
    theirs = qcut(x, bins)
    for measure, share in (("precision", hit.mean()), ("fnr", 1 - hit.mean())):
        own = [row[1:] for row in rows if row[0] == measure]
        report.equal([row[1:4] for row in own], theirs, f"{measure} in {bins} bins of {len(x)}")
        report.equal(sum(row[3] for row in own), len(x), f"rows in the bins, {measure}")
        mean = sum(row[3] * row[4] for row in own if row[3]) / len(x)
        report.near(mean, share, 1e-12, f"weighted mean, {measure}")
        report.equal({row[5] for row in own}, {share if measure == "precision" else (~hit).mean()}, f"average, {measure}")
    by_class = db.execute("SELECT measure, bin, low, high, sum(n) FROM performance_by_metric WHERE metrics = 'x' AND bins = ?"
                          " AND by_class = 1 GROUP BY measure, bin ORDER BY measure, bin", (bins,)).fetchall()
    report.equal(by_class, [row[:5] for row in rows], f"classes of {bins} bins together")


def check_table(db, rng, report):
    """The table against the rules in numpy, metrics of images and of predictions, for any number of threads."""
    outcome, images = outcomes(rng, 900), int(rng.integers(1, 120))
    image, ids = rng.integers(0, images, 900), rng.permutation(900)
    db.executescript("DELETE FROM labels; DELETE FROM predictions; DELETE FROM quality_metrics;")
    # Each prediction and its label have a place of their own in the image.
    for i, found in enumerate(outcome.tolist()):
        where = (int(ids[i]), int(image[i]), 20 * i)
        db.execute("INSERT INTO labels VALUES (?, ?, 'a', ?, 0, 9, 9)", where)
        db.execute("INSERT INTO predictions VALUES (?, ?, 'a', ?, ?, ?, 9, 9)", (*where[:2], rng.random(), where[2], 0 if found else 50))
    columns = {kind: (metric(rng, kind, outcome), rng.random(900) < .9) for kind in KINDS}
    for kind, (x, kept) in columns.items():
        db.executemany("INSERT INTO quality_metrics VALUES ('prediction', ?, ?, ?)",
                       [(int(ids[i]), kind, float(x[i])) for i in np.flatnonzero(kept)])
    light = rng.random(images)
    db.executemany("INSERT INTO quality_metrics VALUES ('image', ?, 'light', ?)", enumerate(light.tolist()))
    columns["light"] = light[image], np.full(900, True)
    for threads in (1, 4):
        rows = db.execute("SELECT metric, importance, chance, reliable, correlation, n FROM metric_importance"
                          " WHERE metrics = ? AND threads = ? AND max_detections = 1000", (json.dumps(list(columns)), threads)).fetchall()
        report.equal(sorted(row[0] for row in rows), sorted(columns), "metrics")
        for kind, *figures, reliable, r, n in rows:
            x, kept = columns[kind]
            expected = section6.judge(x[kept], outcome[kept], image[kept], ids[kept])
            report.near(figures[0], expected[0], 1e-12, f"metric_importance of {kind}")
            report.near(figures[1], expected[1], 1e-12, f"chance of {kind}")
            report.near(r, correlation(x[kept], outcome[kept]), 1e-12, f"correlation of {kind}")
            report.equal((reliable, n), (expected[2], int(kept.sum())), f"reliable and n of {kind}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    db, report = connect(options.extension), Tally("parity importance")
    check_known(db, report)
    for report.seed in range(options.seed, options.seed + options.count):
        check_bins(db, np.random.default_rng(report.seed), report)
        if report.seed % 10 == options.seed % 10:
            check_rules(db, np.random.default_rng(report.seed), report)
        if report.seed % 100 == options.seed % 100:
            check_scikit_learn(db, np.random.default_rng(report.seed), report)
            check_table(db, np.random.default_rng(report.seed), report)
    report.end()


if __name__ == "__main__":
    main()
