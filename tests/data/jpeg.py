"""Makes JPEG files of every kind that there is: tests/data/jpeg.sql, a table of them for the golden and unit tests, and the
seeds of the fuzz target (tests/fuzz/corpus/image). The parity test makes some with it too.

    python3 tests/data/jpeg.py

Their blocks of 8 x 8 pixels are flat, each of one level a channel, so that every libjpeg gives the same pixels.
"""

import importlib.util
import os
import struct

SOI, EOI, SOS, DQT, DHT, DRI, APP0, APP1, APP14, COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xDD, 0xE0, 0xE1, 0xEE, 0xFE
BASELINE, PROGRESSIVE = 0xC0, 0xC2
# How often each length of a code occurs, and the symbols in the order of their codes.
DC_LENGTHS, DC_SYMBOLS = (0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0), range(12)
AC_LENGTHS, AC_SYMBOLS = (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), (0,)  # the end of the block


def marker(code):
    return bytes([0xFF, code])


def segment(code, content):
    return marker(code) + struct.pack(">H", len(content) + 2) + content


def codes(lengths, symbols):
    """Each symbol's code as a text of bits."""
    out, code, left = {}, 0, iter(symbols)
    for length, count in enumerate(lengths, 1):
        for _ in range(count):
            out[next(left)] = format(code, f"0{length}b")
            code += 1
        code <<= 1
    return out


DC_CODES = codes(DC_LENGTHS, DC_SYMBOLS)


def packed(bits):
    """Bits as bytes, filled up with ones; a byte 255 is followed by a 0."""
    bits += "1" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)).replace(b"\xff", b"\xff\0")


def difference(value):
    """A difference of DC coefficients: the code of its number of bits, and those bits."""
    size = abs(value).bit_length()
    return DC_CODES[size] + (format(value if value > 0 else value + (1 << size) - 1, f"0{size}b") if size else "")


class Channel:
    """Levels of blocks, row by row, and how many of its blocks lie side by side and below each other in a unit."""

    def __init__(self, levels, across=1, down=1):
        self.levels, self.across, self.down = levels, across, down

    def level(self, x, y):
        row = self.levels[min(y, len(self.levels) - 1)]
        return row[min(x, len(row) - 1)] - 128


def tables(restart):
    out = segment(DQT, b"\0" + bytes([8] * 64))  # a DC coefficient of 1 is a level of 1
    out += segment(DHT, b"\0" + bytes(DC_LENGTHS) + bytes(DC_SYMBOLS))
    out += segment(DHT, b"\x10" + bytes(AC_LENGTHS) + bytes(AC_SYMBOLS))
    return out + (segment(DRI, struct.pack(">H", restart)) if restart else b"")


def frame(code, width, height, channels, ids, depth=8):
    parts = b"".join(bytes([i, c.across << 4 | c.down, 0]) for i, c in zip(ids, channels))
    return segment(code, struct.pack(">BHHB", depth, height, width, len(channels)) + parts)


def scan_header(ids, first=0, last=63, approximation=0):
    return segment(SOS, bytes([len(ids)]) + b"".join(bytes([i, 0]) for i in ids) + bytes([first, last, approximation]))


def units(width, height, channels):
    across, down = 8 * max(c.across for c in channels), 8 * max(c.down for c in channels)
    for y in range(-(-height // down)):
        for x in range(-(-width // across)):
            yield x, y


def dc_scan(width, height, channels, restart, end_of_block):
    """The coefficients of all channels, unit by unit, with a marker after each `restart` units."""
    out, bits, before = b"", "", [0] * len(channels)
    for number, (x, y) in enumerate(units(width, height, channels)):
        if restart and number and number % restart == 0:
            out += packed(bits) + marker(0xD0 + (number // restart - 1) % 8)
            bits, before = "", [0] * len(channels)
        for n, c in enumerate(channels):
            for v in range(c.down):
                for u in range(c.across):
                    level = c.level(x * c.across + u, y * c.down + v)
                    bits += difference(level - before[n]) + end_of_block
                    before[n] = level
    return out + packed(bits)


def blocks(size, across, most):
    return -(-(-(-size * across // most)) // 8)


def ac_scan(width, height, channels, n):
    most = max(c.across for c in channels), max(c.down for c in channels)
    return packed("0" * (blocks(width, channels[n].across, most[0]) * blocks(height, channels[n].down, most[1])))


def jpeg(width, height, channels, ids=None, progressive=False, restart=0, before=b"", behind=b""):
    """A file; `before` stands before the frame (an Adobe marker, say), `behind` before the end."""
    ids = ids or range(1, len(channels) + 1)
    out = marker(SOI) + before + tables(0 if progressive else restart)
    out += frame(PROGRESSIVE if progressive else BASELINE, width, height, channels, ids)
    if progressive:
        out += scan_header(ids, 0, 0) + dc_scan(width, height, channels, 0, "")
        for n, i in enumerate(ids):
            out += scan_header([i], 1, 63) + ac_scan(width, height, channels, n)
    else:
        out += scan_header(ids) + dc_scan(width, height, channels, restart, "0")
    return out + behind + marker(EOI)


def many_scans(count):
    """A progressive file of one grey block whose coefficients come bit by bit, 14 scans for each."""
    out = marker(SOI) + tables(0) + frame(PROGRESSIVE, 8, 8, [Channel([[0]])], [1])
    for number in range(count):
        place, bit = divmod(number, 14)
        approximation = 13 if bit == 0 else (14 - bit) << 4 | 13 - bit
        out += scan_header([1], place, place, approximation) + packed("00" if number == 0 else "0")
    return out + marker(EOI)


def adobe(transform):
    return segment(APP14, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform))


def exif(orientation):
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return segment(APP1, b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0))


GREY = Channel([[0, 255, 100], [200, 50, 128]])
LUMA = Channel([[80, 120, 160, 200], [100, 140, 180, 220], [29, 76, 150, 225]])
BLUENESS = Channel([[128, 90, 200], [255, 85, 44]])
REDNESS = Channel([[128, 170, 60], [107, 255, 21]])
BLACK = Channel([[255, 200, 0], [120, 255, 30]])
JFIF = segment(APP0, b"JFIF\0" + struct.pack(">HBHHBB", 0x0102, 0, 1, 1, 0, 0))


def sampled(across, down):
    return [Channel(LUMA.levels, across, down), BLUENESS, REDNESS]


def files():
    colour, inks = [LUMA, BLUENESS, REDNESS], [LUMA, BLUENESS, REDNESS, BLACK]
    yield "grey", jpeg(20, 14, [GREY], before=JFIF)
    yield "pixel", jpeg(1, 1, [GREY])
    yield "colour", jpeg(24, 16, colour, before=JFIF)
    yield "halved", jpeg(33, 27, sampled(2, 2), before=JFIF)
    yield "halved_across", jpeg(30, 20, sampled(2, 1))
    yield "rgb", jpeg(24, 16, colour, before=adobe(0))
    yield "rgb_by_id", jpeg(24, 16, colour, ids=b"RGB")
    yield "progressive", jpeg(33, 27, sampled(2, 2), progressive=True)
    yield "progressive_grey", jpeg(20, 14, [GREY], progressive=True)
    yield "restarts", jpeg(33, 27, sampled(2, 2), restart=1)
    yield "cmyk", jpeg(24, 16, inks, before=adobe(0))
    yield "ycck", jpeg(24, 16, inks, before=adobe(2))
    yield "cmyk_unmarked", jpeg(24, 16, inks)
    yield "turned", jpeg(20, 14, [GREY], before=exif(6))
    yield "between", jpeg(20, 14, [GREY], behind=b"between two segments")
    yield "comments", jpeg(20, 14, [GREY], before=segment(COM, b"ours") + segment(0xE2, b"ICC_PROFILE\0\1\1broken"))
    yield "behind", jpeg(20, 14, [GREY]) + b"after the end"
    yield "scans", many_scans(100)
    # What is refused.
    whole = jpeg(20, 14, [GREY])
    yield "cut_off", whole[:-6]
    yield "no_end", whole[:-2]
    yield "signature", whole[:3]
    yield "early_end", whole[:-6] + marker(EOI)
    yield "lost_restart", jpeg(33, 27, sampled(2, 2), restart=1).replace(b"\xff\xd1", b"\xff\xd5")
    yield "no_frame", marker(SOI) + tables(0) + scan_header([1]) + marker(EOI)
    yield "no_tables", marker(SOI) + frame(BASELINE, 8, 8, [GREY], [1]) + scan_header([1]) + b"\0" + marker(EOI)
    yield "no_scan", marker(SOI) + tables(0) + frame(BASELINE, 8, 8, [GREY], [1]) + marker(EOI)
    yield "no_height", marker(SOI) + frame(BASELINE, 8, 0, [GREY], [1])
    yield "no_width", marker(SOI) + frame(BASELINE, 0, 8, [GREY], [1])
    yield "depth_12", marker(SOI) + frame(0xC1, 8, 8, [GREY], [1], depth=12)
    yield "channels_2", jpeg(16, 16, [GREY, LUMA])
    yield "differential", marker(SOI) + segment(0xC5, struct.pack(">BHHB", 8, 8, 8, 1) + b"\1\x11\0") + whole[2:]
    yield "more_scans", many_scans(101)
    yield "large", marker(SOI) + frame(BASELINE, 65500, 65500, [GREY], [1])
    yield "large_progressive", (marker(SOI) + tables(0) + frame(PROGRESSIVE, 16000, 16000, colour, [1, 2, 3])
                                + scan_header([1, 2, 3], 0, 0) + packed("00" * 48) + marker(EOI))
    yield "png", b"\x89PNG\r\n\x1a\n"
    yield "gif", b"GIF89a"


def load_png():
    spec = importlib.util.spec_from_file_location("png_writer", os.path.join(os.path.dirname(__file__), "png.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "jpeg.sql"), "w", encoding="ascii") as out:
        out.write("-- JPEG files of every kind, and files that are refused. Made by tests/data/jpeg.py.\n")
        out.write("CREATE TABLE jpeg(name TEXT PRIMARY KEY, data BLOB);\nINSERT INTO jpeg VALUES\n")
        out.write(",\n".join(f"  ('{name}', X'{data.hex().upper()}')" for name, data in files()) + ";\n")
    seeds = os.path.join(here, "..", "fuzz", "corpus", "image")
    os.makedirs(seeds, exist_ok=True)
    png = [("png_" + name, data) for name, data in load_png().files()]
    for number, (name, data) in enumerate([*files(), *png]):
        with open(os.path.join(seeds, name), "wb") as out:
            out.write(bytes([number % 5]) + data)


if __name__ == "__main__":
    main()
