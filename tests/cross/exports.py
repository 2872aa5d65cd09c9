"""Prints the symbols that a Mach-O or Windows library exports, without the underscore that C names have in Mach-O.

    python3 tests/cross/exports.py LIBRARY
"""

import struct
import sys

# What the linker puts into every library, or the C runtime of Windows.
OF_THE_LINKER = {"__mh_dylib_header", "___dso_handle", "_CRT_INIT", "__mingw_module_is_dll", "atexit"}
SYMTAB, EXTERNAL, PRIVATE, TYPE, UNDEFINED = 2, 0x01, 0x10, 0x0E, 0


def exports_of_windows(data):
    header = struct.unpack_from("<I", data, 0x3C)[0]
    sections, optional = struct.unpack_from("<H12xH", data, header + 6)
    table = struct.unpack_from("<I", data, header + 24 + 112)[0]
    places = []
    for i in range(sections):
        size, address, _, offset = struct.unpack_from("<4I", data, header + 24 + optional + 40 * i + 8)
        places.append((address, size, offset))

    def at(address):
        return next(address - start + offset for start, size, offset in places if start <= address < start + size)

    count, _, names = struct.unpack_from("<3I", data, at(table) + 24)
    for i in range(count):
        start = at(struct.unpack_from("<I", data, at(names) + 4 * i)[0])
        symbol = data[start : data.index(b"\0", start)].decode()
        if symbol not in OF_THE_LINKER:
            yield symbol


def exports_of_macos(data):
    magic, _, _, _, commands = struct.unpack_from("<5I", data)
    if magic != 0xFEEDFACF:
        raise SystemExit("not a 64-bit Mach-O file")
    at = 32
    for _ in range(commands):
        command, size = struct.unpack_from("<2I", data, at)
        if command == SYMTAB:
            symbols, count, strings, _ = struct.unpack_from("<4I", data, at + 8)
            for i in range(count):
                name, kind = struct.unpack_from("<IB", data, symbols + 16 * i)
                if kind & EXTERNAL and not kind & PRIVATE and kind & TYPE != UNDEFINED:
                    start = strings + name
                    symbol = data[start : data.index(b"\0", start)].decode()
                    if symbol not in OF_THE_LINKER:
                        yield symbol.removeprefix("_")
        at += size


with open(sys.argv[1], "rb") as file:
    library = file.read()
print(*(exports_of_windows if library[:2] == b"MZ" else exports_of_macos)(library), sep="\n")
