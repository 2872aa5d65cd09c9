"""Compares what explores a data set with the libraries that people use for it, on random data: ks_distance with scipy's
ks_2samp, to the last bit where scipy is exact and to 1e-15 where it is not; metric_spread and metric_outliers with numpy's
quantile, to the last bit; nearest_neighbours with scikit-learn's brute force, distances to 1e-12 and the neighbours but for
ties, and cosine_distance and l2_distance with scipy.

    python tests/parity/explore.py --extension build/boxscore [--count 600] [--seed 1]

Needs numpy, scipy and scikit-learn. A difference names its seed; --seed N --count 1 runs it alone.
"""

import argparse
import json
import math
import sqlite3
import warnings

import numpy as np
from scipy.spatial import distance
from scipy.stats import ks_2samp
from sklearn.neighbors import NearestNeighbors

from tally import Tally


def values(rng, count):
    """Numbers as metrics have them: continuous, with ties, counts, mostly one value, far apart."""
    kind = rng.integers(6)
    if kind == 0:
        return rng.normal(size=count)
    if kind == 1:
        return np.round(rng.beta(5, 2, size=count), 3)
    if kind == 2:
        return rng.poisson(4, size=count).astype(float)
    if kind == 3:
        return np.where(rng.random(count) < .8, 0., rng.random(count))
    if kind == 4:
        return rng.lognormal(sigma=3, size=count) * rng.choice([-1, 1], size=count)
    return rng.random(count) * 10.0 ** rng.integers(-200, 200)


# ---- two samples ----

def compare_samples(db, rng, report):
    sizes = rng.integers(1, rng.choice([5, 60, 900]), size=2)
    samples = [values(rng, sizes[0]), values(rng, sizes[1])]
    if rng.random() < .5:
        samples[1] = rng.choice(samples[0], size=sizes[1]) + rng.choice([0, .1])
    rows = [(float(value), sample) for sample in (0, 1) for value in samples[sample]]
    rng.shuffle(rows)
    db.execute("DELETE FROM samples")
    db.executemany("INSERT INTO samples VALUES (?, ?)", [(value, int(sample)) for value, sample in rows])
    ours = db.execute("SELECT ks_distance(value, sample) FROM samples").fetchone()[0]
    report.equal(ours, float(ks_2samp(*samples, method="exact").statistic), "ks_distance")
    report.near(ours, float(ks_2samp(*samples, method="asymp").statistic), 1e-15, "ks_distance, asymptotic")


# ---- outliers ----

def compare_outliers(db, rng, report):
    db.execute("DELETE FROM quality_metrics")
    expected = {}
    for level in ("image", "label", "prediction"):
        for metric in ("one", "other"):
            x = values(rng, int(rng.integers(1, 400)))
            db.executemany("INSERT INTO quality_metrics VALUES (?, ?, ?, ?)", [(level, i, metric, float(v)) for i, v in enumerate(x)])
            low, median, high = (float(q) for q in np.quantile(x, [.25, .5, .75]))
            distances = [factor * (high - low) for factor in (1.5, 2.5)]
            limits = [(low - d, high + d) for d in distances]
            outside = [{i for i, v in enumerate(x) if v < a or v > b} for a, b in limits]
            expected[level, metric] = (len(x), low, median, high, len(outside[0] - outside[1]), len(outside[1]), *limits[0], *limits[1])
            ours = db.execute("SELECT item_id, value, severity, low, high FROM metric_outliers WHERE level = ? AND metric = ?", (level, metric))
            theirs = [(i, float(x[i]), "severe" if i in outside[1] else "moderate", *limits[i in outside[1]]) for i in sorted(outside[0])]
            report.equal(sorted(ours), theirs, "metric_outliers")
    ours = {row[:2]: row[2:] for row in db.execute("SELECT * FROM metric_spread")}
    report.equal(ours, expected, "metric_spread")


# ---- embeddings ----

def embeddings(rng, count, dimensions):
    """Independent, in clusters, with rows that occur twice, or with a large part in common."""
    x = rng.normal(size=(count, dimensions))
    kind = rng.integers(4)
    if kind == 1:
        x = rng.normal(size=(5, dimensions))[rng.integers(5, size=count)] + .01 * x
    elif kind == 2:
        x = x[rng.integers(max(1, count // 3), size=count)]
    elif kind == 3:
        x = x + 20
    return x.astype("<f4")


def compare_neighbours(db, rng, report):
    count, dimensions = int(rng.integers(2, 150)), int(rng.integers(2, 70))
    x = embeddings(rng, count, dimensions)
    as_json = rng.random() < .3
    db.execute("DELETE FROM embeddings")
    db.executemany("INSERT INTO embeddings VALUES (?, ?)",
                   [(i, json.dumps([float(v) for v in row]) if as_json else row.tobytes()) for i, row in enumerate(x)])
    k, kind, threads = int(rng.integers(1, 12)), str(rng.choice(["cosine", "l2"])), int(rng.integers(1, 4))
    ours = db.execute("SELECT id, neighbour_id, rank, distance FROM nearest_neighbours WHERE k = ? AND distance_type = ? AND threads = ?",
                      (k, kind, threads)).fetchall()
    expected = min(k, count - 1)
    report.equal([(row[0], row[2]) for row in ours], [(i, r) for i in range(count) for r in range(1, expected + 1)], "the rows")
    search = NearestNeighbors(n_neighbors=expected, algorithm="brute", metric="cosine" if kind == "cosine" else "euclidean")
    wide = x.astype(float)
    # Without a query scikit-learn leaves each row out of its own neighbours, as we do. It loses digits where rows are close, so
    # the distances of its neighbours are taken again.
    theirs = search.fit(wide).kneighbors(return_distance=False)
    measure = distance.cosine if kind == "cosine" else distance.euclidean
    for i in range(count):
        row = ours[i * expected:(i + 1) * expected]
        again = sorted(measure(wide[i], wide[j]) for j in theirs[i])
        tolerance = 1e-12 * max(1, again[-1])
        exact = [measure(wide[i], wide[j]) for _, j, _, _ in row]
        good = all(abs(a[3] - b) <= tolerance for a, b in zip(row, exact))  # our distance of our neighbour
        good = good and all(a[3] <= b + 1e-7 * max(1, again[-1]) for a, b in zip(row, again))  # none of theirs is closer
        report.count(good and len(row) == len(again), f"neighbours of {i}, {kind}", row, again)
        order = [(a[3], a[1]) for a in row]
        report.equal(order, sorted(order), "the order")
    i, j = (int(n) for n in rng.integers(count, size=2))
    row = db.execute("SELECT cosine_distance(a.embedding, b.embedding), l2_distance(a.embedding, b.embedding) FROM embeddings a, embeddings b "
                     "WHERE a.id = ? AND b.id = ?", (i, j)).fetchone()
    report.near(row[0], max(0, distance.cosine(wide[i], wide[j])), 1e-12, "cosine_distance")
    report.near(row[1], distance.euclidean(wide[i], wide[j]), 1e-12 * max(1, row[1]), "l2_distance")


def check_known(db, report):
    """Large samples, where scipy does not compute exactly."""
    rng = np.random.default_rng(0)
    samples = [rng.normal(size=20000), rng.normal(.1, size=15000)]
    db.execute("DELETE FROM samples")
    db.executemany("INSERT INTO samples VALUES (?, ?)", [(float(v), s) for s in (0, 1) for v in samples[s]])
    ours = db.execute("SELECT ks_distance(value, sample) FROM samples").fetchone()[0]
    report.near(ours, float(ks_2samp(*samples).statistic), 1e-15, "ks_distance of many values")
    report.count(math.isclose(ours, .05, abs_tol=.02), "ks_distance of many values", ours, .05)


def check_limits(db, report):
    """More than is compared all with all: too many rows for a golden test, whose allocations fail one by one."""
    db.execute("CREATE TABLE many(id INTEGER PRIMARY KEY, embedding)")
    db.executemany("INSERT INTO many VALUES (?, x'0000803f')", ((i,) for i in range(100001)))
    for rows, k, message in ((100001, 1, "many has more than 100000 embeddings, too many to compare all with all: take a part of them"),
                             (60000, 1000, "more than 50000000 neighbours: 60000 embeddings with k = 1000")):
        db.execute("DELETE FROM many WHERE id >= ?", (rows,))
        try:
            said = db.execute("SELECT count(*) FROM nearest_neighbours('many') WHERE k = ?", (k,)).fetchone()
        except sqlite3.OperationalError as error:
            said = str(error)
        report.equal(said, f"nearest_neighbours: {message}", "a limit")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(options.extension)
    db.execute("CREATE TABLE samples(value, sample)")
    db.execute("CREATE TABLE embeddings(id INTEGER PRIMARY KEY, embedding)")
    db.execute("CREATE TABLE quality_metrics(level, item_id, metric, value)")
    warnings.simplefilter("ignore", RuntimeWarning)  # scipy divides by zero on the way to a p-value
    report = Tally("parity explore")
    check_known(db, report)
    check_limits(db, report)
    for seed in range(options.seed, options.seed + options.count):
        report.seed = seed
        for compare in (compare_samples, compare_outliers, compare_neighbours):
            compare(db, np.random.default_rng(seed), report)
    report.end()


if __name__ == "__main__":
    main()
