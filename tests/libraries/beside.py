"""Other libraries in the same process that carry a GEOS, a libpng or a libjpeg of their own: shapely, Pillow and OpenCV from PyPI work
beside boxscore and agree with it, whichever comes first, and when both are used at once from several threads.

    python tests/libraries/beside.py --extension build/boxscore

Each case is a process of its own, since what is loaded stays loaded.
"""

import argparse
import io
import json
import math
import sqlite3
import subprocess
import sys
import threading

LIBRARIES = ("shapely", "pillow", "opencv")
ORDERS = ("before", "after", "at once")
ROUNDS = 300


def connect(extension):
    connection = sqlite3.connect(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(extension)
    return connection


def value(connection, sql, *values):
    return connection.execute(sql, values).fetchone()[0]


def ring(i, count, radius):
    """A ring that differs from round to round, now and then one that crosses itself."""
    points = []
    for k in range(count):
        angle = 2 * math.pi * (k * (2 if i % 7 == 3 else 1) + .3 * math.sin(i + k)) / count
        points.append((100 + i % 11 + radius * math.cos(angle), 90 + radius * math.sin(angle)))
    return points


def wkt(points):
    return "POLYGON((" + ",".join(f"{x!r} {y!r}" for x, y in [*points, points[0]]) + "))"


class Check:
    """What a library and boxscore do with the same input: `theirs` first, `ours` beside it."""

    def same(self, ours, theirs, tolerance=0):
        if abs(ours - theirs) > tolerance * abs(theirs):
            raise AssertionError(f"boxscore {ours!r}, {type(self).__name__} {theirs!r}")


class Shapely(Check):
    def load(self):
        import shapely
        self.shapely = shapely

    def theirs(self, i):
        shapely = self.shapely
        made = [shapely.make_valid(shapely.from_wkt(wkt(points))) for points in (ring(i, 9, 50), ring(i + 1, 12, 40))]
        return shapely.intersection(*made).area / shapely.union(*made).area, made[0].area

    def ours(self, connection, i):
        a, b = wkt(ring(i, 9, 50)), wkt(ring(i + 1, 12, 40))
        return value(connection, "SELECT iou(?, ?)", a, b), value(connection, "SELECT geometry_area(geometry_repair(?))", a)

    def compare(self, ours, theirs):
        for mine, other in zip(ours, theirs):
            self.same(mine, other, 1e-12)


class Picture(Check):
    """A PNG of grey squares: written by the library and read by boxscore, and the other way round. A JPEG of them: read by
    both, by the library before and after us."""

    def squares(self, i):
        size = 5 + i % 20
        return [[9 if x < size and y < size else 0 for x in range(40)] for y in range(30)], size * size

    def theirs(self, i):
        rows, area = self.squares(i)
        jpeg = self.encode(rows, "jpeg")
        return self.encode(rows, "png"), area, jpeg, self.mean(jpeg)

    def ours(self, connection, i):
        rows, area = self.squares(i)
        size = math.isqrt(area)
        blob = value(connection, "SELECT geometry_png(?, 40, 30)", json.dumps([0, 0, size, size]))
        return connection, blob

    def compare(self, ours, theirs):
        connection, blob = ours
        png, area, jpeg, mean = theirs
        self.same(value(connection, "SELECT geometry_area(?)", png), area)
        self.same(self.count(blob), area)
        self.same(value(connection, "SELECT 255 * image_brightness(?)", jpeg), mean, 1e-9)
        self.same(self.mean(jpeg), mean)


class Pillow(Picture):
    def load(self):
        from PIL import Image
        self.image = Image

    def encode(self, rows, form):
        image = self.image.new("L", (len(rows[0]), len(rows)))
        image.putdata([pixel for row in rows for pixel in row])
        file = io.BytesIO()
        image.save(file, form)
        return file.getvalue()

    def mean(self, data):
        samples = self.image.open(io.BytesIO(data)).convert("RGB").tobytes()
        return sum(samples) / len(samples)

    def count(self, blob):
        image = self.image.open(io.BytesIO(blob))
        return sum(1 for pixel in image.convert("L").tobytes() if pixel)


class OpenCV(Picture):
    def load(self):
        import cv2
        import numpy
        self.cv2, self.numpy = cv2, numpy

    def encode(self, rows, form):
        return self.cv2.imencode("." + form, self.numpy.array(rows, dtype="uint8"))[1].tobytes()

    def decode(self, data, flags):
        return self.cv2.imdecode(self.numpy.frombuffer(data, dtype="uint8"), flags)

    def mean(self, data):
        return float(self.decode(data, self.cv2.IMREAD_COLOR).mean())

    def count(self, blob):
        return int((self.decode(blob, self.cv2.IMREAD_UNCHANGED) != 0).sum())


CHECKS = {"shapely": Shapely, "pillow": Pillow, "opencv": OpenCV}


def rounds(check, connection, start=0):
    for i in range(start, start + ROUNDS):
        check.compare(check.ours(connection, i), check.theirs(i))


def run_case(extension, library, order):
    check = CHECKS[library]()
    if order == "before":  # the library is there before boxscore
        check.load()
        check.theirs(0)
        connection = connect(extension)
    else:
        connection = connect(extension)
        check.ours(connection, 0)
        check.load()
    rounds(check, connection)
    if order != "at once":
        return
    failed = []

    def work(start):
        try:
            rounds(check, connect(extension), start)
        except Exception as error:  # passed on to the main thread
            failed.append(error)

    threads = [threading.Thread(target=work, args=(1000 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--case", nargs=2)
    options = parser.parse_args()
    if options.case:
        run_case(options.extension, *options.case)
        return
    passed = failed = 0
    for library in LIBRARIES:
        for order in ORDERS:
            case = subprocess.run([sys.executable, __file__, "--extension", options.extension, "--case", library, order],
                                  capture_output=True, text=True)
            if case.returncode == 0:
                passed += 1
            else:
                failed += 1
                print(f"libraries: {library} {order}: exit {case.returncode}: {case.stderr.strip()[-600:]}")
    print(f"libraries: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
