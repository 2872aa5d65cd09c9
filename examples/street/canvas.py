"""A picture of few colours: filled shapes, the light of the scene, blur, PNG.

Pixels are palette indices until the picture is written; spans are slices of one bytearray and whole planes are averaged as
one long integer, which is what makes Python quick enough. All arithmetic is that of integers and of + - * / and sqrt on
floats, and no floats are summed by sum(), which some versions of Python do more exactly: the pixels are the same on every
machine.
"""
import math
import struct
import zlib

WIDTH, HEIGHT = 1280, 720
ROW = [bytes([index]) * WIDTH for index in range(256)]
PAD = 16                 # rows and columns around a plane that is blurred
SAMPLED = 17             # brightness is measured on each 17th pixel


class Canvas:
    def __init__(self):
        self.pixels = bytearray(WIDTH * HEIGHT)
        self.palette, self.glowing, self.known = [], [], {}

    def colour(self, rgb, glow=False):
        """The index of a colour. What glows keeps it, whatever the light; a full palette gives the nearest."""
        key = (tuple(min(255, max(0, int(v + 0.5))) for v in rgb), glow)
        if key not in self.known:
            if len(self.palette) < 256:
                self.palette.append(key[0])
                self.glowing.append(glow)
                self.known[key] = len(self.palette) - 1
            else:
                self.known[key] = min(range(256), key=lambda i: (self.glowing[i] != glow) * 100000 + sum(
                    (a - b) * (a - b) for a, b in zip(self.palette[i], key[0])))
        return self.known[key]

    def span(self, y, left, right, index):
        """The pixels of a row whose middles lie in left..right."""
        start, end = max(0, math.ceil(left - 0.5)), min(WIDTH, math.ceil(right - 0.5))
        if start < end:
            self.pixels[y * WIDTH + start : y * WIDTH + end] = ROW[index][: end - start]

    def box(self, left, top, right, bottom, index):
        start, end = max(0, math.ceil(left - 0.5)), min(WIDTH, math.ceil(right - 0.5))
        first, last = max(0, math.ceil(top - 0.5)), min(HEIGHT, math.ceil(bottom - 0.5))
        if start < end:
            row, length = ROW[index][: end - start], end - start
            for place in range(first * WIDTH + start, last * WIDTH + start, WIDTH):
                self.pixels[place : place + length] = row

    def disc(self, x, y, radius, index):
        for row in range(max(0, math.ceil(y - radius - 0.5)), min(HEIGHT, math.ceil(y + radius - 0.5))):
            away = row + 0.5 - y
            half = math.sqrt(max(0.0, radius * radius - away * away))
            self.span(row, x - half, x + half, index)

    def ring(self, x, y, radius, width, index):
        """A circle, with what is behind it inside."""
        inner = radius - width
        for row in range(max(0, math.ceil(y - radius - 0.5)), min(HEIGHT, math.ceil(y + radius - 0.5))):
            away = row + 0.5 - y
            half = math.sqrt(max(0.0, radius * radius - away * away))
            hole = math.sqrt(max(0.0, inner * inner - away * away))
            self.span(row, x - half, x - hole, index)
            self.span(row, x + hole, x + half, index)

    def polygon(self, points, index, top=0.0, bottom=float(HEIGHT)):
        """A ring of x, y, x, y, ..., of which the part between top and bottom is filled."""
        rows = {}
        corners = list(zip(points[::2], points[1::2]))
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1]):
            if ay > by:
                ax, ay, bx, by = bx, by, ax, ay
            for y in range(max(0, math.ceil(max(ay, top) - 0.5)), min(HEIGHT, math.ceil(min(by, bottom) - 0.5))):
                rows.setdefault(y, []).append(ax + (bx - ax) * ((y + 0.5 - ay) / (by - ay)))
        for y, crossings in rows.items():
            crossings.sort()
            for left, right in zip(crossings[::2], crossings[1::2]):
                self.span(y, left, right, index)

    def line(self, ax, ay, bx, by, width, index):
        length = math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)) or 1.0
        dx, dy = (by - ay) / length * width / 2, (bx - ax) / length * width / 2
        self.polygon((ax - dx, ay + dy, bx - dx, by + dy, bx + dx, by - dy, ax + dx, ay - dy), index)

    def light(self, brightness, tint):
        """Dims or lifts what does not glow, until the mean of all samples is brightness."""
        sample = self.pixels[::SAMPLED]
        counts = [sample.count(index) for index in range(len(self.palette))]
        tinted = [rgb if glows else tuple(int(v * t + 0.5) for v, t in zip(rgb, tint))
                  for rgb, glows in zip(self.palette, self.glowing)]
        glow = sum(n * sum(rgb) for n, rgb, glows in zip(counts, tinted, self.glowing) if glows)
        rest = sum(n * sum(rgb) for n, rgb, glows in zip(counts, tinted, self.glowing) if not glows)
        white = sum(n * 765 for n, glows in zip(counts, self.glowing) if not glows)
        wanted = brightness * 765 * len(sample) - glow
        scale = max(0.05, wanted / rest)
        lift = (wanted - rest) / (white - rest)

        def lit(value):
            return int((value * scale if scale < 1 else value + lift * (255 - value)) + 0.5)
        self.palette = [rgb if glows else tuple(lit(v) for v in rgb) for rgb, glows in zip(tinted, self.glowing)]

    def png(self, blurred):
        if blurred:
            return self.blurred_png()
        raw = b"".join(b"\0" + self.pixels[y * WIDTH : (y + 1) * WIDTH] for y in range(HEIGHT))
        return png(3, [(b"PLTE", bytes(v for rgb in self.palette for v in rgb))], raw)

    def blurred_png(self):
        samples = bytearray(3 * WIDTH * HEIGHT)
        for channel in range(3):
            table = bytes(rgb[channel] for rgb in self.palette) + bytes(256 - len(self.palette))
            samples[channel::3] = blurred_plane(self.pixels.translate(table))
        stride = 3 * WIDTH
        up = difference(samples, bytes(stride) + samples[:-stride])     # each row less the one above: PNG's filter 2
        return png(2, [], b"".join(b"\2" + up[y * stride : (y + 1) * stride] for y in range(HEIGHT)))


def blurred_plane(plane):
    """Each sample becomes the mean of those around it, halved again and again: 16 columns and 8 rows."""
    rows = [plane[y * WIDTH : (y + 1) * WIDTH] for y in range(HEIGHT)]
    rows = [row[:1] * PAD + row + row[-1:] * PAD for row in rows]
    stride = WIDTH + 2 * PAD
    padded = b"".join(rows[:1] * PAD + rows + rows[-1:] * PAD)
    keep = int.from_bytes(b"\xfe" * len(padded), "little")
    value = int.from_bytes(padded, "little")
    up = True
    for shift in (1, 2, 4, 8, stride, 2 * stride, 4 * stride):
        other = value >> 8 * shift
        half = ((value ^ other) & keep) >> 1
        value = (value | other) - half if up else (value & other) + half    # rounded up and down in turn
        up = not up
    mixed = value.to_bytes(len(padded), "little")
    first = (PAD - 3) * stride + PAD - 7
    return b"".join(mixed[first + y * stride : first + y * stride + WIDTH] for y in range(HEIGHT))


def difference(a, b):
    """a - b, byte by byte, modulo 256."""
    a, b, length = int.from_bytes(a, "little"), int.from_bytes(b, "little"), len(a)
    high = int.from_bytes(b"\x80" * length, "little")
    low = int.from_bytes(b"\x7f" * length, "little")
    return (((a | high) - (b & low)) ^ (~(a ^ b) & high)).to_bytes(length, "little")


def png(colour_type, chunks, raw):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, colour_type, 0, 0, 0)
    body = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(raw, 6)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, data) for name, data in body)
