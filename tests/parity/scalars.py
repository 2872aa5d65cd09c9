"""Compares the scalar functions on geometries with the libraries that define them, on random shapes: run lengths, areas,
boxes, IoU and boundary IoU with pycocotools and numpy, bit for bit; polygons and rotated boxes with shapely, to 1e-12 and
1e-9; keypoints with COCOeval.computeOks, to 1e-12; outlines of masks with the pixels that they are to hold.

    python tests/parity/scalars.py --extension build/boxscore [--count 1500] [--seed 1]

Needs pycocotools, numpy and shapely. A difference names its seed; --seed N --count 1 runs it alone.
"""

import argparse
import json
import math
import random
import sqlite3
import sys

import numpy
import shapely
from pycocotools import mask as coco
from pycocotools.cocoeval import COCOeval
from shapely.geometry import MultiPolygon, Polygon


class Report:
    passed = failed = 0

    def __init__(self):
        self.seed = None

    def equal(self, ours, theirs, what):
        self.count(ours == theirs, what, ours, theirs)

    def near(self, ours, theirs, tolerance, what):
        good = ours is not None and abs(ours - theirs) <= tolerance * max(1, abs(theirs))
        self.count(good, what, ours, theirs)

    def count(self, good, what, ours, theirs):
        if good:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= 20:
            print(f"parity scalars: seed {self.seed}: {what}: {ours!r} is not {theirs!r}")


# ---- random shapes ----

def star(rng, width, height, points):
    """A ring that does not cross itself."""
    x, y, size = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(3, width / 2)
    angles = sorted(rng.uniform(0, 2 * math.pi) for _ in range(points))
    ring = [(x + size * rng.uniform(.3, 1) * math.cos(a), y + size * rng.uniform(.3, 1) * math.sin(a)) for a in angles]
    return [round(number, 2) for point in ring for number in point]


def scribble(rng, width, height, points):
    return [round(rng.uniform(-5, side + 5), rng.choice([0, 2])) for _ in range(points) for side in (width, height)]


def rings(rng, width, height):
    make = rng.choice([star, star, scribble])
    return [make(rng, width, height, rng.randint(4, 14)) for _ in range(rng.choice([1, 1, 1, 2, 3]))]


def rotated(rng, width, height):
    angle = rng.choice([0, 30, 45, 90, -90, 180, rng.uniform(-400, 400)])
    return [rng.uniform(0, width), rng.uniform(0, height), rng.uniform(1, width / 2), rng.uniform(1, height / 2), angle]


# ---- the same in the libraries ----

def coco_rle(segmentation, width, height):
    return coco.merge(coco.frPyObjects(segmentation, height, width))


def rle_text(rle):
    return json.dumps({"size": rle["size"], "counts": rle["counts"].decode()})


def polygonal(geometry):
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = [g for g in getattr(geometry, "geoms", []) if g.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.unary_union(parts) if parts else MultiPolygon()


def vector(segmentation):
    parts = [Polygon(list(zip(ring[::2], ring[1::2]))) for ring in segmentation]
    return shapely.unary_union([p if p.is_valid else polygonal(shapely.make_valid(p)) for p in parts])


def rotated_polygon(box):
    x, y, width, height, angle = box
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [(-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2)]
    return Polygon([(x + cosine * a - sine * b, y + sine * a + cosine * b) for a, b in corners])


def eroded(pixels, distance):
    padded = numpy.pad(pixels, 1)
    for _ in range(distance):
        grown = numpy.pad(padded, 1, constant_values=1)  # OpenCV's border does not erode
        height, width = padded.shape
        padded = numpy.min([grown[i:i + height, j:j + width] for i in range(3) for j in range(3)], axis=0)
    return padded[1:-1, 1:-1]


def boundary(rle):
    pixels = coco.decode(rle)
    height, width = pixels.shape
    distance = max(1, int(round(.02 * math.sqrt(height ** 2 + width ** 2))))
    return coco.encode(numpy.asfortranarray(pixels - eroded(pixels, distance)))


# ---- comparisons ----

class Comparison:
    def __init__(self, db, report):
        self.db, self.report = db, report

    def ask(self, sql, *arguments):
        return self.db.execute("SELECT " + sql, arguments).fetchone()

    def masks(self, rng):
        width, height = rng.randint(8, 120), rng.randint(8, 120)
        first, second = rings(rng, width, height), rings(rng, width, height)
        a, b = coco_rle(first, width, height), coco_rle(second, width, height)
        text_a, text_b = json.dumps(first), rle_text(b)
        crowd = rng.randint(0, 1)
        box = [rng.uniform(-5, width), rng.uniform(-5, height), rng.uniform(1, width), rng.uniform(1, height)]
        c = coco.frPyObjects(numpy.array([box]), height, width)[0]
        row = self.ask("geometry_mask(?1, ?3, ?4), geometry_area(?2), geometry_box(?2), iou(?1, ?2, ?5), ioa(?2, ?1), "
                       "iou(?6, ?2), geometry_area(geometry_intersection(?1, ?2)), boundary_iou(?1, ?2, ?3, ?4)",
                       text_a, text_b, width, height, crowd, json.dumps(box))
        iou = coco.iou([a], [b], [0])[0][0]
        boundaries = coco.iou([boundary(a)], [boundary(b)], [0])[0][0] if coco.area(a) and coco.area(b) else 0
        equal = self.report.equal
        equal(json.loads(row[0]), json.loads(rle_text(a)), "geometry_mask")
        equal(row[1], float(coco.area(b)), "geometry_area of a mask")
        equal(json.loads(row[2]), list(coco.toBbox(b)), "geometry_box of a mask")
        equal(row[3], coco.iou([a], [b], [crowd])[0][0] if coco.area(a) and coco.area(b) else 0.0, "iou of masks")
        equal(row[4], coco.iou([b], [a], [1])[0][0] if coco.area(a) and coco.area(b) else 0.0, "ioa of masks")
        equal(row[5], coco.iou([c], [b], [0])[0][0] if coco.area(c) and coco.area(b) else 0.0, "iou of a box and a mask")
        equal(row[6], float(coco.area(coco.merge([a, b], intersect=1))), "geometry_intersection of masks")
        equal(row[7], min(iou, boundaries) if coco.area(a) and coco.area(b) else 0.0, "boundary_iou")
        union = self.db.execute("SELECT geometry_union(column1) FROM (VALUES (?), (?), (?))", [text_a, text_b, json.dumps(box)])
        equal(json.loads(union.fetchone()[0]), json.loads(rle_text(coco.merge([a, b, c]))), "geometry_union of masks")

    def outlines(self, rng):
        width, height = rng.randint(1, 16), rng.randint(1, 16)
        density = rng.uniform(.2, .9)
        rows = [[rng.random() < density for _ in range(width)] for _ in range(height)]
        pixels = numpy.asfortranarray(rows, numpy.uint8)
        text = rle_text(coco.encode(pixels))
        wkt, again, json_or_wkt = self.ask("geometry_wkt(?1), geometry_mask(geometry_polygon(?1), ?2, ?3), geometry_polygon(?1)", text, width, height)
        outline = shapely.from_wkt(wkt)
        cells = shapely.unary_union([shapely.box(x, y, x + 1, y + 1) for y, x in zip(*numpy.nonzero(pixels))])
        self.report.equal(json.loads(again), json.loads(text), "the mask of its outline")
        self.report.count(outline.is_valid, "the outline is valid", wkt, True)
        self.report.equal(outline.area, float(pixels.sum()), "area of an outline")
        self.report.equal(outline.symmetric_difference(cells).area, 0.0, "the outline and the pixels")
        self.report.equal(json_or_wkt.startswith("["), not any(g.interiors for g in getattr(outline, "geoms", [outline])) and not outline.is_empty,
                          "JSON where there are no holes")

    def vectors(self, rng):
        first, second = rings(rng, 300, 300), rings(rng, 300, 300)
        a, b = vector(first), vector(second)
        row = self.ask("iou(?1, ?2), iou(?1, ?2, 1), ioa(?2, ?1), geometry_area(?1), geometry_area(geometry_intersection(?1, ?2)), "
                       "geometry_is_valid(?1), geometry_wkt(geometry_repair(?1)), geometry_box(?1)", json.dumps(first), json.dumps(second))
        common, union = a.intersection(b).area, a.union(b).area
        near = self.report.near
        near(row[0], common / union, 1e-12, "iou of polygons")
        near(row[1], common / a.area, 1e-12, "iou of polygons, crowd")
        near(row[2], common / b.area, 1e-12, "ioa of polygons")
        near(row[3], a.area, 1e-12, "geometry_area of a polygon")
        near(row[4], common, 1e-12, "geometry_intersection of polygons")
        valid = all(Polygon(list(zip(ring[::2], ring[1::2]))).is_valid for ring in first)
        self.report.equal(row[5], int(valid), "geometry_is_valid")
        repaired = shapely.from_wkt(row[6])
        self.report.count(repaired.is_valid and repaired.symmetric_difference(a).area <= 1e-9 * a.area, "geometry_repair", row[6], a.wkt)
        xs, ys = [x for r in first for x in r[::2]], [y for r in first for y in r[1::2]]
        self.report.equal(json.loads(row[7]), [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)], "geometry_box of a polygon")
        union = self.db.execute("SELECT geometry_wkt(geometry_union(column1)) FROM (VALUES (?), (?))", [json.dumps(first), json.dumps(second)])
        near(shapely.from_wkt(union.fetchone()[0]).area, a.union(b).area, 1e-12, "geometry_union of polygons")

    def rotated(self, rng):
        first, second = rotated(rng, 100, 100), rotated(rng, 100, 100)
        box = [rng.uniform(0, 100), rng.uniform(0, 100), rng.uniform(1, 50), rng.uniform(1, 50)]
        a, b = rotated_polygon(first), rotated_polygon(second)
        c = shapely.box(box[0], box[1], box[0] + box[2], box[1] + box[3])
        ring = [number for point in c.exterior.coords[:-1] for number in point]
        row = self.ask("iou(?1, ?2), iou(?1, ?3), iou(?3, ?1), iou(?1, ?4), geometry_area(geometry_intersection(?1, ?2)), geometry_box(?1), "
                       "iou(?3, ?4)", *(json.dumps(g) for g in (first, second, box, [ring])))
        near = self.report.near
        near(row[0], a.intersection(b).area / a.union(b).area, 1e-9, "iou of rotated boxes")
        for place, what in ((1, "and box"), (2, "and box, exchanged"), (3, "and polygon")):
            near(row[place], a.intersection(c).area / a.union(c).area, 1e-9, "iou of rotated box " + what)
        near(row[4], a.intersection(b).area, 1e-9, "geometry_intersection of rotated boxes")
        x, y, width, height = json.loads(row[5])
        for ours, theirs in zip((x, y, x + width, y + height), a.bounds):
            near(ours, theirs, 1e-9, "geometry_box of a rotated box")
        near(row[6], 1, 1e-12, "iou of a box and its polygon")

    def keypoints(self, rng):
        count = rng.choice([1, 5, 17, 17, 40])
        sigmas = [rng.uniform(.02, .15) for _ in range(count)]
        visible = rng.choice([[0, 1, 2], [0, 1, 2], [2], [0]])
        label = [n for _ in range(count) for n in (rng.randint(0, 200), rng.randint(0, 200), rng.choice(visible))]
        prediction = [n for x, y in zip(label[::3], label[1::3]) for n in (x + rng.gauss(0, 6), y + rng.gauss(0, 6), rng.choice([0, 1]))]
        box = [rng.uniform(0, 100), rng.uniform(0, 100), rng.uniform(1, 100), rng.uniform(1, 100)]
        area = rng.choice([0, rng.uniform(1, 20000)])
        evaluator = COCOeval(iouType="keypoints")
        evaluator.params.kpt_oks_sigmas = numpy.array(sigmas)
        evaluator._gts = {(1, 1): [{"keypoints": label, "bbox": box, "area": area}]}
        evaluator._dts = {(1, 1): [{"keypoints": prediction, "score": 1}]}
        theirs = float(evaluator.computeOks(1, 1)[0][0])
        ours = self.ask("oks(?, ?, ?, ?, ?)", *map(json.dumps, (prediction, label)), area, json.dumps(sigmas), json.dumps(box))[0]
        self.report.near(ours, theirs, 1e-12, "oks")
        if count == 17 and any(label[2::3]):
            evaluator.params.kpt_oks_sigmas = COCOeval(iouType="keypoints").params.kpt_oks_sigmas
            theirs = float(evaluator.computeOks(1, 1)[0][0])
            ours = self.ask("oks(?, ?, ?)", json.dumps(prediction), json.dumps(label), area)[0]
            self.report.near(ours, theirs, 1e-12, "oks with COCO's sigmas")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(options.extension)
    report = Report()
    comparison = Comparison(db, report)
    for seed in range(options.seed, options.seed + options.count):
        report.seed = seed
        for compare in (comparison.masks, comparison.outlines, comparison.vectors, comparison.rotated, comparison.keypoints):
            compare(random.Random(seed))
    print(f"parity scalars: {report.passed} passed, {report.failed} failed")
    sys.exit(report.failed > 0)


if __name__ == "__main__":
    main()
