"""Makes PNG files of every kind that there is: tests/data/png.sql, a table of them for the golden tests, and the seeds of
the fuzz target (tests/fuzz/corpus/png). The parity test makes its random ones with it too.

    python3 tests/data/png.py

Their zlib streams are stored and not compressed, so that every version of zlib makes the same files.
"""

import os
import struct
import zlib

GREY, COLOUR, PALETTE, GREY_ALPHA, COLOUR_ALPHA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, COLOUR: 3, PALETTE: 1, GREY_ALPHA: 2, COLOUR_ALPHA: 4}
ADAM7 = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name, content=b""):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def header(width, height, depth=8, colour=GREY, interlaced=False):
    return SIGNATURE + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlaced))


def packed(pixels, depth):
    """The bytes of a row: a list of samples, those of one pixel side by side."""
    if depth == 16:
        return b"".join(struct.pack(">H", sample) for sample in pixels)
    if depth == 8:
        return bytes(pixels)
    bits = "".join(format(sample, f"0{depth}b") for sample in pixels)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def paeth(left, above, corner):
    guess = left + above - corner
    return min((left, above, corner), key=lambda value: abs(guess - value))


def filtered(row, above, kind, size):
    """One of PNG's five filters; `size` is how far back the pixel before begins."""
    out = bytearray([kind])
    for i, byte in enumerate(row):
        left = row[i - size] if i >= size else 0
        corner = above[i - size] if i >= size else 0
        out.append((byte - (0, left, above[i], (left + above[i]) // 2, paeth(left, above[i], corner))[kind]) % 256)
    return bytes(out)


def raw_rows(rows, depth, channels, kind):
    size = max(1, depth * channels // 8)
    above = None
    for number, pixels in enumerate(rows):
        row = packed(pixels, depth)
        yield filtered(row, above or bytes(len(row)), number % 5 if kind is None else kind, size)
        above = row


def png(rows, depth=8, colour=GREY, interlaced=False, kind=0, chunks=b"", level=0):
    """`rows` are lists of samples; `kind` is the filter, None takes all in turn; `chunks` stand before the pixels."""
    channels = CHANNELS[colour]
    width, height = len(rows[0]) // channels, len(rows)
    raw = b""
    for x, step_x, y, step_y in ADAM7 if interlaced else ((0, 1, 0, 1),):
        columns = range(x, width, step_x)
        chosen = [[sample for c in columns for sample in row[c * channels:(c + 1) * channels]] for row in rows[y::step_y]]
        if columns:
            raw += b"".join(raw_rows(chosen, depth, channels, kind))
    return header(width, height, depth, colour, interlaced) + chunks + chunk(b"IDAT", zlib.compress(raw, level)) + chunk(b"IEND")


def palette(count):
    return chunk(b"PLTE", bytes(37 * i % 256 for i in range(3 * count)))


# A mask as VOC has it: background, two objects, of which the first is in two parts, and a border.
VOC = [
    [0, 0, 0, 0, 0, 0, 0, 0],
    [0, 1, 1, 255, 0, 0, 1, 0],
    [0, 1, 1, 255, 2, 2, 1, 0],
    [0, 1, 1, 255, 2, 2, 0, 0],
    [0, 0, 255, 255, 2, 2, 0, 0],
]
# Two objects of a COCO panoptic mask: 300 = 44 + 256 and 70000 = 112 + 256 * 17 + 65536.
THING, STUFF, NOTHING = [44, 1, 0], [112, 17, 1], [0, 0, 0]
PANOPTIC = [NOTHING + THING + THING, STUFF + STUFF + THING]


def files():
    two = [[sample % 4 for sample in row] for row in VOC]
    bits = [[sample % 2 for sample in row] for row in VOC]
    transparent = [[9, 9, 9, 0] + THING + [255] + THING + [1]]
    yield "voc", png(VOC, 8, PALETTE, chunks=palette(3))
    yield "voc_interlaced", png(VOC, 8, PALETTE, True, chunks=palette(3))
    yield "voc_filtered", png(VOC, 8, PALETTE, kind=None, chunks=palette(3))
    yield "voc_transparent", png(VOC, 8, PALETTE, chunks=palette(3) + chunk(b"tRNS", b"\0\0\0"))
    yield "palette_2", png(two, 2, PALETTE, chunks=palette(4))
    yield "palette_short", png(VOC, 8, PALETTE, chunks=palette(2))
    yield "grey_1", png(bits, 1)
    yield "grey_2", png(two, 2)
    yield "grey_4", png(two, 4, interlaced=True)
    yield "grey_8", png(VOC)
    yield "grey_16", png([[0, 1, 256], [65535, 65535, 256]], 16)
    yield "grey_16_interlaced", png([[0, 1, 256], [65535, 65535, 256]], 16, interlaced=True)
    yield "grey_alpha", png([[7, 0, 7, 1], [8, 255, 0, 255]], 8, GREY_ALPHA)
    yield "grey_alpha_16", png([[700, 0, 700, 1], [800, 65535, 0, 65535]], 16, GREY_ALPHA)
    yield "panoptic", png(PANOPTIC, 8, COLOUR)
    yield "panoptic_alpha", png(transparent, 8, COLOUR_ALPHA)
    yield "background", png([[0, 0], [0, 0]])
    yield "pixel", png([[1]])
    yield "texts", png(VOC, chunks=chunk(b"gAMA", b"\0\0\xb1\x8f") + chunk(b"tEXt", b"Comment\0ours") + chunk(b"abCd", b"own"))
    # What is refused.
    voc = png(VOC, 8, PALETTE, chunks=palette(3))
    yield "cut_off", voc[:-20]
    yield "no_end", voc[:-12]
    yield "signature", voc[:8]
    yield "wrong_sum", voc[:-17] + b"?" + voc[-16:]
    yield "colour_16", png([[1, 2, 3]], 16, COLOUR)
    yield "no_pixels", header(2, 2) + chunk(b"IEND")
    yield "too_few_rows", header(8, 50) + png(VOC)[33:]
    yield "no_width", header(0, 2) + chunk(b"IDAT", zlib.compress(b"", 0)) + chunk(b"IEND")
    yield "not_zlib", header(2, 2) + chunk(b"IDAT", b"not compressed") + chunk(b"IEND")
    yield "no_palette", png([[0, 1]], 8, PALETTE)
    yield "depth_3", header(2, 2, 3) + chunk(b"IDAT", zlib.compress(b"", 0)) + chunk(b"IEND")
    yield "large", header(30000, 30000) + chunk(b"IEND")
    yield "wide", header(1000001, 1) + chunk(b"IEND")
    yield "large_interlaced", header(16384, 16384, 8, COLOUR_ALPHA, True) + chunk(b"IDAT", b"\x78\1") + chunk(b"IEND")
    yield "jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "png.sql"), "w", encoding="ascii") as out:
        out.write("-- PNG files of every kind, and files that are refused. Made by tests/data/png.py.\n")
        out.write("CREATE TABLE png(name TEXT PRIMARY KEY, data BLOB);\nINSERT INTO png VALUES\n")
        rows = []
        for name, data in files():
            rows.append(f"  ('{name}', X'{data.hex().upper()}')")
        out.write(",\n".join(rows) + ";\n")
    seeds = os.path.join(here, "..", "fuzz", "corpus", "png")
    os.makedirs(seeds, exist_ok=True)
    for number, (name, data) in enumerate(files()):
        with open(os.path.join(seeds, name), "wb") as out:
            out.write(bytes([number % 7 * 5, name == "wrong_sum"]) + data)


if __name__ == "__main__":
    main()
