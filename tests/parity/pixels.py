"""Images against OpenCV, Pillow, numpy and pycocotools: random files of every kind give the same pixels, the six functions
on them what numpy and OpenCV compute from those pixels, within 1e-9; and all colours count as red, green and blue by OpenCV's hue, saturation and value.

    python3 tests/parity/pixels.py --extension build/boxscore --library build/tests/pixels.so [--count 1000]

The pixels of a PNG must be equal to the byte. Those of a JPEG come from the libjpeg of this machine and from the one inside
OpenCV: where the two are of different versions a sample may differ by 1. The figures are compared on our pixels.
"""

import argparse
import ctypes
import importlib.util
import io
import json
import os
import sys
import warnings

import cv2
import numpy
from PIL import Image
from pycocotools import mask as coco

HERE = os.path.dirname(os.path.abspath(__file__))
FUNCTIONS = ("brightness", "contrast", "sharpness", "red", "green", "blue")
HUES = {"red": ((0, 10), (170, 179)), "green": ((35, 75),), "blue": ((90, 130),)}


def load_writer(name):
    """tests/data/png.py or jpeg.py: png.py has the name of a file in this folder."""
    spec = importlib.util.spec_from_file_location(name + "_writer", os.path.join(HERE, "..", "data", name + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Library:
    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.pixels_decode.restype = ctypes.POINTER(ctypes.c_uint8)
        self.library.pixels_error.restype = ctypes.c_char_p

    def decode(self, data):
        size = (ctypes.c_uint32 * 2)()
        pixels = self.library.pixels_decode(data, ctypes.c_size_t(len(data)), size)
        if not pixels:
            raise ValueError(self.library.pixels_error().decode())
        return numpy.ctypeslib.as_array(pixels, (size[1], size[0], 3)).copy()

    def colours(self, pixels):
        """How many pixels of each row are red, green and blue."""
        height, width = pixels.shape[:2]
        out = numpy.empty((height, 3), numpy.uint32)
        self.library.pixels_colours(numpy.ascontiguousarray(pixels).ctypes.data_as(ctypes.c_void_p), width, height,
                                    out.ctypes.data_as(ctypes.c_void_p))
        return out


# ---- files ----

def random_pixels(rng, channels):
    """Noise of some grain and range, over a ramp or not, blurred or not."""
    width, height = int(rng.integers(1, 80)), int(rng.integers(1, 80))
    if rng.random() < 0.2:
        width, height = (1, height) if rng.random() < 0.5 else (width, 1)
    grain, span = int(rng.integers(1, 9)), int(rng.integers(1, 257))
    noise = rng.integers(0, span, size=(height // grain + 1, width // grain + 1, channels))
    pixels = noise.repeat(grain, 0).repeat(grain, 1)[:height, :width] + int(rng.integers(0, 257 - span))
    if rng.random() < 0.5:
        pixels = (pixels * numpy.linspace(rng.random(), 1, width)[None, :, None]).astype(int)
    pixels = numpy.ascontiguousarray(pixels.astype(numpy.uint8))
    return cv2.blur(pixels, (3, 3)).reshape(pixels.shape) if rng.random() < 0.3 else pixels


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def png_of_writer(rng, writer):
    kinds = [(writer.GREY, d) for d in (1, 2, 4, 8, 16)] + [(writer.PALETTE, d) for d in (1, 2, 4, 8)]
    kinds += [(c, d) for c in (writer.COLOUR, writer.GREY_ALPHA, writer.COLOUR_ALPHA) for d in (8, 16)]
    colour, depth = kinds[int(rng.integers(len(kinds)))]
    width, height, channels = int(rng.integers(1, 30)), int(rng.integers(1, 30)), writer.CHANNELS[colour]
    chunks, most = b"", 2**depth - 1
    if colour == writer.PALETTE:
        most = int(rng.integers(0, 2**depth))
        chunks = writer.palette(most + 1)
        if rng.random() < 0.5:
            chunks += writer.chunk(b"tRNS", bytes(rng.integers(0, 256, most + 1, dtype=numpy.uint8)))
    rows = rng.integers(0, most + 1, size=(height, width * channels)).tolist()
    return writer.png(rows, depth, colour, bool(rng.random() < 0.5), int(rng.integers(0, 5)), chunks, level=6)


def png_of_others(rng):
    if rng.random() < 0.5:
        channels, depth = int(rng.choice([1, 3, 4])), numpy.uint16 if rng.random() < 0.3 else numpy.uint8
        pixels = random_pixels(rng, channels)
        if depth is numpy.uint16:
            pixels = pixels.astype(depth) * 256 + rng.integers(0, 256, size=pixels.shape, dtype=depth)
        return cv2.imencode(".png", pixels)[1].tobytes()
    image = Image.fromarray(random_pixels(rng, 3)).convert(str(rng.choice(["RGB", "L", "P", "LA", "RGBA", "1"])))
    return saved(image, "PNG", optimize=bool(rng.random() < 0.5))


def jpeg_of_writer(rng, writer):
    def channel(across=1, down=1):
        return writer.Channel(rng.integers(0, 256, size=(3, 4)).tolist(), across, down)

    width, height, count = int(rng.integers(1, 60)), int(rng.integers(1, 60)), int(rng.choice([1, 3, 4]))
    channels = [channel(*((int(rng.integers(1, 3)), int(rng.integers(1, 3))) if n == 0 and count > 1 else ())) for n in range(count)]
    before = writer.adobe({1: 0, 3: int(rng.integers(0, 2)), 4: int(rng.choice([0, 2]))}[count]) if rng.random() < 0.5 else b""
    progressive = bool(rng.random() < 0.5)
    return writer.jpeg(width, height, channels, progressive=progressive, before=before,
                       restart=0 if progressive else int(rng.integers(0, 4)))


def jpeg_of_others(rng):
    quality, progressive = int(rng.integers(1, 101)), bool(rng.random() < 0.5)
    if rng.random() < 0.5:
        options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_PROGRESSIVE, int(progressive)]
        if rng.random() < 0.5:
            options += [cv2.IMWRITE_JPEG_RST_INTERVAL, int(rng.integers(1, 5))]
        options += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, int(rng.choice([0x411111, 0x221111, 0x121111, 0x211111, 0x111111]))]
        return cv2.imencode(".jpg", random_pixels(rng, int(rng.choice([1, 3]))), options)[1].tobytes()
    image = Image.fromarray(random_pixels(rng, 3)).convert(str(rng.choice(["RGB", "L", "CMYK", "YCbCr"])))
    exif = Image.Exif()
    exif[0x0112] = int(rng.integers(1, 9))
    return saved(image, "JPEG", quality=quality, progressive=progressive, optimize=bool(rng.random() < 0.5), exif=exif)


# ---- what they must give ----

def read_by_opencv(data):
    pixels = cv2.imdecode(numpy.frombuffer(data, numpy.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    return pixels[:, :, ::-1]


def read_by_pillow(data):
    """Its pixels and by how much they may differ: it cuts greys of 16 bits at 255, and rounds otherwise where it mixes inks."""
    with Image.open(io.BytesIO(data)) as image:
        allowed = 255 if image.mode.startswith("I") else 2 if image.mode == "CMYK" else data[:2] == b"\xff\xd8"
        return numpy.asarray(image.convert("RGB")), allowed


def distance(a, b):
    return int(numpy.abs(a.astype(int) - b).max()) if a.shape == b.shape else 255


def colours(pixels):
    """Whether each pixel is red, green and blue, by OpenCV's hue, saturation and value."""
    hue, saturation, value = numpy.moveaxis(cv2.cvtColor(pixels, cv2.COLOR_RGB2HSV), -1, 0)
    coloured = (saturation >= 50) & (value >= 40)
    return numpy.stack([coloured & numpy.any([(hue >= low) & (hue <= high) for low, high in HUES[c]], 0) for c in HUES], -1)


def figures(pixels, inside):
    """The six, of the pixels where `inside` is true; None where there are none."""
    if not inside.any():
        return (None,) * 6
    shares = colours(pixels)[inside].mean(0)
    samples, laplacian = pixels[inside], cv2.Laplacian(pixels, cv2.CV_64F).reshape(pixels.shape)[inside]
    return (samples.mean() / 255, samples.std() / 255, laplacian.var(), *map(float, shares))


def random_object(rng, shape):
    """A geometry as SQL takes it, and where its pixels are."""
    height, width = shape
    kind = int(rng.integers(3))
    if kind == 0:
        inside = rng.random(shape) < rng.random() ** 3
        runs = coco.encode(numpy.asfortranarray(inside.astype(numpy.uint8)))
        return json.dumps({"size": [height, width], "counts": runs["counts"].decode()}), inside
    if kind == 1:
        box = rng.random((1, 4)) * (width, height, width, height)
        return json.dumps(box[0].tolist()), coco.decode(coco.frPyObjects(box, height, width))[:, :, 0] > 0
    ring = (rng.random((5, 2)) * (width, height)).reshape(-1).tolist()
    return json.dumps([ring]), coco.decode(coco.frPyObjects([ring], height, width))[:, :, 0] > 0


def close(ours, theirs):
    return all((a is None) == (b is None) and (a is None or abs(a - b) <= 1e-9 * max(1, abs(b))) for a, b in zip(ours, theirs))


class Check:
    def __init__(self, database, library):
        self.database, self.library, self.passed, self.failed = database, library, 0, 0

    def expect(self, good, message):
        self.passed += bool(good)
        self.failed += not good
        if not good and self.failed <= 5:
            print(f"parity-pixels: {message}")

    def file(self, seed, data, rng):
        jpeg = data[:2] == b"\xff\xd8"
        pixels = self.library.decode(data)
        opencv, (pillow, allowed) = read_by_opencv(data), read_by_pillow(data)
        self.expect(distance(pixels, opencv) <= jpeg, f"image {seed}: OpenCV's pixels differ: {data.hex()}")
        self.expect(distance(pixels, pillow) <= allowed, f"image {seed}: Pillow's pixels differ: {data.hex()}")
        height, width = pixels.shape[:2]
        size = self.database.execute("SELECT image_width(?1), image_height(?1)", (data,)).fetchone()
        self.expect(size == (width, height), f"image {seed}: size {size}")
        whole = self.database.execute(f"SELECT {', '.join(f'image_{f}(?1)' for f in FUNCTIONS)}", (data,)).fetchone()
        wanted = figures(pixels, numpy.ones((height, width), bool))
        self.expect(close(whole, wanted), f"image {seed}: {whole}, expected {wanted}: {data.hex()}")
        for _ in range(3):
            geometry, inside = random_object(rng, (height, width))
            found = self.database.execute(f"SELECT {', '.join(f'image_{f}(?1, ?2)' for f in FUNCTIONS)}", (data, geometry)).fetchone()
            wanted = figures(pixels, inside)
            self.expect(close(found, wanted), f"image {seed}, {geometry}: {found}, expected {wanted}: {data.hex()}")

    def every_colour(self):
        low, high = (c.reshape(-1) for c in numpy.meshgrid(numpy.arange(256), numpy.arange(256)))
        for red in range(256):
            pixels = numpy.stack([numpy.full_like(low, red), low, high], -1).astype(numpy.uint8).reshape(256, 256, 3)
            same = (self.library.colours(pixels) == colours(pixels).sum(1)).all()
            self.expect(same, f"red, green and blue where the red sample is {red}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--library", required=True)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    sys.path.insert(0, HERE)
    import sqlside
    warnings.simplefilter("ignore")  # Pillow's, of palettes with transparency
    png, jpeg = load_writer("png"), load_writer("jpeg")
    makers = (lambda rng: png_of_writer(rng, png), png_of_others, lambda rng: jpeg_of_writer(rng, jpeg), jpeg_of_others, jpeg_of_others)
    check = Check(sqlside.connect(options.extension), Library(options.library))
    check.every_colour()
    for seed in range(options.count):
        rng = numpy.random.default_rng(seed)
        check.file(seed, makers[seed % len(makers)](rng), rng)
    print(f"parity-pixels: {check.passed} passed, {check.failed} failed")
    sys.exit(check.failed > 0)


if __name__ == "__main__":
    main()
