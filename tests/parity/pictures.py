"""Pictures against Pillow, numpy and expat: fills and lines of boxes pixel by pixel, polygons against Pillow's at eight
times the size, thumbnails against numpy's means of areas, and SVGs that an XML parser reads back: the image's own bytes, and
every caption whatever is in it.

    python3 tests/parity/pictures.py --extension build/boxscore [--count 300]
"""

import argparse
import base64
import io
import json
import os
import sys
import urllib.parse
import xml.etree.ElementTree as xml

import numpy
from PIL import Image, ImageDraw

HERE = os.path.dirname(os.path.abspath(__file__))
SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["car", "<script>alert(1)</script>", "\"quotes\" & 'more'", "שלום עולם", "🚗🚲", "]]>", "a\x01b\x1f", "日本", "‮turned", "&amp;",
         "x" * 300, "--><!--", "\ufffe", "a\tb\nc", "%s%n", "<", "e\u0301"]


def random_image(rng):
    width, height = int(rng.integers(20, 90)), int(rng.integers(20, 90))
    if rng.random() < 0.5:
        pixels = rng.integers(0, 256, size=(height, width, 3))
    else:
        ramp = numpy.linspace(0, 255, width)[None, :, None] * rng.random(3)[None, None, :]
        pixels = numpy.broadcast_to(ramp, (height, width, 3))
    return numpy.ascontiguousarray(pixels.astype(numpy.uint8))


def as_file(pixels, kind):
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, kind)
    return out.getvalue()


def decoded(data):
    with Image.open(io.BytesIO(data)) as image:
        return numpy.asarray(image.convert("RGB"))


def one(database, sql, *values):
    return database.execute(sql, values).fetchone()[0]


def mixed(pixels, colour, share):
    """As the page of picture_png has it."""
    pixels = pixels.astype(float)
    return numpy.floor(pixels + (numpy.array(colour) - pixels) * share + 0.5).astype(numpy.uint8)


def colour_of(rng):
    colour = [int(c) for c in rng.integers(0, 256, size=3)]
    return colour, "#%02x%02x%02x" % tuple(colour)


def boxes_agree(database, rng):
    """Filled by 30 %, then a line of two pixels whose middle is the edge: boxes on whole coordinates, partly outside."""
    pixels = random_image(rng)
    height, width = pixels.shape[:2]
    colour, name = colour_of(rng)
    x, y = int(rng.integers(-10, width)), int(rng.integers(-10, height))
    w, h = int(rng.integers(4, 50)), int(rng.integers(4, 50))
    data = one(database, "SELECT picture_png(?, NULL, NULL, draw_objects(?, ?, 'a'))", as_file(pixels, "PNG"), json.dumps([x, y, w, h]), name)

    def cut(start, stop, most):
        return slice(max(0, min(most, start)), max(0, min(most, stop)))

    want = pixels.copy()
    inside = cut(y, y + h, height), cut(x, x + w, width)
    want[inside] = mixed(want[inside], colour, 0.3)
    outer, inner = numpy.zeros((height, width), bool), numpy.zeros((height, width), bool)
    outer[cut(y - 1, y + h + 1, height), cut(x - 1, x + w + 1, width)] = True
    inner[cut(y + 1, y + h - 1, height), cut(x + 1, x + w - 1, width)] = True
    want[outer & ~inner] = colour
    return bool((decoded(data) == want).all())


def polygons_agree(database, rng):
    """The share of each pixel, against Pillow's polygon at eight times the size,, and their sum."""
    size, scale = 40, 8
    angles = numpy.sort(rng.random(int(rng.integers(3, 9))) * 2 * numpy.pi)
    radius = 6 + rng.random(len(angles)) * 13
    points = numpy.stack([20 + radius * numpy.cos(angles), 20 + radius * numpy.sin(angles)], axis=-1).round(2)
    data = one(database, "SELECT picture_png(?, NULL, NULL, draw_objects(?, '#000', NULL, '{\"width\":0,\"fill\":1}'))",
               as_file(numpy.full((size, size, 3), 255, numpy.uint8), "PNG"), json.dumps([points.reshape(-1).tolist()]))
    came = 1 - decoded(data)[:, :, 0] / 255
    large = Image.new("L", (size * scale, size * scale))
    ImageDraw.Draw(large).polygon([tuple(p * scale - 0.5) for p in points], fill=255)
    want = numpy.asarray(large).reshape(size, scale, size, scale).mean(axis=(1, 3)) / 255
    # A flat edge may lie an eighth of a row beside the lines that are looked at, and Pillow's reach as far outwards.
    x, y = points.T
    around = numpy.hypot(x - numpy.roll(x, -1), y - numpy.roll(y, -1)).sum()
    return bool(abs(came - want).max() < 0.5 and abs(came.sum() - want.sum()) < around / 4)


def areas(count, size):
    """How much of each of `size` pixels each of `count` equal pieces covers, as shares of the piece."""
    edges, pixels = numpy.arange(count + 1) * size / count, numpy.arange(size)
    low, high = numpy.maximum(edges[:-1, None], pixels[None]), numpy.minimum(edges[1:, None], pixels[None] + 1)
    return numpy.maximum(0, high - low) * count / size


def thumbnails_agree(database, rng):
    pixels = random_image(rng)
    side = int(rng.integers(4, 60))
    came = decoded(one(database, "SELECT image_thumbnail(?, ?)", as_file(pixels, "PNG"), side))
    height, width = pixels.shape[:2]
    scale = min(1, side / max(width, height))
    size = max(1, int(width * scale + 0.5)), max(1, int(height * scale + 0.5))
    if came.shape != (size[1], size[0], 3):
        return False
    means = numpy.einsum("yh,hwc,xw->yxc", areas(size[1], height), pixels.astype(float), areas(size[0], width))
    out = io.BytesIO()
    Image.fromarray(numpy.floor(means + 0.5).astype(numpy.uint8)).save(out, "JPEG", quality=85, subsampling=0)
    return bool(abs(came.astype(float) - decoded(out.getvalue())).mean() < 3)  # where a mean ends in .5 it may round either way


def plain(text):
    """What svg_text makes of it: U+FFFD for each byte of what XML does not allow."""
    allowed = lambda c: c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000"
    return "".join(c if allowed(c) else "\ufffd" * len(c.encode()) for c in text).replace("\r", "\n")


def svgs_are_read(database, rng):
    pixels = random_image(rng)
    kind = "PNG" if rng.random() < 0.5 else "JPEG"
    data = as_file(pixels, kind)
    names = [NAMES[i] for i in rng.integers(0, len(NAMES), size=5)]
    note = NAMES[int(rng.integers(len(NAMES)))]
    objects = [(json.dumps([float(v) for v in rng.uniform(1, 18, size=4).round(2)]), name) for name in names]
    database.execute("DELETE FROM temp.objects")
    database.executemany("INSERT INTO temp.objects VALUES (?, ?)", objects)
    svg = one(database, "SELECT picture_svg(?, NULL, NULL, draw_objects(geometry, class_colour(caption), caption), ?) FROM temp.objects", data, note)
    tree = xml.fromstring(svg)
    image = tree.find(SVG + "image").get("href")
    head, _, body = image.partition(",")
    titles = sorted(title.text for title in tree.iter(SVG + "title"))
    good = head == f"data:image/{kind.lower()};base64" and base64.b64decode(body) == data
    good = good and titles == sorted([plain(note)] + [plain(name) for name in names])
    good = good and {e.tag for e in tree.iter()} <= {SVG + t for t in "svg title desc image g path rect text tspan".split()}
    good = good and not [a for e in tree.iter() for a in e.keys() if a.startswith("on")]
    crop = xml.fromstring(one(database, "SELECT picture_crop(?, NULL, NULL, draw_objects(geometry, 'red', caption), '[5,5,10,10]') FROM temp.objects", data))
    part = decoded(base64.b64decode(crop.find(SVG + "image").get("href").partition(",")[2]))
    good = good and max(part.shape[:2]) <= 48
    sheet = xml.fromstring(one(database, "SELECT contact_sheet(picture, ?) FROM (SELECT ? AS picture UNION ALL SELECT ? UNION ALL SELECT NULL)", note, svg, data))
    cells = [e.get("href") for e in sheet.iter(SVG + "image")]
    nested = xml.fromstring(urllib.parse.unquote(cells[0].partition(",")[2]))
    return good and len(cells) == 2 and nested.tag == SVG + "svg" and base64.b64decode(cells[1].partition(",")[2]) == data


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    sys.path.insert(0, HERE)
    import sqlside
    database = sqlside.connect(options.extension)
    database.execute("CREATE TEMP TABLE objects(geometry, caption)")
    passed = failed = 0
    for seed in range(options.count):
        for check in (boxes_agree, polygons_agree, thumbnails_agree, svgs_are_read):
            good = check(database, numpy.random.default_rng(seed))
            passed += good
            failed += not good
            if not good and failed <= 5:
                print(f"parity-pictures: {check.__name__} fails with seed {seed}")
    print(f"parity-pictures: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
