"""What objects and images measure, against numpy, OpenCV, shapely and pycocotools, on random data sets of boxes, rotated
boxes, polygons and masks; and that the rows are the same for any number of threads.

    python3 tests/parity/object_metrics.py --extension build/boxscore [--count 200]
"""

import argparse
import json
import sqlite3
import sys

try:
    import cv2
except ImportError:
    print("parity object metrics: 0 passed, 0 failed (passed over: no OpenCV)")
    sys.exit(0)
import numpy
from pycocotools import mask as coco
from shapely.geometry import Polygon, box as shapely_box
from shapely.ops import unary_union

WIDTH, HEIGHT, IMAGES = 200, 120, 6
KINDS = ("box", "rotated", "polygon", "mask")
CLOSE = {"shape_outlier": 1e-7}  # it divides by how little moments vary, so that OpenCV's rounding shows; else 1e-9


class Shape:
    """One object in every form that a reference wants."""

    def __init__(self, kind, numbers):
        self.kind, self.numbers = kind, numbers
        if kind == "box":
            x, y, w, h = numbers
            self.rings = [[x, y, x + w, y, x + w, y + h, x, y + h]]
        elif kind == "rotated":
            x, y, w, h, angle = numbers
            a = numpy.deg2rad(angle)
            cos, sin = (numpy.round([numpy.cos(a), numpy.sin(a)]) if angle % 90 == 0 else (numpy.cos(a), numpy.sin(a)))
            turn = numpy.array([[cos, -sin], [sin, cos]])
            corners = numpy.array([[-w, -h], [w, -h], [w, h], [-w, h]]) / 2
            self.rings = [(corners @ turn.T + [x, y]).reshape(-1).tolist()]
        elif kind == "polygon":
            self.rings = numbers

    @property
    def columns(self):
        """bbox, segmentation"""
        if self.kind in ("box", "rotated"):
            return json.dumps(self.numbers), None
        if self.kind == "polygon":
            return None, json.dumps(self.numbers)
        counts, last, run = [], 0, 0
        for value in self.numbers.T.reshape(-1).tolist():
            if value != last:
                counts.append(run)
                last, run = value, 0
            run += 1
        return None, json.dumps({"size": [HEIGHT, WIDTH], "counts": counts + [run]})

    def pixels(self):
        if self.kind == "mask":
            return coco.encode(numpy.asfortranarray(self.numbers))
        return coco.merge(coco.frPyObjects(self.rings, HEIGHT, WIDTH))

    def vector(self):
        return Polygon(numpy.array(self.rings[0]).reshape(-1, 2))

    def area(self):
        if self.kind == "mask":
            return float(self.numbers.sum())
        return sum(Polygon(numpy.array(ring).reshape(-1, 2)).area for ring in self.rings)

    def bounds(self):
        """left, top, right, bottom"""
        if self.kind == "mask":
            rows, columns = numpy.nonzero(self.numbers)
            return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
        points = numpy.concatenate([numpy.array(ring).reshape(-1, 2) for ring in self.rings])
        return *points.min(axis=0), *points.max(axis=0)

    def hu(self):
        if self.kind == "mask":
            moments = cv2.moments(self.numbers, binaryImage=True)
        else:
            # About a corner nearby: OpenCV takes float32 and counts from the origin.
            left, top = numpy.floor(self.bounds()[:2])
            rings = [numpy.array(ring).reshape(-1, 2) - [left, top] for ring in self.rings]
            if self.kind == "rotated":
                return self.hu_of_upright()
            moments = dict.fromkeys(cv2.moments(numpy.float32(rings[0])), 0.0)
            for ring in rings:
                for name, value in cv2.moments(numpy.float32(ring)).items():
                    moments[name] += value
            moments = normalised(moments)
        return hu_without_noise(moments)

    def hu_of_upright(self):
        """float32 has no room for turned corners, and turning changes nothing."""
        return Shape("box", [0, 0, *self.numbers[2:4]]).hu()


def normalised(m):
    """The central and normalised moments of sums of raw ones."""
    x, y, area = m["m10"] / m["m00"], m["m01"] / m["m00"], m["m00"]
    mu20, mu11, mu02 = m["m20"] - x * m["m10"], m["m11"] - x * m["m01"], m["m02"] - y * m["m01"]
    mu30 = m["m30"] - 3 * x * m["m20"] + 2 * x * x * m["m10"]
    mu21 = m["m21"] - 2 * x * m["m11"] - y * m["m20"] + 2 * x * x * m["m01"]
    mu12 = m["m12"] - 2 * y * m["m11"] - x * m["m02"] + 2 * y * y * m["m10"]
    mu03 = m["m03"] - 3 * y * m["m02"] + 2 * y * y * m["m01"]
    second = {"nu20": mu20 / area**2, "nu11": mu11 / area**2, "nu02": mu02 / area**2}
    third = {"nu30": mu30, "nu21": mu21, "nu12": mu12, "nu03": mu03}
    return {**m, **second, **{name: value / area**2.5 for name, value in third.items()}}


def hu_without_noise(moments):
    for name in ("nu11", "nu30", "nu21", "nu12", "nu03"):
        if abs(moments[name]) < 1e-10:
            moments[name] = 0.0
    if abs(moments["nu20"] - moments["nu02"]) < 1e-10:
        moments["nu20"] = moments["nu02"] = (moments["nu20"] + moments["nu02"]) / 2
    return cv2.HuMoments(moments).reshape(-1)


def quarter(rng, low, high):
    """Coordinates that float32 holds."""
    return float(rng.integers(int(low * 4), int(high * 4) + 1)) / 4


def star(rng, x, y):
    """A simple ring around a point."""
    angles = numpy.sort(rng.random(int(rng.integers(3, 9)))) * 2 * numpy.pi
    radii = rng.integers(3, 25, size=len(angles))
    points = numpy.stack([x + radii * numpy.cos(angles), y + radii * numpy.sin(angles)], axis=1)
    return (numpy.round(points * 4) / 4).reshape(-1).tolist()


def random_shape(rng, kinds):
    while True:
        kind = kinds[int(rng.integers(len(kinds)))]
        x, y = quarter(rng, 20, WIDTH - 20), quarter(rng, 20, HEIGHT - 20)
        if kind == "box":
            shape = Shape(kind, [x - 25, y - 25, quarter(rng, 1, 60), quarter(rng, 1, 60)])
        elif kind == "rotated":
            shape = Shape(kind, [x, y, quarter(rng, 1, 40), quarter(rng, 1, 40), float(rng.integers(-180, 181))])
        elif kind == "polygon":
            shape = Shape(kind, [star(rng, x + 60 * i, y) for i in range(int(rng.integers(1, 3)))])
        else:
            pixels = numpy.zeros((HEIGHT, WIDTH), numpy.uint8)
            for _ in range(int(rng.integers(1, 4))):
                dx, dy = rng.integers(-15, 16, size=2)
                cv2.ellipse(pixels, (int(x + dx), int(y + dy)), tuple(int(n) for n in rng.integers(1, 20, size=2)), 0, 0, 360, 1, -1)
            shape = Shape(kind, pixels)
        if kind != "polygon" or all(Polygon(numpy.array(r).reshape(-1, 2)).is_valid and
                                    Polygon(numpy.array(r).reshape(-1, 2)).area > 4 for r in shape.rings):
            return shape


def random_rows(rng):
    """(id, image_id, class, shape, track, frame) of one table."""
    kinds = KINDS[:1] if rng.random() < 0.3 else KINDS if rng.random() < 0.6 else KINDS[:2]
    rows = []
    for number in range(int(rng.integers(1, 60))):
        identity = number * 7 - 50 if rng.random() < 0.9 else f"object {number}"
        track = int(rng.integers(0, 5)) if rng.random() < 0.7 else None
        rows.append((identity, int(rng.integers(1, IMAGES + 1)), f"class {rng.integers(0, 3)}", random_shape(rng, kinds), track,
                     int(rng.integers(0, 8))))
    return rows


def iou(a, b):
    if a.kind == b.kind == "box":
        return float(coco.iou([a.numbers], [b.numbers], [0])[0, 0])
    if {a.kind, b.kind} <= {"box", "rotated"}:
        one, other = a.vector(), b.vector()
        return one.intersection(other).area / one.union(other).area
    return float(coco.iou([a.pixels()], [b.pixels()], [0])[0, 0])


def uniform(identity, salt):
    def fnv(value, byte):
        return (value ^ byte) * 0x100000001B3 % 2**64
    is_text = isinstance(identity, str)
    content = identity.encode() if is_text else (identity % 2**64).to_bytes(8, "little")
    value = 0xCBF29CE484222325
    for byte in bytes([ord(salt), 2 if is_text else 1]) + content:
        value = fnv(value, byte)
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    value = (value ^ value >> 27) * 0x94D049BB133111EB % 2**64
    return ((value ^ value >> 31) >> 11) / 2**53


def order_of(identity):
    return (1, identity.encode()) if isinstance(identity, str) else (0, identity)


def similarities(rows, hu):
    out, tracks = {}, {}
    for number, row in sorted(enumerate(rows), key=lambda r: (r[1][5], order_of(r[1][0]))):
        if row[4] is None:
            continue
        mean = tracks.get(row[4])
        if mean is not None:
            out[row[0]] = float(hu[number] @ mean / numpy.linalg.norm(hu[number]) / numpy.linalg.norm(mean))
        tracks[row[4]] = hu[number] if mean is None else 0.5 * mean + 0.5 * hu[number]
    return out


def outliers(rows, hu):
    deviation = hu.std(axis=0)
    varies = deviation > 1e-9 * numpy.abs(hu).max(axis=0)
    z = numpy.where(varies, (hu - hu.mean(axis=0)) / numpy.where(varies, deviation, 1), 0)
    classes = numpy.array([row[2] for row in rows])
    centres = {name: z[classes == name].mean(axis=0) for name in set(classes)}
    return {row[0]: float(numpy.linalg.norm(z[n] - centres[row[2]])) for n, row in enumerate(rows)}


def expected_objects(rows, level):
    out = {}
    hu = numpy.array([row[3].hu() for row in rows])
    for identity, image, name, shape, _, _ in rows:
        left, top, right, bottom = shape.bounds()
        others = [r[3] for r in rows if r[1] == image and r[2] == name and r[0] != identity]
        values = {
            "area_absolute": shape.area(),
            "area_relative": shape.area() / (WIDTH * HEIGHT),
            "border_proximity": min(1, max(1 - left / WIDTH, 1 - top / HEIGHT, right / WIDTH, bottom / HEIGHT)),
            "object_aspect_ratio": (right - left) / (bottom - top),
            "duplicate_iou": max([iou(shape, other) for other in others], default=0.0),
            "random": uniform(identity, level[0]),
        }
        if level == "prediction":
            values["confidence"] = 0.5
        out.update({(level, identity, metric): value for metric, value in values.items()})
    for metric, values in (("shape_outlier", outliers(rows, hu)), ("polygon_similarity", similarities(rows, hu))):
        out.update({(level, identity, metric): value for identity, value in values.items()})
    return out


def density(shapes):
    if all(shape.kind == "box" for shape in shapes):
        frame = shapely_box(0, 0, WIDTH, HEIGHT)
        return unary_union([shape.vector() for shape in shapes]).intersection(frame).area / (WIDTH * HEIGHT) if shapes else 0.0
    return float(coco.area(coco.merge([shape.pixels() for shape in shapes]))) / (WIDTH * HEIGHT)


def expected_images(labels, predictions):
    out = {}
    for image in range(1, IMAGES + 1):
        for prefix, rows in (("", labels), ("predicted_", predictions)):
            shapes = [row[3] for row in rows if row[1] == image]
            out["image", image, prefix + "object_count"] = len(shapes)
            out["image", image, prefix + "object_density"] = density(shapes)
        values = {"area": WIDTH * HEIGHT, "aspect_ratio": WIDTH / HEIGHT, "width": WIDTH, "height": HEIGHT, "random": uniform(image, "i")}
        out.update({("image", image, metric): value for metric, value in values.items()})
    return out


def fill(db, labels, predictions):
    db.executescript("""
        DROP TABLE IF EXISTS images; DROP TABLE IF EXISTS labels; DROP TABLE IF EXISTS predictions;
        CREATE TABLE images(id, width, height);
        CREATE TABLE labels(id, image_id, class, bbox, segmentation, track_id, frame);
        CREATE TABLE predictions(id, image_id, class, score, bbox, segmentation, track_id, frame);""")
    db.executemany("INSERT INTO images VALUES (?, ?, ?)", [(i, WIDTH, HEIGHT) for i in range(1, IMAGES + 1)])
    db.executemany("INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?)", [(*r[:3], *r[3].columns, *r[4:]) for r in labels])
    db.executemany("INSERT INTO predictions VALUES (?, ?, ?, 0.5, ?, ?, ?, ?)", [(*r[:3], *r[3].columns, *r[4:]) for r in predictions])


def differences(expected, rows):
    found = {row[:3]: row[3] for row in rows}
    for key in expected.keys() | found.keys():
        if key not in expected or key not in found:
            yield f"{key}: {'no row' if key in expected else 'a row too many'}"
        elif abs(found[key] - expected[key]) > CLOSE.get(key[2], 1e-9) * max(1, abs(expected[key])):
            yield f"{key}: {found[key]!r}, expected {expected[key]!r}"


def check(db, seed):
    rng = numpy.random.default_rng(seed)
    labels, predictions = random_rows(rng), random_rows(rng)
    fill(db, labels, predictions)
    wrong = []
    for table, expected in (("object_metrics", {**expected_objects(labels, "label"), **expected_objects(predictions, "prediction")}),
                            ("image_metrics", expected_images(labels, predictions))):
        rows = db.execute(f"SELECT level, item_id, metric, value FROM {table} WHERE threads = 1").fetchall()
        wrong += differences(expected, rows)
        for threads in (2, 5):
            again = db.execute(f"SELECT level, item_id, metric, value FROM {table} WHERE threads = ?", (threads,)).fetchall()
            wrong += [] if again == rows else [f"{table}: other rows with {threads} threads"]
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(options.extension)
    failed = 0
    for seed in range(options.seed, options.seed + options.count):
        wrong = check(db, seed)
        failed += bool(wrong)
        for line in wrong[:5] if failed <= 5 else []:
            print(f"object metrics: seed {seed}: {line}")
    print(f"parity object metrics: {options.count - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
