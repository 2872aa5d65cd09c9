"""Makes the data set of the bench whose objects have outlines: the same bytes every time.

    python3 tests/bench/generate_shapes.py build/bench s1

It writes s1.db (tables images, labels, predictions, with the outlines as COCO polygons in a column segmentation),
s1_labels.json and s1_predictions.json (the same data as COCO files). Images measure 640 x 480, classes, counts, finds and
scores are those of generate.py, and every box becomes an outline of 6 to 24 points within it: a circle that each
class dents in a way of its own, so that the outline of a prediction is near the one of the label that it found.
Labels have a box and an area as COCO has them, both of the outline; predictions have the outline alone.
"""

import argparse
import json
import math
import os
import random
import sqlite3

import generate

WORKLOADS = {  # name: images, labels, predictions
    "s0": (200, 1_500, 1_500),
    "s1": (5_000, 36_781, 36_781),
}
WIDTH, HEIGHT = 640, 480

SCHEMA = """
CREATE TABLE images(id INTEGER PRIMARY KEY, width INTEGER, height INTEGER, file TEXT);
CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, x REAL, y REAL, width REAL, height REAL,
  area REAL, iscrowd INTEGER, segmentation TEXT);
CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, score REAL, segmentation TEXT);
"""


def clamp(value, most):
    return round(min(max(value, 0.0), most), 2)


def outline(rnd, k, x, y, w, h):
    """[x1, y1, x2, y2, ...] around the middle of a box, angle by angle."""
    count = 6 + int(19 * rnd())
    points = []
    for i in range(count):
        angle = 2 * math.pi * (i + 0.6 * rnd()) / count
        dent = 0.12 * math.sin(2 * angle + k) + 0.08 * math.sin(3 * angle + k * k)
        reach = 0.5 * (0.8 + dent) * (0.94 + 0.06 * rnd())
        points.append(clamp(x + w * (0.5 + reach * math.cos(angle)), WIDTH))
        points.append(clamp(y + h * (0.5 + reach * math.sin(angle)), HEIGHT))
    return points


def area_of(points):
    """Half of the sum of the cross products of neighbours."""
    xs, ys = points[0::2], points[1::2]
    return abs(sum(xs[i - 1] * ys[i] - xs[i] * ys[i - 1] for i in range(len(xs)))) / 2


class ShapeGenerator(generate.Generator):
    def images(self):
        """Yields id, labels [(class, outline)], predictions [(class, outline, score)] of an image."""
        rnd = self.random
        for image_id, width, height, labels, predictions in super().images():
            # The boxes were made for a picture that stands upright or lies; all of these lie.
            x_scale, y_scale = WIDTH / width, HEIGHT / height
            shapes = [
                (row[0], outline(rnd, row[0], row[1] * x_scale, row[2] * y_scale, row[3] * x_scale, row[4] * y_scale))
                + row[5:]
                for row in labels + sorted(predictions, key=lambda row: -row[5])
            ]
            yield image_id, shapes[: len(labels)], shapes[len(labels) :]


def label_row(rnd, image_id, k, points):
    xs, ys = points[0::2], points[1::2]
    box = min(xs), min(ys), round(max(xs) - min(xs), 2), round(max(ys) - min(ys), 2)
    return (image_id, k) + box + (round(area_of(points), 4), int(rnd() < 0.012), points)


def write_workload(folder, name):
    """Writes the database and the two files; each under another name until it is whole."""
    stem = os.path.join(folder, name)
    paths = [stem + ".db", stem + "_labels.json", stem + "_predictions.json"]
    if all(os.path.exists(path) for path in paths):
        return paths
    os.makedirs(folder, exist_ok=True)
    generator, rnd = ShapeGenerator(*WORKLOADS[name]), random.Random(name).random
    images, labels, predictions = [], [], []
    for image_id, image_labels, image_predictions in generator.images():
        images.append((image_id, WIDTH, HEIGHT, f"{image_id:012d}.jpg"))
        labels += (label_row(rnd, image_id, k, points) for k, points in image_labels)
        predictions += ((image_id, k, round(score, 3), points) for k, points, score in image_predictions)
    # As in COCO, the labels are not in the order of the images, and their ids do not start at 1.
    labels = [labels[i] for _, i in sorted((rnd(), i) for i in range(len(labels)))]
    partial = [path + ".partial" for path in paths]
    write_database(partial[0], images, labels, predictions, generator.names)
    generate.write_labels(partial[1], images, labels, generator)
    results = [
        {"image_id": i, "category_id": generator.category_ids[k], "segmentation": [points], "score": score}
        for i, k, score, points in predictions
    ]
    with open(partial[2], "w") as file:
        file.write(json.dumps(results))
    for path, done in zip(partial, paths):
        os.replace(path, done)
    return paths


def write_database(path, images, labels, predictions, names):
    if os.path.exists(path):
        os.remove(path)
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA + "BEGIN;")
    database.executemany("INSERT INTO images VALUES (?, ?, ?, ?)", images)
    database.executemany(
        "INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (1001 + i, row[0], names[row[1]]) + row[2:8] + (json.dumps([row[8]]),)
            for i, row in enumerate(labels)
        ),
    )
    database.executemany(
        "INSERT INTO predictions VALUES (?, ?, ?, ?, ?)",
        ((1 + i, row[0], names[row[1]], row[2], json.dumps([row[3]])) for i, row in enumerate(predictions)),
    )
    database.execute("COMMIT")
    database.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("names", nargs="+", choices=list(WORKLOADS), metavar="name")
    arguments = parser.parse_args()
    for name in arguments.names:
        for path in write_workload(arguments.folder, name):
            print(f"{path}: {os.path.getsize(path):,} bytes")


if __name__ == "__main__":
    main()
