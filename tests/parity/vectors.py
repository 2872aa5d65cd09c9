"""Compares the vector geometry with shapely: IoU, areas, cutting to the image, validity and repair of random polygons to
1e-12 relative, and the IoU of rotated boxes to 1e-9.

    python tests/parity/vectors.py --library build/tests/vectors.so [--pairs 6000] [--rotated 10000] [--seed 1]

Needs shapely. A difference names its seed; --seed N --pairs 1 runs it alone. GEOS versions repair some rings that run over
themselves again and again differently; where boxscore's GEOS says so itself, the pair is counted apart.
"""

import argparse
import ctypes
import math
import random
import sys

import shapely
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.ops import unary_union

WIDTH, HEIGHT = 640.0, 480.0


class Vectors:
    """The functions of tests/parity/vectors.c."""

    def __init__(self, path):
        library = ctypes.CDLL(path)
        real, text, whole = ctypes.c_double, ctypes.c_char_p, ctypes.c_int
        for name, result, arguments in (
            ("area", real, [text, real, real]),
            ("geos_area", real, [text, real, real]),
            ("iou", real, [text, text, real, real, whole]),
            ("is_valid", real, [text]),
            ("repair", text, [text, real, real]),
            ("rotated_iou", real, [ctypes.POINTER(real), ctypes.POINTER(real), whole]),
            ("message", text, []),
        ):
            function = getattr(library, "vectors_" + name)
            function.restype, function.argtypes = result, arguments
            setattr(self, "_" + name, function)

    def checked(self, value):
        if value is None or value == -1:
            raise ValueError(self._message().decode())
        return value

    def area(self, wkt, width=0, height=0):
        return self.checked(self._area(wkt, width, height))

    def geos_area(self, wkt, width=0, height=0):
        return self.checked(self._geos_area(wkt, width, height))

    def iou(self, a, b, width=0, height=0, crowd=False):
        return self.checked(self._iou(a, b, width, height, crowd))

    def is_valid(self, wkt):
        return bool(self.checked(self._is_valid(wkt)))

    def repair(self, wkt, width=0, height=0):
        return self.checked(self._repair(wkt, width, height)).decode()

    def rotated_iou(self, a, b, crowd=False):
        numbers = ctypes.c_double * 5
        return self.checked(self._rotated_iou(numbers(*a), numbers(*b), crowd))


class OwnGeos:
    """The library that boxscore opens, asked directly."""

    def __init__(self):
        self.library = ctypes.CDLL("libgeos_c.so.1")
        pointer = ctypes.c_void_p
        for name, result, arguments in (("GEOS_init_r", pointer, []), ("GEOSGeomFromWKT_r", pointer, [pointer, ctypes.c_char_p]),
                                        ("GEOSMakeValid_r", pointer, [pointer] * 2),
                                        ("GEOSArea_r", ctypes.c_int, [pointer, pointer, ctypes.POINTER(ctypes.c_double)])):
            function = getattr(self.library, name)
            function.restype, function.argtypes = result, arguments
        self.context = self.library.GEOS_init_r()

    def repaired_area(self, text):
        area = ctypes.c_double()
        made = self.library.GEOSMakeValid_r(self.context, self.library.GEOSGeomFromWKT_r(self.context, text))
        self.library.GEOSArea_r(self.context, made, ctypes.byref(area))
        return area.value


# ---- random objects: lists of parts, a part is a ring and its holes ----


def rounded(ring, grid):
    return [(round(x / grid) * grid, round(y / grid) * grid) for x, y in ring] if grid else ring


def star(random_, x, y, radius, count=None, roughness=None):
    """A ring around (x, y), simple but for rounding."""
    count = count or random_.randint(3, 24)
    roughness = random_.choice((0, .1, .5, .9)) if roughness is None else roughness
    angles = sorted(random_.uniform(0, 2 * math.pi) for _ in range(count))
    return [(x + radius * (1 - roughness * random_.random()) * math.cos(a),
             y + radius * (1 - roughness * random_.random()) * math.sin(a)) for a in angles]


def crossing(random_, x, y, radius):
    """A ring that crosses itself, as hurried labellers make them."""
    ring = star(random_, x, y, radius, random_.randint(4, 12))
    if random_.random() < .5:
        i = random_.randrange(len(ring) - 1)
        ring[i], ring[i + 1] = ring[i + 1], ring[i]
    else:
        random_.shuffle(ring)
    return ring


def rectangle(random_, x, y, radius):
    w, h = radius * random_.uniform(.05, 1), radius * random_.uniform(.05, 1)
    return [(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]


def comb(random_, x, y, radius):
    """Teeth: long edges, many crossings with others."""
    teeth = random_.randint(2, 8)
    ring = [(x + radius, y + radius), (x - radius, y + radius)]
    for i in range(teeth):
        left = x - radius + 2 * radius * i / teeth
        ring += [(left + .1 * radius / teeth, y - radius * random_.random()), (left + radius / teeth, y + .8 * radius)]
    return ring


def random_object(random_, style, x, y, radius):
    if style == "crossing":
        return [[crossing(random_, x, y, radius)]]
    if style == "parts":
        parts = []
        for _ in range(random_.randint(2, 4)):
            shift = radius * random_.choice((.5, 1.5, 3))
            parts.append([star(random_, x + random_.uniform(-shift, shift), y + random_.uniform(-shift, shift), radius / 2)])
        return parts
    if style == "hole":
        outer = star(random_, x, y, radius, roughness=.3, count=random_.randint(8, 24))
        return [[outer, star(random_, x, y, radius * random_.choice((.2, .4, .9)))]]
    if style == "rectangle":
        return [[rectangle(random_, x, y, radius)]]
    if style == "comb":
        return [[comb(random_, x, y, radius)]]
    if style == "large":
        return [[star(random_, x, y, radius, random_.randint(200, 700), .2)]]
    return [[star(random_, x, y, radius)]]


STYLES = ("star",) * 6 + ("rectangle", "comb", "parts", "parts", "hole", "crossing", "crossing", "large")


def moved(random_, parts, radius):
    """The object again, as a detector would find it."""
    shift = radius * random_.choice((0, .01, .1, .5))
    dx, dy, noise = random_.uniform(-shift, shift), random_.uniform(-shift, shift), radius * random_.choice((0, 0, .01, .1))
    scale = random_.choice((1, 1, .5, 1.2))
    cx, cy = parts[0][0][0]
    return [[[(cx + (x - cx) * scale + dx + random_.gauss(0, noise), cy + (y - cy) * scale + dy + random_.gauss(0, noise))
              for x, y in ring] for ring in part] for part in parts]


def random_pair(random_):
    far = random_.choice((0,) * 9 + (1e5,))
    radius = random_.choice((1, 5, 30, 100, 300))
    grid = random_.choice((0, 0, 0, .01, .5, 1, 10 if radius > 20 else 1))
    x, y = far + random_.uniform(-50, WIDTH + 50), far + random_.uniform(-50, HEIGHT + 50)
    a = random_object(random_, random_.choice(STYLES), x, y, radius)
    if random_.random() < .6:
        b = moved(random_, a, radius)
    else:
        b = random_object(random_, random_.choice(STYLES), x + random_.uniform(-radius, radius), y + random_.uniform(-radius, radius),
                          radius * random_.choice((.3, 1, 2)))
    parts = [[[rounded(ring, grid) for ring in part] for part in one] for one in (a, b)]
    frame = (WIDTH, HEIGHT) if not far and random_.random() < .6 else (0, 0)
    return parts, frame


# ---- shapely's answers ----


def only_polygons(geometry):
    if geometry.geom_type == "Polygon":
        return geometry
    if geometry.geom_type in ("MultiPolygon", "GeometryCollection"):
        found = [only_polygons(part) for part in geometry.geoms]
        return unary_union([part for part in found if not part.is_empty])
    return Polygon()


def truth(parts, frame):
    made = [Polygon(part[0], part[1:]) for part in parts]
    valid = all(polygon.is_valid for polygon in made)
    made = [polygon if polygon.is_valid else only_polygons(shapely.make_valid(polygon)) for polygon in made]
    whole = made[0] if len(made) == 1 else unary_union(made)
    if frame[0]:
        whole = only_polygons(whole.intersection(box(0, 0, *frame)))
    return only_polygons(whole), valid


def wkt(parts):
    def ring(points):
        return "(" + ",".join(f"{x!r} {y!r}" for x, y in [*points, points[0]]) + ")"
    return ("MULTIPOLYGON(" + ",".join("(" + ",".join(map(ring, part)) + ")" for part in parts) + ")").encode()


def repairs_differ(own_geos, parts):
    """Whether shapely's GEOS makes something else of a part than the one that boxscore opens."""
    for part in parts:
        polygon = Polygon(part[0], part[1:])
        if not polygon.is_valid:
            theirs, ours = shapely.make_valid(polygon).area, own_geos.repaired_area(wkt([part]))
            if abs(theirs - ours) > 1e-12 * theirs:
                return True
    return False


def is_refused(parts):
    return any(len(set(ring)) < 3 for part in parts for ring in part)


class Report:
    def __init__(self):
        self.passed = self.failed = self.apart = self.refused = 0
        self.worst = {}

    def close(self, what, context, ours, theirs, tolerance):
        difference = abs(ours - theirs) / max(abs(theirs), abs(ours), 1e-300)
        self.worst[what] = max(self.worst.get(what, 0), difference)
        return self.expect(difference <= tolerance, f"{context}: {what}: {ours!r}, shapely {theirs!r}")

    def expect(self, good, message):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            if self.failed <= 20:
                print(f"parity vectors: {message}")
        return good


def check_pair(vectors, own_geos, report, seed):
    parts, frame = random_pair(random.Random(seed))
    texts = [wkt(one) for one in parts]
    if any(is_refused(one) for one in parts):
        try:
            vectors.iou(*texts)
            report.expect(False, f"seed {seed}: a ring of fewer than three points passes")
        except ValueError as refused:
            report.expect("three points" in str(refused), f"seed {seed}: {refused}")
        return
    if any(repairs_differ(own_geos, one) for one in parts):
        report.apart += 1
        return
    shapes, areas = [], []
    for one, text in zip(parts, texts):
        shape, valid = truth(one, frame)
        report.expect(vectors.is_valid(text) == valid, f"seed {seed}: is valid: {not valid}, shapely {valid}")
        report.close("area", f"seed {seed}", vectors.area(text, *frame), shape.area, 1e-12)
        repaired = shapely.from_wkt(vectors.repair(text, *frame))
        report.expect(repaired.is_valid and abs(repaired.area - shape.area) <= 1e-12 * shape.area, f"seed {seed}: repair: {repaired}")
        shapes.append(shape)
        areas.append(shape.area)
    shared = only_polygons(shapes[0].intersection(shapes[1])).area
    for crowd in (False, True):
        whole = areas[0] if crowd else areas[0] + areas[1] - shared
        theirs = shared / whole if whole else 0.0
        ours = vectors.iou(*texts, *frame, crowd)
        if report.close("iou", f"seed {seed}", ours, theirs, 1e-12):
            report.expect((ours > 0) == (theirs > 0), f"seed {seed}: {ours!r}, shapely {theirs!r}")


# ---- rotated boxes ----


def random_rotated(random_):
    size = random_.choice((2, 20, 200))
    angle = random_.choice((0, 90, -90, 180, 45, 30, 1e-7, random_.uniform(-400, 400), random_.uniform(-400, 400)))
    a = [random_.uniform(0, 640), random_.uniform(0, 480), random_.uniform(.1, size), random_.uniform(.1, size), angle]
    if random_.random() < .5:
        b = list(a)
        for i in range(4):
            b[i] += random_.choice((0, random_.gauss(0, size * .1)))
        b[2], b[3] = abs(b[2]), abs(b[3])
        b[4] += random_.choice((0, 90, 180, 45, 1e-9, random_.gauss(0, 10)))
    else:
        b = [a[0] + random_.uniform(-size, size), a[1] + random_.uniform(-size, size), random_.uniform(.1, size),
             random_.uniform(.1, size), random_.uniform(-180, 180)]
    return a, b


def turned(rotated):
    x, y, width, height, angle = rotated
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return Polygon([(x + dx * cosine - dy * sine, y + dx * sine + dy * cosine)
                    for dx, dy in ((-width / 2, -height / 2), (width / 2, -height / 2), (width / 2, height / 2), (-width / 2, height / 2))])


def check_rotated(vectors, report, seed):
    a, b = random_rotated(random.Random(seed))
    first, second = turned(a), turned(b)
    shared = only_polygons(first.intersection(second)).area
    for crowd in (False, True):
        whole = first.area if crowd else first.area + second.area - shared
        ours, theirs = vectors.rotated_iou(a, b, crowd), shared / whole
        report.worst["rotated"] = max(report.worst.get("rotated", 0), abs(ours - theirs))
        report.expect(abs(ours - theirs) <= 1e-9, f"seed {seed}: rotated {a} {b}: {ours!r}, shapely {theirs!r}")
        report.expect(vectors.rotated_iou(a, a) == 1, f"seed {seed}: rotated {a} with itself: {vectors.rotated_iou(a, a)!r}")
    report.expect(vectors.rotated_iou(a, b) == vectors.rotated_iou(b, a), f"seed {seed}: rotated {a} {b} the other way round")
    shifted = [[one[0] + 1e6, one[1] - 1e6, *one[2:]] for one in (a, b)]
    report.expect(abs(vectors.rotated_iou(*shifted) - vectors.rotated_iou(a, b)) <= 1e-8, f"seed {seed}: rotated {a} {b} far away")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", required=True)
    parser.add_argument("--pairs", type=int, default=6000)
    parser.add_argument("--rotated", type=int, default=10000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    vectors, own_geos, report = Vectors(options.library), OwnGeos(), Report()
    for seed in range(options.seed, options.seed + options.pairs):
        try:
            check_pair(vectors, own_geos, report, seed)
        except ValueError as refused:
            if "crosses itself" in str(refused):  # what would take GEOS seconds
                report.refused += 1
            else:
                report.expect(False, f"seed {seed}: {refused}")
    for seed in range(options.seed, options.seed + options.rotated):
        check_rotated(vectors, report, seed)
    report.expect(report.apart * 200 <= options.pairs, f"{report.apart} of {options.pairs} pairs are repaired differently")
    report.expect(report.refused * 100 <= options.pairs, f"{report.refused} of {options.pairs} pairs cross themselves too often")
    worst = ", ".join(f"{what} {value:.1e}" for what, value in report.worst.items())
    print(f"parity vectors: {report.passed} passed, {report.failed} failed "
          f"(shapely {shapely.__version__}, GEOS {shapely.geos_version_string}; greatest differences: {worst}; "
          f"{report.apart} pairs repaired differently, {report.refused} cross themselves too often)")
    sys.exit(report.failed > 0)


if __name__ == "__main__":
    main()
