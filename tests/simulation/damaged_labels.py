"""Whether repair_gains finds damaged labels: a label in twenty of the street example is dropped, shifted or given another class, and
the hundred highest repairs are to hold at least twice as many of these as the hundred worst boxes of ObjectLab.

    /usr/bin/python3 tests/simulation/damaged_labels.py --extension build/boxscore --example build/example.db [--count 20]

ObjectLab (Tkachenko and others 2023) is done over here as cleanlab 2.9.0 has it, with its settings: one score for each label and
for each confident prediction that overlaps no label, and the lowest come first.
"""

import argparse
import collections
import math
import random
import sqlite3
import sys

from simulation import progress

DAMAGED, HIGHEST = 0.05, 100
LIKELY, CONFIDENT, SAME_PLACE = 0.5, 0.95, 0.95


def iou(a, b):
    w = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    h = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return w * h / (a[2] * a[3] + b[2] * b[3] - w * h) if w > 0 and h > 0 else 0.0


def similarity(a, b):
    distance = math.hypot(a[0] + a[2] / 2 - b[0] - b[2] / 2, a[1] + a[3] / 2 - b[1] - b[3] / 2)
    return 0.9 * iou(a, b) + 0.1 * math.exp(-0.1 * distance)


def label_scores(labels, predictions):
    """Of each label of an image the lower of its two scores."""
    for i, name, box in labels:
        own = [similarity(box, p) for _, n, score, p in predictions if n == name and score > LIKELY and iou(box, p) > 0]
        other = [similarity(box, p) for _, n, score, p in predictions if n != name and score > CONFIDENT]
        covered = any(n != name and iou(box, b) >= SAME_PLACE for _, n, b in labels)
        yield min(max(own, default=1), 0 if covered else 1 - max(other, default=0)), "label", i


def prediction_scores(labels, predictions):
    """Of each confident prediction that overlaps no label, how likely it was overlooked."""
    for i, name, score, box in predictions:
        if score < CONFIDENT or any(iou(b, box) > 0 for _, _, b in labels):
            continue
        own = [similarity(b, box) for _, n, b in labels if n == name]
        yield max(own, default=0), "prediction", i


def objectlab(labels, predictions):
    by_image = collections.defaultdict(lambda: ([], []))
    for i, image, name, box in labels:
        by_image[image][0].append((i, name, box))
    for i, image, name, score, box in predictions:
        by_image[image][1].append((i, name, score, box))
    scores = []
    for own_labels, own_predictions in by_image.values():
        scores += label_scores(own_labels, own_predictions)
        scores += prediction_scores(own_labels, own_predictions)
    return [(kind, i) for score, kind, i in sorted(scores) if score < 1][:HIGHEST]


def shifted(rng, box):
    """A copy whose IoU with the box is between .2 and .6."""
    while True:
        x, y = (rng.uniform(-0.6, 0.6) * size for size in box[2:])
        other = [box[0] + x, box[1] + y, box[2], box[3]]
        if 0.2 <= iou(box, other) <= 0.6:
            return other


def damage(db, rng):
    """Makes the table `damaged`, with the labels that the example lacks; returns the kind of damage by label, and the dropped labels."""
    db.executescript("DROP TABLE IF EXISTS damaged; CREATE TEMP TABLE damaged AS"
                     " SELECT id, image_id, class, x, y, width, height, iscrowd FROM labels"
                     " UNION ALL SELECT 10000 + id, image_id, class, x, y, width, height, 0 FROM predictions WHERE id IN"
                     " (SELECT id FROM planted WHERE weakness = 'forgotten label' AND model = 'baseline')")
    labels = db.execute("SELECT id, image_id, class, x, y, width, height FROM damaged WHERE NOT iscrowd ORDER BY id").fetchall()
    names = sorted({row[2] for row in labels})
    kinds, dropped = {}, []
    for number, row in enumerate(rng.sample(labels, round(DAMAGED * len(labels)))):
        i, image, name, *box = row
        kinds[i] = ("dropped", "shifted", "swapped")[number % 3]
        if kinds[i] == "dropped":
            dropped.append((i, image, name, box))
            db.execute("DELETE FROM damaged WHERE id = ?", (i,))
        elif kinds[i] == "shifted":
            db.execute("UPDATE damaged SET x = ?, y = ? WHERE id = ?", (*shifted(rng, box)[:2], i))
        else:
            other = rng.choice([n for n in names if n != name])
            db.execute("UPDATE damaged SET class = ? WHERE id = ?", (other, i))
    return kinds, dropped


def hits(found, kinds, dropped, boxes):
    """How many of the labels and predictions found are damaged, by kind of damage."""
    counts = collections.Counter()
    for kind, i in found:
        if kind == "label":
            counts[kinds.get(i, "sound")] += 1
            continue
        image, name, box = boxes[i]
        there = any(d[1] == image and d[2] == name and iou(d[3], box) >= 0.5 for d in dropped)
        counts["dropped" if there else "sound"] += 1
    return counts


def simulate(db, rng, threshold):
    kinds, dropped = damage(db, rng)
    predictions = [(i, image, name, score, box) for i, image, name, score, *box in
                   db.execute("SELECT id, image_id, class, score, x, y, width, height FROM predictions")]
    boxes = {i: (image, name, box) for i, image, name, _, box in predictions}
    labels = [(i, image, name, box) for i, image, name, *box in
              db.execute("SELECT id, image_id, class, x, y, width, height FROM damaged WHERE NOT iscrowd")]
    ours = db.execute("SELECT CASE WHEN label_id IS NULL THEN 'prediction' ELSE 'label' END, coalesce(label_id, prediction_id)"
                      " FROM repair_gains('damaged', 'predictions') WHERE iou_threshold = ? AND rank <= ?", (threshold, HIGHEST))
    theirs = objectlab(labels, predictions)
    return hits(ours.fetchall(), kinds, dropped, boxes), hits(theirs, kinds, dropped, boxes)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--example", required=True)
    parser.add_argument("--count", type=int, default=20)
    options = parser.parse_args()
    db = sqlite3.connect(f"file:{options.example}?mode=ro", uri=True)
    db.enable_load_extension(True)
    db.load_extension(options.extension)
    failed = 0
    for threshold in (0.5, "0.50:0.95"):
        ours, theirs = collections.Counter(), collections.Counter()
        for n in range(options.count):
            one, other = simulate(db, random.Random(f"damaged labels {n}"), threshold)
            ours += one
            theirs += other
            progress(f"damaged-labels: {n + 1} of {options.count}")
        found, by_objectlab = (sum(c.values()) - c["sound"] for c in (ours, theirs))
        good = found >= 2 * by_objectlab
        failed += not good
        print(f"{'ok    ' if good else 'FAILED'} iou_threshold {threshold}: {found / options.count:.1f} damaged labels in the first {HIGHEST},"
              f" ObjectLab {by_objectlab / options.count:.1f}")
        for name, counts in (("repair_gains", ours), ("ObjectLab", theirs)):
            print("      ", name, ", ".join(f"{kind} {counts[kind] / options.count:.1f}" for kind in sorted(counts)))
    print(f"damaged-labels: {2 - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
