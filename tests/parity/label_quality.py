"""Compares label_quality with cleanlab's ObjectLab, to 1e-12.

    python tests/parity/label_quality.py --extension build/boxscore --count 300 [--seed 1]
    python tests/parity/label_quality.py --extension build/boxscore --frozen tests/parity/frozen/label_quality
    python tests/parity/label_quality.py --freeze tests/parity/frozen/label_quality

ObjectLab measures distances in pixels, label_quality in diagonals of the label: for labels with a diagonal of 100 pixels both are
the same, so all labels here have one. Frozen figures need the standard library only.
"""

import argparse
import glob
import json
import math
import os
import random
import sys

import sqlside

CLASSES, DIAGONAL = 3, 100.0


def make(seed):
    """Labels (id, image, class, box) and predictions (id, image, class, score, box). Scores also fall on the limits."""
    rng = random.Random(seed)
    labels, predictions = [], []
    for image in range(rng.randrange(1, 6)):
        for _ in range(rng.randrange(6)):
            angle = rng.uniform(0.3, 1.2)
            box = [rng.uniform(0, 300), rng.uniform(0, 200), DIAGONAL * math.cos(angle), DIAGONAL * math.sin(angle)]
            labels.append([len(labels) + 1, image, rng.randrange(CLASSES), box])
            if rng.random() < 0.1:  # the same object once more, perhaps in another class
                labels.append([len(labels) + 1, image, rng.randrange(CLASSES), box])
    for _, image, name, box in labels:
        for _ in range(rng.randrange(4)):
            shift = rng.choice([0, 2, 20, 60])
            seen = [value + rng.uniform(-shift, shift) * (1 if i < 2 else 0.3) for i, value in enumerate(box)]
            seen = seen[:2] + [max(1.0, value) for value in seen[2:]]
            guess = name if rng.random() < 0.7 else rng.randrange(CLASSES)
            score = rng.choice([0.5, 0.95, 0.96, 0.99, rng.random(), rng.random()])
            predictions.append([len(predictions) + 1, image, guess, score, seen])
    return labels, predictions


def objectlab(labels, predictions):
    """The scores of cleanlab: of each label, badly located, wrong class, and the lowest that there can be."""
    import numpy as np
    from cleanlab.object_detection import rank

    images = sorted({row[1] for row in labels + predictions})
    corners = lambda box: [box[0], box[1], box[0] + box[2], box[1] + box[3]]  # noqa: E731
    their_labels, their_predictions, ids = [], [], []
    for image in images:
        own = [row for row in labels if row[1] == image]
        ids += [row[0] for row in own]
        their_labels.append({"bboxes": np.array([corners(row[3]) for row in own]).reshape(-1, 4),
                             "labels": np.array([row[2] for row in own], dtype=int)})
        by_class = [[corners(row[4]) + [row[3]] for row in predictions if row[1] == image and row[2] == name]
                    for name in range(CLASSES)]
        their_predictions.append(np.array([np.array(rows).reshape(-1, 5) for rows in by_class] + [None], dtype=object)[:-1])
    place = rank.compute_badloc_box_scores(labels=their_labels, predictions=their_predictions)
    name = rank.compute_swap_box_scores(labels=their_labels, predictions=their_predictions)
    # No score of cleanlab is below the lowest similarity of any two boxes of the data.
    floor = rank._get_min_possible_similarity(rank.ALPHA, their_predictions, their_labels)
    scores = zip(ids, np.concatenate(place), np.concatenate(name))
    return {i: [float(a), float(b), float(floor)] for i, a, b in scores}


def compare(database, labels, predictions, expected):
    """Yields a text for each difference."""
    for table, columns, rows in (("labels", "id, image_id, class", labels),
                                 ("predictions", "id, image_id, class, score", predictions)):
        database.execute(f"DROP TABLE IF EXISTS {table}")
        database.execute(f"CREATE TABLE {table}({columns}, x, y, width, height)")
        rows = [(*row[:-1], *row[-1]) for row in rows]
        if rows:
            database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    ours = {row[0]: row[1:] for row in database.execute(
        "SELECT label_id, badly_located, wrong_class, suspicion FROM label_quality WHERE max_detections = 'all'")}
    if sorted(ours) != sorted(expected):
        yield f"labels {sorted(ours)}, ObjectLab {sorted(expected)}"
        return
    for i, (place, name, floor) in expected.items():
        if max(abs(ours[i][0] - place), abs(max(ours[i][1], floor) - name)) > 1e-12:
            yield f"label {i}: {ours[i][:2]}, ObjectLab {(place, name)}"
        if ours[i][2] != 1 - min(ours[i][:2]):
            yield f"suspicion of label {i}: {ours[i][2]}"


def show(name, texts):
    for text in texts:
        print(f"parity-label-quality: {name}: {text}")
    return bool(texts)


def live(database, seed, count):
    failed = 0
    for number in range(seed, seed + count):
        labels, predictions = make(number)
        if not labels or not predictions:
            continue
        expected = objectlab(labels, predictions)
        failed += show(f"data set {number}", list(compare(database, labels, predictions, expected)))
    return count, failed


def frozen(database, folder):
    paths, failed = sorted(glob.glob(os.path.join(folder, "*.json"))), 0
    for path in paths:
        with open(path) as file:
            stored = json.load(file)
        expected = {int(i): scores for i, scores in stored["scores"].items()}
        failed += show(os.path.basename(path), list(compare(database, stored["labels"], stored["predictions"], expected)))
    return len(paths), failed


def freeze(folder, count=6):
    os.makedirs(folder, exist_ok=True)
    number = written = 0
    while written < count:
        number += 1
        labels, predictions = make(number)
        if len(labels) < 6 or len(predictions) < 10:
            continue
        written += 1
        scores = objectlab(labels, predictions)
        parts = [f'"{name}": [\n{",".join(chr(10) + json.dumps(row) for row in rows)[1:]}\n]'
                 for name, rows in (("labels", labels), ("predictions", predictions))]
        parts.append('"scores": {\n' + ",\n".join(f'"{i}": {json.dumps(pair)}' for i, pair in scores.items()) + "\n}")
        with open(os.path.join(folder, f"{written:02d}.json"), "w") as file:
            file.write("{" + ",\n".join(parts) + "}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--frozen")
    parser.add_argument("--freeze")
    arguments = parser.parse_args()
    if arguments.freeze:
        freeze(arguments.freeze)
        return
    database = sqlside.connect(arguments.extension)
    if arguments.frozen:
        count, failed = frozen(database, arguments.frozen)
    else:
        count, failed = live(database, arguments.seed, arguments.count)
    print(f"parity-label-quality: {count - failed} passed, {failed} failed (data sets)")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
