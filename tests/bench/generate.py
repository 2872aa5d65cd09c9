"""Makes the data sets of the bench: the same bytes every time, for the same arguments.

    python3 tests/bench/generate.py build/bench v1 v10 m1

For each name it writes NAME.db (tables images, labels, predictions), NAME_labels.json and
NAME_predictions.json (the same data as COCO files), and with --full-scores a NAME_full.* whose scores have
all their digits instead of three. What is there already is left alone.

The data look like a detector on COCO: a few classes are frequent and most are rare, an image has a handful
of labels, four of five labels are found by a box that is a little off, some are found twice, and the rest of
the predictions are false and have low scores. Only random() is used of the random module, so that the
numbers do not depend on the version of Python.
"""

import argparse
import itertools
import json
import os
import random
import sqlite3

WORKLOADS = {  # name: images, labels, predictions
    "tiny": (200, 1_500, 6_000),
    "v1": (5_000, 36_781, 36_781),
    "v10": (5_000, 36_781, 367_810),
    "voc": (4_952, 12_032, 101_078),
    "m1": (20_000, 147_124, 1_029_868),
    "m5": (100_000, 735_620, 5_000_000),
}
CLASS_COUNT = 80

SCHEMA = """
CREATE TABLE images(id INTEGER PRIMARY KEY, width INTEGER, height INTEGER, file TEXT);
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, x REAL, y REAL, width REAL, height REAL,
  area REAL, iscrowd INTEGER);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, score REAL, x REAL, y REAL,
  width REAL, height REAL);
"""


def shares(weights, total):
    """Deals out total in whole numbers, in proportion to the weights, and exactly."""
    scale = total / sum(weights)
    edges = [round(edge * scale) for edge in itertools.accumulate(weights)]
    edges[-1] = total
    return [edge - start for start, edge in zip([0] + edges, edges)]


class Generator:
    def __init__(self, images, labels, predictions):
        self.random = random.Random(f"{images}/{labels}/{predictions}").random
        self.image_count, self.label_count, self.prediction_count = images, labels, predictions
        weights = [1 / (k + 1.5) for k in range(CLASS_COUNT)]
        self.class_edges = list(itertools.accumulate(w / sum(weights) for w in weights))
        # COCO's category ids have holes, and so have these: 1, 2, ... without every ninth.
        self.category_ids = [k + k // 8 + 1 for k in range(CLASS_COUNT)]
        self.names = [f"class {c:02d}" for c in self.category_ids]

    def any_class(self):
        """A class by its frequency; a table of 1024 steps is near enough to the edges and fast."""
        return self.class_table[int(self.random() * 1024)]

    def images(self):
        """Yields id, width, height, labels [(class, x, y, w, h)], predictions [(class, x, y, w, h, score)]."""
        rnd = self.random
        self.class_table = []
        k = 0
        for step in range(1024):
            while k < CLASS_COUNT - 1 and self.class_edges[k] * 1024 <= step:
                k += 1
            self.class_table.append(k)
        self.class_table[-CLASS_COUNT:] = range(CLASS_COUNT)  # even the rarest class occurs
        label_counts = shares([rnd() ** 3 + 0.05 for _ in range(self.image_count)], self.label_count)
        mean = self.label_count / self.image_count
        prediction_counts = shares([n + mean * (0.2 + rnd()) for n in label_counts], self.prediction_count)
        image_id = 0
        for n_labels, n_predictions in zip(label_counts, prediction_counts):
            image_id += 1 + int(rnd() * 28)
            width, height = (640, 480) if rnd() < 0.7 else (480, 640)
            labels = [self.label(width, height) for _ in range(n_labels)]
            yield image_id, width, height, labels, self.predictions(width, height, labels, n_predictions)

    def label(self, width, height):
        rnd = self.random
        r = rnd()
        w = round(4 + (width - 8) * r * r * rnd() ** 0.5, 2)
        h = round(4 + (height - 8) * r * r * rnd() ** 0.5, 2)
        return self.any_class(), round(rnd() * (width - w), 2), round(rnd() * (height - h), 2), w, h

    def predictions(self, width, height, labels, count):
        rnd = self.random
        rows = []
        for k, x, y, w, h in labels:
            found = rnd()
            copies = 0 if found < 0.2 else 1 if found < 0.75 else 2
            for copy in range(copies):
                if len(rows) == count:
                    break
                spread = 0.25 + 0.35 * copy
                px = round(x + w * spread * (rnd() * rnd() - 0.25), 2)
                py = round(y + h * spread * (rnd() * rnd() - 0.25), 2)
                pw = round(w * (1 + spread * (rnd() - 0.5)), 2)
                ph = round(h * (1 + spread * (rnd() - 0.5)), 2)
                pk = k if rnd() < 0.93 else self.any_class()
                score = 1 - rnd() ** (0.7 if copy else 1.8)
                rows.append((pk, px, py, pw, ph, max(0.001, score)))
        classes = [label[0] for label in labels]
        while len(rows) < count:
            r = rnd()
            w = round(4 + (width - 8) * r * r, 2)
            h = round(4 + (height - 8) * r * rnd(), 2)
            k = classes[int(rnd() * len(classes))] if classes and rnd() < 0.5 else self.any_class()
            x, y = round(rnd() * (width - w), 2), round(rnd() * (height - h), 2)
            rows.append((k, x, y, w, h, 0.001 + 0.7 * rnd() ** 4))
        return rows


def write_workload(folder, name, full_scores):
    """Writes the database and the two files in one pass; each under another name until it is whole."""
    stem = os.path.join(folder, name + ("_full" if full_scores else ""))
    paths = [stem + ".db", stem + "_labels.json", stem + "_predictions.json"]
    if all(os.path.exists(path) for path in paths):
        return paths
    generator = Generator(*WORKLOADS[name])
    partial = [path + ".partial" for path in paths]
    os.makedirs(folder, exist_ok=True)
    if os.path.exists(partial[0]):
        os.remove(partial[0])
    database = sqlite3.connect(partial[0], isolation_level=None)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA + "BEGIN;")
    names, ids, rnd = generator.names, generator.category_ids, random.Random(name).random
    image_rows, label_rows, prediction_id = [], [], 0
    with open(partial[2], "w") as results:
        results.write("[")
        separator = ""
        for image_id, width, height, labels, predictions in generator.images():
            image_rows.append((image_id, width, height, f"{image_id:012d}.jpg"))
            for k, x, y, w, h in labels:
                area = round(w * h * (0.45 + 0.5 * rnd()), 4)
                label_rows.append((image_id, k, x, y, w, h, area, int(rnd() < 0.012)))
            predictions.sort(key=lambda row: -row[5])
            rows, lines = [], []
            for k, x, y, w, h, score in predictions:
                if not full_scores:
                    score = round(score, 3)
                prediction_id += 1
                rows.append((prediction_id, image_id, names[k], score, x, y, w, h))
                lines.append(
                    f'{{"image_id": {image_id}, "category_id": {ids[k]}, "bbox": [{x!r}, {y!r}, {w!r}, {h!r}],'
                    f' "score": {score!r}}}'
                )
            if lines:
                results.write(separator + ", ".join(lines))
                separator = ", "
            database.executemany("INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        results.write("]")

    # As in COCO, the labels are not in the order of the images, and their ids do not start at 1.
    order = sorted((rnd(), i) for i in range(len(label_rows)))
    label_rows = [label_rows[i] for _, i in order]
    database.executemany("INSERT INTO images VALUES (?, ?, ?, ?)", image_rows)
    database.executemany(
        "INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((1001 + i, row[0], names[row[1]]) + row[2:] for i, row in enumerate(label_rows)),
    )
    database.execute("COMMIT")
    database.close()
    write_labels(partial[1], image_rows, label_rows, generator)
    for path, done in zip(partial, paths):
        os.replace(path, done)
    return paths


def write_labels(path, images, labels, generator):
    """The instances file; like COCO's it has a polygon for each label: its own, or the four corners of its box."""
    document = {
        "info": {"description": "made by tests/bench/generate.py"},
        "images": [{"id": i, "width": w, "height": h, "file_name": f} for i, w, h, f in images],
        "annotations": [
            {
                "segmentation": list(outline) or [[x, y, x + w, y, x + w, y + h, x, y + h]],
                "area": area,
                "iscrowd": iscrowd,
                "image_id": image_id,
                "bbox": [x, y, w, h],
                "category_id": generator.category_ids[k],
                "id": 1001 + i,
            }
            for i, (image_id, k, x, y, w, h, area, iscrowd, *outline) in enumerate(labels)
        ],
        "categories": [
            {"supercategory": "thing", "id": c, "name": n} for c, n in zip(generator.category_ids, generator.names)
        ],
    }
    with open(path, "w") as file:
        file.write(json.dumps(document))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("names", nargs="+", choices=list(WORKLOADS), metavar="name")
    parser.add_argument("--full-scores", action="store_true", help="scores with all their digits")
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    for name in arguments.names:
        for path in write_workload(arguments.folder, name, arguments.full_scores):
            print(f"{path}: {os.path.getsize(path):,} bytes")


if __name__ == "__main__":
    main()
