"""PNG masks against Pillow, numpy and pycocotools: random images of every kind, written by Pillow or by tests/data/png.py,
must give the same values, areas, boxes and run lengths. Pillow has a libpng of its own in the same process.

    python3 tests/parity/png.py --extension build/boxscore [--count 2000] [--ours-first]
"""

import argparse
import importlib.util
import io
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def load_writer():
    """tests/data/png.py, which has the name of this file."""
    spec = importlib.util.spec_from_file_location("png_writer", os.path.join(HERE, "..", "data", "png.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def random_values(rng, most):
    """An image of values up to `most`: rectangles over noise of some grain, or nothing."""
    import numpy
    width, height = int(rng.integers(1, 40)), int(rng.integers(1, 40))
    grain = int(rng.integers(1, 6))
    values = rng.integers(0, most + 1, size=(height, width))
    values = values[numpy.arange(height)[:, None] // grain, numpy.arange(width)[None, :] // grain]
    values[rng.random(values.shape) < rng.random()] = 0
    for _ in range(int(rng.integers(0, 5))):
        x, y = int(rng.integers(0, width)), int(rng.integers(0, height))
        values[y:y + int(rng.integers(1, height + 1)), x:x + int(rng.integers(1, width + 1))] = rng.integers(0, most + 1)
    return values


def colours(values):
    import numpy
    return numpy.stack([values % 256, values // 256 % 256, values // 65536], axis=-1)


def from_writer(rng, writer):
    """A file of tests/data/png.py, and its values."""
    import numpy
    kinds = [(writer.GREY, d) for d in (1, 2, 4, 8, 16)] + [(writer.PALETTE, d) for d in (1, 2, 4, 8)]
    kinds += [(writer.COLOUR, 8), (writer.GREY_ALPHA, 8), (writer.GREY_ALPHA, 16), (writer.COLOUR_ALPHA, 8)]
    colour, depth = kinds[int(rng.integers(len(kinds)))]
    is_colour = colour in (writer.COLOUR, writer.COLOUR_ALPHA)
    values = random_values(rng, 2**24 - 1 if is_colour else 2**depth - 1)
    samples = colours(values) if is_colour else values[:, :, None]
    if colour in (writer.GREY_ALPHA, writer.COLOUR_ALPHA):
        alpha = rng.integers(0, 3, size=values.shape) * (2**depth - 1) // 2
        samples = numpy.concatenate([samples, alpha[:, :, None]], axis=-1)
        values = numpy.where(alpha == 0, 0, values)
    rows = samples.reshape(samples.shape[0], -1).tolist()
    chunks = writer.palette(int(rng.integers(1, 2**depth + 1))) if colour == writer.PALETTE else b""
    filters = int(rng.integers(0, 5)) if rng.random() < 0.8 else None
    data = writer.png(rows, depth, colour, bool(rng.random() < 0.5), filters, chunks, level=int(rng.integers(0, 10)))
    return data, values


def from_pillow(rng):
    """A file of Pillow, and its values as Pillow reads them."""
    import numpy
    from PIL import Image
    mode = ("1", "L", "P", "RGB", "RGBA", "LA", "I;16")[int(rng.integers(7))]
    most = {"1": 1, "RGB": 2**24 - 1, "RGBA": 2**24 - 1, "I;16": 65535}.get(mode, 255)
    values = random_values(rng, most)
    if mode in ("RGB", "RGBA"):
        image = Image.fromarray(colours(values).astype(numpy.uint8))
    elif mode == "I;16":
        image = Image.fromarray(values.astype(numpy.uint16))
    else:
        image = Image.fromarray((values * (255 if mode == "1" else 1)).astype(numpy.uint8))
    if mode in ("RGBA", "LA"):
        image.putalpha(Image.fromarray((rng.integers(0, 3, size=values.shape) * 127).astype(numpy.uint8)))
    if mode == "P":
        image.putpalette(rng.integers(0, 256, size=768).astype(numpy.uint8).tobytes())
    if mode == "1":
        image = image.convert("1")
    out = io.BytesIO()
    transparency = {"transparency": 0} if mode == "P" and rng.random() < 0.5 else {}
    image.save(out, "PNG", optimize=bool(rng.random() < 0.5), **transparency)
    data = out.getvalue()
    with Image.open(io.BytesIO(data)) as read:
        found = numpy.asarray(read).astype(numpy.int64)
    if mode in ("RGB", "RGBA"):
        value = found[:, :, 0] + 256 * found[:, :, 1] + 65536 * found[:, :, 2]
        found = value if mode == "RGB" else numpy.where(found[:, :, 3] == 0, 0, value)
    if mode == "LA":
        found = numpy.where(found[:, :, 1] == 0, 0, found[:, :, 0])
    return data, found


def expected(values):
    """What png_instances must give, from numpy and pycocotools."""
    import numpy
    from pycocotools import mask as coco
    for value in numpy.unique(values):
        if value == 0:
            continue
        runs = coco.encode(numpy.asfortranarray((values == value).astype(numpy.uint8)))
        box = coco.toBbox(runs).tolist()
        mask = {"size": list(runs["size"]), "counts": runs["counts"].decode("ascii")}
        yield (int(value), int(coco.area(runs)), *(int(n) for n in box), mask)


def found(database, data):
    for row in database.execute("SELECT * FROM png_instances(?)", (data,)):
        yield (*row[:-1], json.loads(row[-1]))


def written(database, values):
    """Whether the mask of what is not 0, written by geometry_png, is what Pillow reads. None where there is none."""
    import numpy
    from PIL import Image
    from pycocotools import mask as coco
    height, width = values.shape
    runs = coco.encode(numpy.asfortranarray((values != 0).astype(numpy.uint8)))
    text = json.dumps({"size": [height, width], "counts": runs["counts"].decode("ascii")})
    (data,) = database.execute("SELECT geometry_png(?, ?, ?)", (text, width, height)).fetchone()
    with Image.open(io.BytesIO(data)) as image:
        return image.size == (width, height) and bool((numpy.asarray(image) == (values != 0)).all())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--ours-first", action="store_true", help="open our libpng before Pillow's")
    options = parser.parse_args()
    sys.path.insert(0, HERE)
    import sqlside
    database = sqlside.connect(options.extension)
    writer = load_writer()
    if options.ours_first:
        database.execute("SELECT * FROM png_instances(?)", (writer.png([[1]]),)).fetchall()
        before = "PIL" in sys.modules
    import numpy
    from PIL import Image
    Image.init()
    assert not (options.ours_first and before)
    writes = database.execute("SELECT count(*) FROM boxscore_functions WHERE name = 'geometry_png'").fetchone()[0]
    passed = failed = 0
    for seed in range(options.count):
        rng = numpy.random.default_rng(seed)
        data, values = from_writer(rng, writer) if seed % 2 else from_pillow(rng)
        want, came = list(expected(values)), list(found(database, data))
        good = want == came and (not writes or written(database, values))
        passed += good
        failed += not good
        if not good and failed <= 3:
            print(f"parity-png: image {seed} differs: {data.hex()}\n  expected: {want[:3]}\n  came:     {came[:3]}")
    print(f"parity-png: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
