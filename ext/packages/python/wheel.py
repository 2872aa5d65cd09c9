"""Builds wheels of the Python package: one for each extension that it is given.

    python3 wheel.py --version 0.1.0 --output build/packages build/boxscore.so build/release/linux-x86_64 ...

An argument is the file of the extension, or a folder with it and the libraries that go beside it. The wheel's platform tag
is read from the binaries: which system and processor, and the oldest glibc or macOS that they run on. Requires nothing but
Python, and the same files give the same wheel, byte for byte.
"""

import argparse
import base64
import glob
import hashlib
import os
import re
import struct
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, "..", "..", ".."))
NAMES = ("boxscore.so", "boxscore.dylib", "boxscore.dll")
# No wheel asks for less than this glibc, with which pip's tags for all Linux systems begin in practice.
OLDEST_GLIBC = 17
CLASSIFIERS = (
    "Development Status :: 4 - Beta",
    "Environment :: Console",
    "Intended Audience :: Developers",
    "Intended Audience :: Science/Research",
    "License :: OSI Approved :: MIT License",
    "Operating System :: MacOS",
    "Operating System :: Microsoft :: Windows",
    "Operating System :: POSIX :: Linux",
    "Programming Language :: C",
    "Programming Language :: Python :: 3",
    "Programming Language :: SQL",
    "Topic :: Database",
    "Topic :: Scientific/Engineering :: Artificial Intelligence",
    "Topic :: Scientific/Engineering :: Image Recognition",
    "Typing :: Typed",
)
EXTRAS = {"coco": ["numpy"], "apsw": ["apsw"]}
ENTRY_POINTS = """\
[console_scripts]
boxscore = boxscore.command:main

[datasette]
boxscore = boxscore.plugins.datasette

[sqlite_utils]
boxscore = boxscore.plugins.sqlite_utils
"""


def elf_tag(data):
    machine = {62: "x86_64", 183: "aarch64"}[struct.unpack_from("<H", data, 18)[0]]
    versions = [int(minor) for minor in re.findall(rb"GLIBC_2\.(\d+)", data)]
    if not versions:
        return "musllinux_1_1_", machine, 0
    return "manylinux_2_", machine, max(versions + [OLDEST_GLIBC])


def mach_o_tag(data):
    """The system that the load command LC_BUILD_VERSION or LC_VERSION_MIN_MACOSX names."""
    processor, _, _, commands = struct.unpack_from("<4I", data, 4)
    machine = {0x01000007: "x86_64", 0x0100000C: "arm64"}[processor]
    offset = 32
    for _ in range(commands):
        command, size = struct.unpack_from("<2I", data, offset)
        if command in (0x32, 0x24):
            version = struct.unpack_from("<I", data, offset + (12 if command == 0x32 else 8))[0]
            major, minor = version >> 16, version >> 8 & 255
            return "macosx_", machine, (major, 0 if major > 10 else minor)
        offset += size
    raise SystemExit("wheel.py: the library does not say which macOS it is for")


def platform_tag(binaries):
    """The tag of the wheel: what the most demanding of its libraries asks for."""
    found = set()
    for path in binaries:
        with open(path, "rb") as file:
            data = file.read()
        if data[:4] == b"\x7fELF":
            found.add(elf_tag(data))
        elif data[:4] == b"\xcf\xfa\xed\xfe":
            found.add(mach_o_tag(data))
        elif data[:2] == b"MZ":
            found.add(("win_", "amd64", None))
        else:
            raise SystemExit(f"wheel.py: {path} is not a library")
    kinds = {(kind, machine) for kind, machine, _ in found}
    if len(kinds) != 1:
        raise SystemExit(f"wheel.py: the libraries are for several systems: {sorted(kinds)}")
    (kind, machine), version = kinds.pop(), max(found)[2]
    if kind == "win_":
        return kind + machine
    if kind == "macosx_":
        return f"macosx_{version[0]}_{version[1]}_{machine}"
    return f"{kind}{version}_{machine}" if version else kind + machine


def metadata(version):
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        description = re.sub(r"<!--.*?-->\n*", "", file.read())
    lines = ["Metadata-Version: 2.1", "Name: boxscore", f"Version: {version}",
             "Summary: Evaluates object detectors in SQL, with pycocotools' figures to the last bit",
             "License: MIT", "License-File: LICENSE", "Keywords: sqlite,object detection,evaluation,coco,pycocotools,mAP",
             "Requires-Python: >=3.9", "Description-Content-Type: text/markdown"]
    lines += [f"Classifier: {classifier}" for classifier in CLASSIFIERS]
    for extra, names in EXTRAS.items():
        lines += [f"Provides-Extra: {extra}"] + [f'Requires-Dist: {name}; extra == "{extra}"' for name in names]
    return "\n".join(lines) + "\n\n" + description


def sources():
    """The package's files: path in the wheel to path on disk."""
    found = {}
    for folder, names, files in os.walk(os.path.join(HERE, "boxscore")):
        names[:] = [name for name in names if name != "__pycache__"]
        for name in files:
            path = os.path.join(folder, name)
            found[os.path.relpath(path, HERE).replace(os.sep, "/")] = path
    return found


def beside(target):
    """The extension's files that go into the package: name to path. Licences of libraries are among them."""
    if os.path.isfile(target):
        return {os.path.basename(target): target}
    paths = [path for path in glob.glob(os.path.join(target, "**"), recursive=True) if os.path.isfile(path)]
    return {os.path.relpath(path, target).replace(os.sep, "/"): path for path in paths}


def record_line(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}\n"


def build(target, version, output):
    files = beside(target)
    if not any(name in files for name in NAMES):
        raise SystemExit(f"wheel.py: {target} has none of {', '.join(NAMES)}")
    tag = platform_tag(path for name, path in files.items() if re.search(r"\.(so|dylib|dll)(\.\d+)*$", name))
    contents = {}
    for name, path in {**sources(), **{f"boxscore/{name}": path for name, path in files.items()}}.items():
        with open(path, "rb") as file:
            contents[name] = file.read()
    contents["boxscore/version.py"] = f'"""The version of the package."""\n\nVERSION = "{version}"\n'.encode()
    info = f"boxscore-{version}.dist-info"
    with open(os.path.join(ROOT, "LICENSE"), "rb") as file:
        contents[f"{info}/LICENSE"] = file.read()
    contents[f"{info}/METADATA"] = metadata(version).encode()
    contents[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: boxscore\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n".encode()
    contents[f"{info}/entry_points.txt"] = ENTRY_POINTS.encode()
    names = sorted(name for name in contents if not name.startswith(info)) + sorted(n for n in contents if n.startswith(info))
    record = "".join(record_line(name, contents[name]) for name in names) + f"{info}/RECORD,,\n"
    contents[f"{info}/RECORD"] = record.encode()
    path = os.path.join(output, f"boxscore-{version}-py3-none-{tag}.whl")
    os.makedirs(output, exist_ok=True)
    with zipfile.ZipFile(path, "w") as wheel:
        for name in names + [f"{info}/RECORD"]:
            entry = zipfile.ZipInfo(name)  # dated 1 January 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (0o755 if re.search(r"\.(so|dylib|dll)(\.\d+)*$", name) else 0o644) << 16
            wheel.writestr(entry, contents[name], compresslevel=9)
    return path


def main():
    parser = argparse.ArgumentParser(description="Builds wheels of the Python package.")
    parser.add_argument("--version", required=True)
    parser.add_argument("--output", required=True, metavar="FOLDER")
    parser.add_argument("extensions", nargs="+", metavar="EXTENSION", help="a library, or a folder with it and what goes beside it")
    options = parser.parse_args()
    for target in options.extensions:
        print(build(target, options.version, options.output))


if __name__ == "__main__":
    main()
