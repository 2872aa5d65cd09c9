"""Compares boxscore with pycocotools on random data sets of masks: the arrays, the twelve figures and the matches,
bit for bit. Predictions have masks and no boxes, so that iou_type is decided by the tables.

    python tests/parity/segm.py --extension build/boxscore --count 200 [--seed 7000]

Needs pycocotools and numpy. A difference names the data set's seed; --seed N --count 1 runs it alone.
"""

import argparse
import random
import sys
import tempfile

from pycocotools import mask

import datasets
import parity
import sqlside

WIDTH, HEIGHT = 640, 480  # of every image, as datasets.DataSet.coco says


def ring(rng, box):
    """A ring in and a little around a box: convex or not, crossing itself or not."""
    x, y, width, height = box
    corners = [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]
    if rng.random() < 0.4:
        return [coordinate for corner in corners for coordinate in corner]
    count = rng.randrange(3, 12)
    points = [[x + width * rng.uniform(-0.1, 1.1), y + height * rng.uniform(-0.1, 1.1)] for _ in range(count)]
    places = rng.choice([None, 0, 2])
    if places is not None:
        points = [[round(value, places) for value in point] for point in points]
    return [float(value) for point in points for value in point]


def run_lengths(rings):
    lengths = mask.merge(mask.frPyObjects(rings, HEIGHT, WIDTH))
    return {"size": lengths["size"], "counts": lengths["counts"].decode()}


def make(seed):
    """A data set of boxes, with shapes in them."""
    data, rng = datasets.make(seed), random.Random(-seed)
    data.iou_type = "segm"
    shapes = {}

    def rings_of(box):
        """The same box has the same shape, mostly, so that masks tie."""
        key = tuple(box)
        if key not in shapes or rng.random() < 0.3:
            shapes[key] = [ring(rng, box) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
        return shapes[key]

    for label in data.labels:
        rings = rings_of(label["bbox"])
        crowd = label["iscrowd"] or rng.random() < 0.2
        label["segmentation"] = run_lengths(rings) if crowd else rings
    for prediction in data.predictions:
        prediction["segmentation"] = run_lengths(rings_of(prediction.pop("bbox")))
    return data


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=200, help="how many data sets")
    parser.add_argument("--seed", type=int, default=7000, help="the first one")
    arguments = parser.parse_args()
    database = sqlside.connect(arguments.extension)
    found, objects = parity.Differences(), 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(arguments.seed, arguments.seed + arguments.count):
            data = make(seed)
            objects += len(data.labels) + len(data.predictions)
            evaluation = parity.reference.evaluate(data)
            found.begin(f"masks of data set {seed}")
            parity.compare(found, data, database, sqlside.fill_from_files(database, data, folder), evaluation)
            found.end()
    print(f"parity of masks: {arguments.count} data sets, {objects} objects, {found.cells} cells, {found.count} differ")
    print(f"parity-segm: {found.passed} passed, {found.failed} failed")
    sys.exit(found.failed != 0)


if __name__ == "__main__":
    main()
