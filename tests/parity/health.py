"""Compares the near-duplicates of dataset_issues with what OpenCV's non-maximum suppression drops, on random predictions of
several classes in one image: the two keep the same ones.

    python tests/parity/health.py --extension build/boxscore [--count 200] [--seed 1]

Needs numpy and OpenCV. A difference names its seed; --seed N --count 1 runs it alone.
"""

import argparse
import sqlite3

import cv2
import numpy as np

from tally import Tally


def compare(db, rng, report):
    count = int(rng.integers(1, 300))
    centres = rng.uniform(0, 500, size=(int(rng.integers(1, 20)), 2))
    corners = centres[rng.integers(len(centres), size=count)] + rng.normal(scale=rng.choice([.5, 5, 50]), size=(count, 2))
    boxes = np.round(np.hstack([corners, rng.uniform(5, 80, size=(1, 2)) * rng.uniform(.8, 1.2, size=(count, 2))]), 3)
    classes = rng.integers(0, 3, size=count)
    scores = rng.permutation(count) / count
    threshold = float(np.round(rng.uniform(.05, .98), 4))
    kept = cv2.dnn.NMSBoxesBatched(boxes.tolist(), scores.tolist(), classes.tolist(), -1, threshold)
    dropped = sorted(set(range(count)) - {int(row) for row in np.ravel(kept)})
    db.execute("DELETE FROM predictions")
    db.executemany("INSERT INTO predictions VALUES (?, 1, ?, ?, ?, ?, ?, ?)",
                   [(row, int(classes[row]), float(scores[row]), *map(float, boxes[row])) for row in range(count)])
    ours = [row for row, in db.execute(
        "SELECT id FROM dataset_issues WHERE issue = 'near_duplicate' AND duplicate_iou = ? ORDER BY id", (threshold,))]
    report.equal(ours, dropped, f"{count} boxes, threshold {threshold}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(options.extension)
    db.execute("CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height)")
    report = Tally("parity health")
    for seed in range(options.seed, options.seed + options.count):
        report.seed = seed
        compare(db, np.random.default_rng(seed), report)
    report.end()


if __name__ == "__main__":
    main()
