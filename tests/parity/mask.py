"""Compares the masks of ext/geometry with pycocotools' mask API on random shapes: run length strings, areas, boxes, IoU,
unions and intersections, bit for bit; boundaries with an erosion on pixels, and with OpenCV's where it is installed.

    python tests/parity/mask.py --library build/tests/mask_library.so --count 12000 [--seed 1] [--sample FOLDER]

Needs pycocotools and numpy. A difference names the shape's seed; --seed N --count 1 runs it alone.
"""

import argparse
import ctypes
import glob
import json
import math
import os
import random
import sys

import numpy
from pycocotools import mask as coco

try:
    import cv2
except ImportError:
    cv2 = None

UNION, INTERSECTION, DIFFERENCE = 14, 8, 4


class Library:
    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        size, text = ctypes.c_uint32, ctypes.c_char_p
        for name in ("mask_error", "mask_of_polygon", "mask_of_box", "mask_of_counts", "mask_of_pixels", "mask_merged", "mask_boundary_of"):
            getattr(self.c, name).restype = text
        self.c.mask_iou_of.restype = ctypes.c_double
        self.c.mask_iou_of.argtypes = [text, ctypes.c_size_t, text, ctypes.c_size_t, size, size, ctypes.c_int]
        self.c.mask_measures.argtypes = [text, ctypes.c_size_t, size, size, ctypes.c_void_p]
        self.c.mask_pixels.argtypes = [text, ctypes.c_size_t, size, size, ctypes.c_void_p]
        self.c.mask_boundary_of.argtypes = [text, ctypes.c_size_t, size, size, size]
        self.c.mask_of_counts.argtypes = [ctypes.c_void_p, ctypes.c_size_t, size, size]
        self.c.mask_merged.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, size, size, ctypes.c_int]
        self.c.mask_distance.argtypes = [size, size, ctypes.c_double]

    def error(self):
        return self.c.mask_error().decode()

    def polygon(self, rings, width, height, holes=None):
        points = [number for ring in rings for number in ring]
        counts = [len(ring) // 2 for ring in rings]
        return self.c.mask_of_polygon(
            (ctypes.c_double * len(points))(*points),
            (ctypes.c_uint32 * len(counts))(*counts),
            bytes(holes or [0] * len(counts)),
            len(counts),
            width,
            height,
        )

    def box(self, box, width, height):
        return self.c.mask_of_box((ctypes.c_double * 4)(*box), width, height)

    def counts(self, counts, width, height):
        return self.c.mask_of_counts((ctypes.c_double * len(counts))(*counts), len(counts), width, height)

    def from_pixels(self, pixels, value=-1):
        height, width = pixels.shape
        return self.c.mask_of_pixels(numpy.ascontiguousarray(pixels).tobytes(), value, width, height)

    def pixels(self, text, width, height):
        out = numpy.zeros((height, width), numpy.uint8)
        self.c.mask_pixels(text, len(text), width, height, out.ctypes.data)
        return out

    def measures(self, text, width, height):
        out = (ctypes.c_double * 5)()
        self.c.mask_measures(text, len(text), width, height, out)
        return list(out)

    def iou(self, a, b, width, height, crowd):
        return self.c.mask_iou_of(a, len(a), b, len(b), width, height, crowd)

    def merged(self, texts, width, height, operation):
        pointers = (ctypes.c_char_p * len(texts))(*texts)
        lengths = (ctypes.c_size_t * len(texts))(*map(len, texts))
        return self.c.mask_merged(pointers, lengths, len(texts), width, height, operation)

    def boundary(self, text, width, height, distance):
        return self.c.mask_boundary_of(text, len(text), width, height, distance)


# ---- shapes ----


def ring_convex(rng, width, height):
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    r = rng.uniform(0.5, max(width, height) / 2)
    angles = sorted(rng.uniform(0, 2 * math.pi) for _ in range(rng.randint(3, 24)))
    return [(x + r * math.cos(a), y + r * math.sin(a)) for a in angles]


def ring_concave(rng, width, height):
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    n, r = rng.randint(5, 40), rng.uniform(1, max(width, height) / 2)
    turn = rng.uniform(0, 1)
    return [
        (x + r * s * math.cos(turn + 2 * math.pi * i / n), y + r * s * math.sin(turn + 2 * math.pi * i / n))
        for i, s in enumerate(rng.uniform(0.2, 1) for _ in range(n))
    ]


def ring_crossing(rng, width, height):
    return [(rng.uniform(-4, width + 4), rng.uniform(-4, height + 4)) for _ in range(rng.randint(3, 12))]


def ring_outside(rng, width, height):
    far = rng.choice([10, 100, 1000, 5000]) if rng.random() < 0.98 else 1000000
    return [(rng.uniform(-far, far), rng.uniform(-far, far)) for _ in range(rng.randint(3, 8))]


def ring_thin(rng, width, height):
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    dx, dy = rng.uniform(-width, width), rng.uniform(-height, height)
    w = rng.choice([0, 0.01, 0.2, 0.5, 1])
    return [(x, y), (x + dx, y + dy), (x + dx + w, y + dy + w), (x + w, y + w)]


def ring_pixel(rng, width, height):
    x, y = rng.randrange(-1, width + 1), rng.randrange(-1, height + 1)
    return [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]


def ring_rectangle(rng, width, height):
    x, y = rng.randrange(-2, width), rng.randrange(-2, height)
    w, h = rng.randint(0, width), rng.randint(0, height)
    ring = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    return ring if rng.random() < 0.5 else ring[::-1]


def ring_nothing(rng, width, height):
    x, y = rng.uniform(0, width), rng.uniform(0, height)
    kind = rng.randrange(3)
    if kind == 0:
        return [(x, y)] * rng.randint(3, 5)
    if kind == 1:
        return [(x, y), (x + 7, y + 3), (x, y), (x + 7, y + 3)]
    return [(x, y), (x + 5, y), (x + 9, y)]


def ring_doubled(rng, width, height):
    ring = ring_concave(rng, width, height)
    return [point for point in ring for _ in range(rng.randint(1, 3))] + [ring[0]]


RINGS = [ring_convex, ring_concave, ring_concave, ring_crossing, ring_outside, ring_thin, ring_pixel, ring_rectangle, ring_nothing, ring_doubled]
# Coordinates as they come: on pixels, halves, tenths, hundredths (COCO), fifths of a pixel's middle, or any.
GRIDS = [lambda v: float(round(v)), lambda v: round(2 * v) / 2, lambda v: round(v, 1), lambda v: round(v, 2), lambda v: (round(5 * v) + 0.5) / 5, lambda v: v]


def make_shape(seed):
    """Rings [x1, y1, x2, y2, ...] and a canvas."""
    rng = random.Random(seed)
    canvas = rng.choice([(640, 480), (64, 48), (33, 57), (7, 5), (1, 1), (1, 40), (40, 1), (200, 300)])
    grid = rng.choice(GRIDS)
    rings = []
    for _ in range(rng.choice([1, 1, 1, 2, 3, 7])):
        ring = rng.choice(RINGS)(rng, *canvas)
        ring = [min(max(grid(v), -1e6), 1e6) for point in ring for v in point]
        rings.append(ring)
    if len(rings) > 1 and rng.random() < 0.3:  # touching: the same ring, moved by its width
        wide = max(rings[0][0::2]) - min(rings[0][0::2])
        rings[1] = [min(v + wide, 1e6) if i % 2 == 0 else v for i, v in enumerate(rings[0])]
    return rings, canvas


# ---- comparison ----


class Findings:
    def __init__(self):
        self.passed = self.failed = self.figures = 0
        self.context, self.clean = "", True

    def begin(self, context):
        self.context, self.clean = context, True

    def end(self):
        self.passed += self.clean
        self.failed += not self.clean

    def same(self, what, ours, theirs):
        self.figures += 1
        if ours == theirs:
            return
        if self.clean and self.failed < 20:
            print(f"parity mask: {self.context}: {what}: {str(ours)[:300]}, expected {str(theirs)[:300]}")
        self.clean = False


def theirs_of(rings, width, height):
    return coco.merge(coco.frPyObjects(rings, height, width))


def box_of(rle):
    return [float(v) for v in coco.toBbox(rle)]


def eroded(pixels, distance):
    """A (2 distance + 1) square, outside the picture nothing: a pixel stays where the sum over the square is full."""
    side = 2 * distance + 1
    padded = numpy.pad(pixels.astype(numpy.int64), ((distance + 1, distance), (distance + 1, distance)))
    sums = padded.cumsum(0).cumsum(1)
    window = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return (window == side * side).astype(numpy.uint8)


def eroded_by_opencv(pixels, distance):
    padded = cv2.copyMakeBorder(pixels, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    return cv2.erode(padded, numpy.ones((3, 3), numpy.uint8), iterations=distance)[1:-1, 1:-1]


def compare_mask(found, library, rle, width, height):
    """What a mask says of itself, and back and forth through pixels and counts."""
    text = rle["counts"]
    found.same("measures", library.measures(text, width, height), [float(coco.area(rle)), *box_of(rle)])
    pixels = coco.decode(rle)
    found.same("pixels", library.pixels(text, width, height).tobytes(), numpy.ascontiguousarray(pixels).tobytes())
    found.same("mask of pixels", library.from_pixels(pixels), text)
    found.same("mask of a value", library.from_pixels(pixels * 7 + 3, 10), text)
    return pixels


def compare_boundary(found, library, text, pixels, distance):
    height, width = pixels.shape
    expected = pixels - eroded(pixels, distance)
    ours = library.boundary(text, width, height, distance)
    found.same(f"boundary of {distance}", ours, coco.encode(numpy.asfortranarray(expected))["counts"])
    if cv2 is not None:
        other = pixels - eroded_by_opencv(pixels, distance)
        found.same(f"boundary of {distance}, OpenCV", other.tobytes(), expected.tobytes())


def compare_pair(found, library, a, b, width, height):
    for crowd in (0, 1):
        expected = float(coco.iou([a], [b], [crowd])[0, 0])
        found.same(f"iou, crowd {crowd}", library.iou(a["counts"], b["counts"], width, height, crowd), expected)
    both = [a["counts"], b["counts"]]
    found.same("union", library.merged(both, width, height, UNION), coco.merge([a, b])["counts"])
    found.same("intersection", library.merged(both, width, height, INTERSECTION), coco.merge([a, b], True)["counts"])
    without = coco.decode(a) & (1 - coco.decode(b))
    found.same("difference", library.merged(both, width, height, DIFFERENCE), coco.encode(numpy.asfortranarray(without))["counts"])


def compare_holes(found, library, rng, width, height):
    """Parts with holes: the rasters of the holes taken out of their part's."""
    rings, holes, expected = [], [], numpy.zeros((height, width), numpy.uint8)
    for _ in range(rng.randint(1, 3)):
        part = [v for point in ring_convex(rng, width, height) for v in point]
        inner = [[v for point in ring_concave(rng, width // 2 + 1, height // 2 + 1) for v in point] for _ in range(rng.randint(0, 3))]
        raster = coco.decode(theirs_of([part], width, height))
        for hole in inner:
            raster &= 1 - coco.decode(theirs_of([hole], width, height))
        expected |= raster
        rings += [part, *inner]
        holes += [0] + [1] * len(inner)
    ours = library.polygon(rings, width, height, holes)
    found.same("holes", ours, coco.encode(numpy.asfortranarray(expected))["counts"])


def compare_shapes(found, library, seeds):
    last = {}
    for seed in seeds:
        rings, (width, height) = make_shape(seed)
        found.begin(f"shape {seed} on {width} x {height}")
        rle = theirs_of(rings, width, height)
        text = library.polygon(rings, width, height)
        found.same("string", text, rle["counts"])
        pixels = compare_mask(found, library, rle, width, height)
        rng = random.Random(seed)
        if last.get((width, height)):
            compare_pair(found, library, rle, last[width, height], width, height)
        last[width, height] = rle
        distance = rng.choice([1, 1, 2, 3, 8, library.c.mask_distance(width, height, 0.02)])
        compare_boundary(found, library, rle["counts"], pixels, distance)
        box = [rng.uniform(-3, width), rng.uniform(-3, height), rng.uniform(0, width), rng.uniform(0, height)]
        box = list(map(rng.choice(GRIDS), box))
        found.same("box", library.box(box, width, height), coco.frPyObjects(numpy.array([box]), height, width)[0]["counts"])
        if seed % 4 == 0:
            compare_holes(found, library, rng, width, height)
        found.end()


def compare_noise(found, library, seeds):
    """Masks that no polygon gives: noise, checkers, full, empty; boundaries of masks with small holes."""
    for seed in seeds:
        rng = random.Random(seed)
        width, height = rng.choice([(64, 48), (17, 90), (90, 17), (1, 9), (9, 1), (300, 200)])
        density = rng.choice([0, 0.01, 0.5, 0.97, 0.999, 0.9999, 1])
        pixels = (numpy.random.default_rng(seed).random((height, width)) < density).astype(numpy.uint8)
        if rng.random() < 0.2:
            pixels = numpy.fromfunction(lambda y, x: (x + y) % 2, (height, width)).astype(numpy.uint8)
        found.begin(f"noise {seed} on {width} x {height}")
        rle = coco.encode(numpy.asfortranarray(pixels))
        compare_mask(found, library, rle, width, height)
        for distance in (1, rng.randint(2, 9)):
            compare_boundary(found, library, rle["counts"], pixels, distance)
        other = coco.encode(numpy.asfortranarray(numpy.roll(pixels, rng.randrange(9), rng.randrange(2))))
        compare_pair(found, library, rle, other, width, height)
        many = [coco.encode(numpy.asfortranarray(numpy.roll(pixels, i, 1) & (i % 3 < 2))) for i in range(rng.randint(1, 9))]
        for operation, intersect in ((UNION, False), (INTERSECTION, True)):
            ours = library.merged([m["counts"] for m in many], width, height, operation)
            found.same(f"{len(many)} merged", ours, coco.merge(many, intersect)["counts"])
        found.end()


def compare_counts(found, library, seeds):
    """Lists of counts with runs of length 0: the string of the same pixels without such runs, the same area, and the IoU of the
    pixels."""
    for seed in seeds:
        rng = random.Random(seed)
        width, height = rng.choice([(8, 6), (3, 50), (30, 20)])
        counts, left = [], width * height
        while left:
            run = min(left, rng.choice([0, 1, 2, 5, rng.randint(0, left)]))
            counts.append(run)
            left -= run
        counts += [0] * rng.randrange(3)
        found.begin(f"counts {seed} {counts}")
        theirs = coco.frPyObjects({"size": [height, width], "counts": counts}, height, width)
        text = library.counts(counts, width, height)
        plain = coco.encode(coco.decode(theirs))
        found.same("string", text, plain["counts"])
        found.same("area", library.measures(text, width, height)[0], float(coco.area(theirs)))
        found.same("box", library.measures(text, width, height)[1:], box_of(plain))
        other = coco.encode(numpy.asfortranarray(numpy.roll(coco.decode(theirs), 1, 1)))
        for crowd in (0, 1):
            expected = float(coco.iou([plain], [other], [crowd])[0, 0])
            found.same(f"iou, crowd {crowd}", library.iou(text, other["counts"], width, height, crowd), expected)
        found.same("union", library.merged([text, other["counts"]], width, height, UNION), coco.merge([plain, other])["counts"])
        compare_boundary(found, library, text, coco.decode(theirs), 1)
        found.end()


def compare_distance(found, library):
    found.begin("boundary distance")
    for width, height in [(640, 480), (1, 1), (30, 40), (60, 80), (75, 100), (100, 75), (45, 60), (3000, 4000), (46340, 46340), (2**31, 1)]:
        for ratio in (0.02, 0.005, 0.05, 0.1):
            expected = max(1, int(round(ratio * numpy.sqrt(float(width**2 + height**2)))))
            found.same(f"{width} x {height}, {ratio}", library.c.mask_distance(width, height, ratio), expected)
    found.end()


def compare_sample(found, library, folder):
    """Every segmentation of COCO files, where they are at hand: labels as they are, results as compressed strings."""
    sizes, objects = {}, []
    for path in sorted(glob.glob(os.path.join(folder, "instances_*.json"))):
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        if isinstance(document, list):
            objects += document
            continue
        sizes.update({image["id"]: (image["width"], image["height"]) for image in document["images"]})
        objects += document["annotations"]
    for thing in objects:
        segmentation = thing.get("segmentation")
        if not segmentation:
            continue
        found.begin(f"{os.path.basename(folder)} {thing.get('id')}")
        if isinstance(segmentation, list):
            width, height = sizes[thing["image_id"]]
            rle, text = theirs_of(segmentation, width, height), library.polygon(segmentation, width, height)
        else:
            height, width = segmentation["size"]
            if isinstance(segmentation["counts"], list):
                rle, text = coco.frPyObjects(segmentation, height, width), library.counts(segmentation["counts"], width, height)
            else:
                rle = {"size": [height, width], "counts": segmentation["counts"].encode()}
                text = rle["counts"]
        found.same("string", text, rle["counts"])
        pixels = compare_mask(found, library, rle, width, height)
        compare_boundary(found, library, rle["counts"], pixels, library.c.mask_distance(width, height, 0.02))
        found.end()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--library", required=True)
    parser.add_argument("--count", type=int, default=12000, help="how many shapes")
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    parser.add_argument("--sample", help="a folder of COCO files; skipped where it is absent")
    arguments = parser.parse_args()
    library, found = Library(arguments.library), Findings()
    seeds = range(arguments.seed, arguments.seed + arguments.count)
    compare_shapes(found, library, seeds)
    compare_noise(found, library, seeds[: max(1, len(seeds) // 10)])
    compare_counts(found, library, seeds[: max(1, len(seeds) // 10)])
    compare_distance(found, library)
    if arguments.sample:
        compare_sample(found, library, arguments.sample)
    beside = "pycocotools and OpenCV" if cv2 else "pycocotools"
    print(f"parity mask: {found.passed} passed, {found.failed} failed ({found.figures:,} strings and figures compared with {beside})")
    sys.exit(1 if found.failed else 0)


if __name__ == "__main__":
    main()
