"""Prints the symbols that a Mach-O library exports, from its symbol table, without the underscore that C names have there.

    python3 tests/cross/exports.py LIBRARY
"""

import struct
import sys

# What the linker puts into every library.
OF_THE_LINKER = {"__mh_dylib_header", "___dso_handle"}
SYMTAB, EXTERNAL, PRIVATE, TYPE, UNDEFINED = 2, 0x01, 0x10, 0x0E, 0


def exports(data):
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
    print(*exports(file.read()), sep="\n")
