"""Weak slices in simulated data: how often one is confirmed where there is none, and how often a planted one is found.

    /usr/bin/python3 tests/simulation/slices.py --extension build/boxscore [--count 200] [--power 20] [--images 500]

Images differ in difficulty, so that the errors of an image go together. Attributes are ten columns of the images and a quality
metric of labels and predictions, all drawn without a look at the errors. Where a slice is planted, it is the images with one value of
one column, and the model misses a part more of their labels.
"""

import argparse
import math
import random
import sys

from simulation import connect, poisson, progress

SIZES = (0.025, 0.05, 0.1, 0.2, 0.3, 0.4)
EFFECTS = (0.1, 0.2, 0.3, 0.5)
COLUMNS = 10


def class_of(rng):
    return f"c{min(int(rng.expovariate(1.2)), 2)}"


def draw(db, rng, images, spread, size=0.0, effect=0.0):
    """Fills the tables; returns the labels of the planted slice."""
    attributes, labels, predictions, planted = [], [], [], set()
    for image_id in range(images):
        difficulty = rng.gauss(0, spread)
        is_weak = rng.random() < size
        values = [rng.choice("abcde"), *(rng.randrange(4) for _ in range(4)), *(rng.random() for _ in range(4))]
        attributes.append((image_id, "weak" if is_weak else rng.choice("vwxyz"), *values))
        for _ in range(poisson(rng, 4)):
            name = class_of(rng)
            x, y = rng.uniform(0, 4000), rng.uniform(0, 4000)
            labels.append((len(labels) + 1, image_id, name, x, y, 50, 50))
            if is_weak:
                planted.add(len(labels))
            if rng.random() < 1 / (1 + math.exp(difficulty - 1.5)) and not (is_weak and rng.random() < effect):
                predictions.append((len(predictions) + 1, image_id, name, rng.random(), x, y, 50, 50))
        for _ in range(poisson(rng, math.exp(difficulty / 2))):
            box = (rng.uniform(5000, 9000), rng.uniform(5000, 9000), 50, 50)
            predictions.append((len(predictions) + 1, image_id, class_of(rng), rng.random(), *box))
    metrics = [("label", row[0], "noise", rng.random()) for row in labels]
    metrics += [("prediction", row[0], "noise", rng.random()) for row in predictions]
    tables = (("labels", labels), ("predictions", predictions), ("attributes", attributes), ("quality_metrics", metrics))
    for table, rows in tables:
        db.execute(f"DELETE FROM {table}")
        if rows:
            db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    return planted


def rows_of(db, where):
    return {row[0] for row in db.execute(f"SELECT label_id FROM match_outcomes WHERE {where}")}


def is_found(db, planted):
    """Whether a confirmed slice has at least half of its rows in common with the planted one; and how many others there are."""
    found, others = False, 0
    for (where,) in db.execute("SELECT where_sql FROM weak_slices('attributes') WHERE confirmed AND universe = 'labels'").fetchall():
        rows = rows_of(db, where)
        if 2 * len(rows & planted) >= len(rows | planted):
            found = True
        else:
            others += 1
    return found, others


def false_alarms(db, options):
    failed = 0
    for spread in (0.0, 1.0, 2.0):
        alarms = 0
        for n in range(options.count):
            draw(db, random.Random(f"nothing {spread} {n}"), 200, spread)
            alarms += db.execute("SELECT count(*) FROM weak_slices('attributes') WHERE confirmed").fetchone()[0] > 0
            progress(f"spread {spread}: {n + 1} of {options.count}, {alarms} alarms")
        good = alarms <= 0.05 * options.count
        failed += not good
        print(f"{'ok    ' if good else 'FAILED'} spread {spread}: {alarms} of {options.count} data sets without a weak slice have one confirmed")
    return failed


def power(db, options):
    print(f"planted slices found in {options.power} data sets of {options.images} images, in per cent; others confirmed")
    print("share of images  " + "  ".join(f"{effect:+.1f} missed" for effect in EFFECTS))
    others = 0
    for size in SIZES:
        shares = []
        for effect in EFFECTS:
            found = 0
            for n in range(options.power):
                planted = draw(db, random.Random(f"planted {size} {effect} {n}"), options.images, 1.0, size, effect)
                one, more = is_found(db, planted)
                found, others = found + one, others + more
                progress(f"size {size}, effect {effect}: {found} of {n + 1}")
            shares.append(found / options.power)
        print(f"{size:15.3f}  " + "  ".join(f"{100 * share:11.0f}" for share in shares))
    print(f"other slices confirmed: {others} in {options.power * len(SIZES) * len(EFFECTS)} data sets")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--power", type=int, default=20)
    parser.add_argument("--images", type=int, default=500)
    options = parser.parse_args()
    db = connect(options.extension)
    db.execute(f"CREATE TABLE attributes(image_id INTEGER PRIMARY KEY, {', '.join(f'a{i}' for i in range(COLUMNS))})")
    db.execute("CREATE TABLE quality_metrics(level, item_id, metric, value)")
    failed = false_alarms(db, options)
    power(db, options)
    print(f"weak-slices: {3 - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
