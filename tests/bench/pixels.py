"""All pixel metrics of images of 640 x 480 pixels and 10 objects each, decoding included, in one thread: image_metrics in
SQL beside OpenCV and numpy.

    python tests/bench/pixels.py --extension build/boxscore [--images 40] [--runs 5]

The peers get their masks before the clock starts; ours draws them from polygons. `numpy` is the formulas as one writes them,
`OpenCV` the quickest way found: cut-outs around the objects, 16-bit Laplacians, meanStdDev and countNonZero with masks. All
must agree within 1e-9. The runs are interleaved, and the best processor time of each is shown as milliseconds an image and as a ratio.
"""

import argparse
import json
import sqlite3
import sys
import time

import cv2
import numpy

WIDTH, HEIGHT, OBJECTS = 640, 480, 10
METRICS = ("brightness", "contrast", "sharpness", "red", "green", "blue")
HUES = (((0, 10), (170, 179)), ((35, 75),), ((90, 130),))


def picture(rng):
    """Shapes in colours over a ramp, a little noise: files of a size that photographs have."""
    y, x = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    image = numpy.stack([128 + 90 * numpy.sin(x / 40 + y / 90), 128 + 90 * numpy.cos(x / 30), (x + y) % 256], -1).astype(numpy.uint8)
    for _ in range(20):
        center, size = rng.integers(0, (WIDTH, HEIGHT)).tolist(), int(rng.integers(10, 90))
        cv2.circle(image, center, size, rng.integers(0, 256, 3).tolist(), -1)
    return (image + rng.normal(0, 4, image.shape)).clip(0, 255).astype(numpy.uint8)


def polygon(rng):
    center = rng.integers((80, 80), (WIDTH - 80, HEIGHT - 80))
    angles = numpy.sort(rng.random(12)) * 2 * numpy.pi
    return center + numpy.stack([numpy.cos(angles), numpy.sin(angles)], -1) * rng.uniform(20, 80, (12, 1))


def by_numpy(data, masks):
    image = cv2.imdecode(data, cv2.IMREAD_COLOR)
    laplacian, hsv = cv2.Laplacian(image, cv2.CV_64F), cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    hue, coloured = hsv[:, :, 0], (hsv[:, :, 1] >= 50) & (hsv[:, :, 2] >= 40)
    colours = [coloured & numpy.any([(hue >= low) & (hue <= high) for low, high in c], 0) for c in HUES]
    for mask in masks:
        samples = image[mask]
        yield (samples.mean() / 255, samples.std() / 255, laplacian[mask].var(), *(c[mask].mean() for c in colours))


def pooled(image, mask):
    """Mean and variance over all channels together."""
    means, deviations = (a.reshape(-1) for a in cv2.meanStdDev(image, mask=mask))
    mean = means.mean()
    return mean, (deviations ** 2 + means ** 2).mean() - mean ** 2


def by_opencv(data, pieces):
    image = cv2.imdecode(data, cv2.IMREAD_COLOR)
    laplacian, hsv = cv2.Laplacian(image, cv2.CV_16S), cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    ranges = [[cv2.inRange(hsv, (low, 50, 40), (high, 255, 255)) for low, high in c] for c in HUES]
    colours = [r[0] if len(r) == 1 else cv2.bitwise_or(*r) for r in ranges]
    for (rows, columns), mask, count in pieces:
        mean, variance = pooled(image[rows, columns], mask)
        sharpness = pooled(laplacian[rows, columns], mask)[1]
        shares = [cv2.countNonZero(c[rows, columns] if mask is None else cv2.bitwise_and(c[rows, columns], mask)) / count for c in colours]
        yield (mean / 255, variance ** .5 / 255, sharpness, *shares)


def piece(mask):
    rows, columns = (numpy.flatnonzero(mask.any(axis)) for axis in (1, 0))
    cut = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    return cut, numpy.ascontiguousarray(mask[cut]).astype(numpy.uint8) * 255, int(mask.sum())


def database_of(extension, files, rings):
    database = sqlite3.connect(":memory:")
    database.enable_load_extension(True)
    database.load_extension(extension)
    database.execute("CREATE TABLE images(id INTEGER PRIMARY KEY, width, height, data BLOB)")
    database.execute("CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, segmentation)")
    database.execute("CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, segmentation)")
    database.executemany("INSERT INTO images VALUES (?, ?, ?, ?)", [(i, WIDTH, HEIGHT, f.tobytes()) for i, f in enumerate(files)])
    for i, ring in enumerate(rings):
        database.execute("INSERT INTO labels VALUES (?, ?, 'object', ?)", (i, i // OBJECTS, json.dumps([ring.reshape(-1).tolist()])))
    return database


def ours(database):
    metrics = json.dumps(METRICS)
    rows = database.execute("SELECT level, item_id, metric, value FROM image_metrics WHERE threads = 1 AND metrics = ?", (metrics,)).fetchall()
    found = {(level, item, metric): value for level, item, metric, value in rows}
    for i in range(len([r for r in rows if r[0] == "image"]) // len(METRICS)):
        for level, item in [("image", i)] + [("label", i * OBJECTS + n) for n in range(OBJECTS)]:
            yield tuple(found[level, item, metric] for metric in METRICS)


def compare(options, kind, images, rings, masks):
    files = [cv2.imencode(kind, image)[1] for image in images]
    database = database_of(options.extension, files, rings)
    pieces = [[((slice(None), slice(None)), None, WIDTH * HEIGHT)] + [piece(m) for m in inside[1:]] for inside in masks]
    jobs = {
        "boxscore": lambda: list(ours(database)),
        "OpenCV": lambda: [f for data, p in zip(files, pieces) for f in by_opencv(data, p)],
        "numpy": lambda: [f for data, m in zip(files, masks) for f in by_numpy(data, m)],
        "decoding alone, by OpenCV": lambda: [cv2.imdecode(data, cv2.IMREAD_COLOR) is None for data in files],
    }
    seconds, figures = {name: [] for name in jobs}, {}
    for _ in range(options.runs):
        for name, job in jobs.items():
            start = time.process_time()
            figures[name] = job()
            seconds[name].append(time.process_time() - start)
    best = {name: min(spent) for name, spent in seconds.items()}
    print(f"{kind[1:]}: {sum(f.size for f in files) // len(files) // 1000} kB an image")
    for name, spent in best.items():
        print(f"  {name:28}{1000 * spent / len(files):8.2f} ms  {spent / best['boxscore']:6.2f} x ours")
    agree = all(numpy.allclose(figures["boxscore"], figures[name], rtol=1e-9, atol=1e-9) for name in ("OpenCV", "numpy"))
    if not agree:
        print("  figures differ")
    return agree


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--images", type=int, default=40)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    rng = numpy.random.default_rng(1)
    images = [picture(rng) for _ in range(options.images)]
    rings = [polygon(rng) for _ in range(options.images * OBJECTS)]
    from pycocotools import mask as coco
    inside = [coco.decode(coco.frPyObjects([r.reshape(-1).tolist()], HEIGHT, WIDTH))[:, :, 0] > 0 for r in rings]
    whole = numpy.ones((HEIGHT, WIDTH), bool)
    masks = [[whole, *inside[i * OBJECTS:(i + 1) * OBJECTS]] for i in range(options.images)]
    if not all([compare(options, kind, images, rings, masks) for kind in (".jpg", ".png")]):
        sys.exit(1)


if __name__ == "__main__":
    main()
