"""Checks the house rules that a compiler does not: which folder includes which, what may not be called, what may not be said.

    python3 tests/house/source.py [ROOT]
"""

import os
import re
import sys

ROOT = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "..", ".."))

# The floors of ext/, the top one first: includes run down the list, never up. Beside a floor is what it may include of
# those below it, and base; None: all of them. See docs/explanation/architecture.md.
FLOORS = {
    "sql": None,
    "input": None,
    "host": [],
    "chart": ["picture"],
    "picture": ["geometry", "image"],
    "statistics": ["measure", "evaluation", "dataset", "geometry", "image"],
    "measure": ["dataset", "geometry", "image"],
    "evaluation": ["dataset", "geometry"],
    "dataset": ["geometry"],
    "formats": ["geometry"],
    "geometry": ["image"],
    "image": [],
    "base": [],
}
# The packages of other languages have rules of their own: no floor includes them.
PACKAGES = os.path.join("ext", "packages") + os.sep
# ext/boxscore.c registers what the host does not know by name.
ENTRY_POINT = ["host", "base"]
# The engine serves any table function: these are the words of detectors, and of what others keep in its slots.
WORDS_OF_DETECTORS = r"(?i)\biou|iou_|geos|image_?cache|detect|label|prediction|(?-i:\bInput\b)"
# The one place for what differs between systems, and how code asks which system it is on.
PLATFORM = os.path.join("ext", "base", "platform") + os.sep
SYSTEMS = re.compile(r"\b(_WIN\w+|WIN32\w*|__(?:APPLE|MACH|linux|unix|CYGWIN|MINGW\w+|FreeBSD|ANDROID|GLIBC|MSVCRT)(?:__)?)\b")
SYSTEM_HEADERS = re.compile(r"#\s*include\s*<(?:windows|unistd|dlfcn|dirent|fcntl|poll|io|signal|sys/\w+)\.h>")
FILES_MOST = 30
ENTRY_POINT_LINES_MOST = 200

BANNED_CALLS = (
    "strtod strtof strtold atof atoi atol setlocale localeconv sprintf vsprintf strcpy strcat strncpy gets alloca scanf sscanf "
    "printf fprintf puts malloc calloc realloc free strdup qsort qsort_r rand srand random exit abort assert system "
    "sqlite3_exec sqlite3_get_table"
).split()

# Written in pieces, so that this file passes its own check.
FORBIDDEN = [
    (r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b", "an unfinished thought"),
    (r"(?<![\w.])/(?:wo" r"rk|ho" r"me|ro" r"ot|Us" r"ers)/", "a path of some machine"),
    (r"(?<![\w.}])/t" r"mp/", "a path of some machine"),
    (r"registry\.np" r"mjs|files\.python" r"hosted|py" r"pi\.org", "the host of a registry"),
    (r"(?i)\biss" r"ue #?\d", "how the work is organised"),
]

# Words that read like a translation, and what to write instead (docs/contributing.md, "Style"). In pieces, as above.
WORDS = [
    (r"like" r"wise", "also, similarly, the same"),
    (r"(?<!look )(?<!looks )(?<!looked )(?<!looking )ali" r"ke", "the same, equal, both"),
    (r"bes" r"ides", "also"),
    (r"men" r"d(?:s|ed|ing)?", "fix"),
    (r"of yo" r"urs", "your own"),
    (r"sur" r"e(?:r|st)", "more confident, most confident"),
    (r"hoar" r"dings?", "billboard"),
    (r"who" r"ever", "anyone who"),
    (r"(?:where|if|since) nob" r"ody", "the default, without"),
    (r"refu" r"se[sd]?", "reject"),
    (r"what bec" r"ame of", "the outcome of, what happened to"),
    (r"what (?:is|was) (?:mis" r"sed|made" r" up)", "missed objects, hallucinated"),
    (r"passed ov" r"er", "skipped, ignored"),
    (r"to be h" r"ad", "available"),
    (r"(?<!there )is no" r"ne\b(?! of)", "is not one"),
    (r"the more conf" r"ident it is the", "higher means"),
]

# What a comment may cite, and how: `numbers.md, section 3, rule 5` or `architecture.md, rules 4 to 6`.
EXPLANATION = os.path.join("docs", "explanation")
NUMBERS = r"\d+(?:(?:, | and | to )\d+)*"
CITATION = re.compile(rf"(?:(\w+\.md), )?\b(section|rule)s? ({NUMBERS})(?:, rules? ({NUMBERS}))?", re.I)
RELATIVE = re.compile(r"(?<![\w./])(?:\.\./)+[\w./-]*")

TOP_LEVEL = {"Makefile", "README.md", "CHANGELOG.md", "LICENSE", "ext", "sql", "tests", "examples", "docs", "build"}
NEWER_THAN_FLOOR = re.compile(r"\b(FULL|RIGHT)\s+(OUTER\s+)?JOIN\b|\bIS\s+(NOT\s+)?DISTINCT\s+FROM\b|\bgenerate_series\b", re.I)
BINARY = (".png", ".jpg", ".db", ".gz")


class Report:
    passed = failed = 0

    def expect(self, good, message):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"source: {message}")


def files(*folders):
    for folder in folders:
        for path, names, found in os.walk(os.path.join(ROOT, folder)):
            names[:] = sorted(n for n in names if n != "__pycache__")
            for name in sorted(found):
                yield os.path.relpath(os.path.join(path, name), ROOT)


def extension_files():
    """The C of the extension, without that of the packages."""
    return [path for path in files("ext") if path.endswith((".c", ".h")) and not path.startswith(PACKAGES)]


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8", errors="surrogateescape") as file:
        return file.read()


def without_comments(text, strings=True):
    """C without comments, and without what stands in strings where they are not wanted."""
    def keep(match):
        found = match.group(0)
        if found.startswith("/"):
            return re.sub(r"[^\n]", " ", found)
        return found if strings else found[0] + found[-1]
    return re.sub(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', keep, text, flags=re.S)


def floor_of(name):
    return name.split("/")[0] if "/" in name else ""


def may_include(floor, other):
    if floor not in FLOORS:
        return other in ENTRY_POINT + [""]
    order = list(FLOORS)
    below = order[order.index(floor):]
    return other in below if FLOORS[floor] is None else other in FLOORS[floor] + [floor, "base"]


def check_includes(path, code, report):
    floor = floor_of(path.replace(os.sep, "/").split("/", 1)[1])
    wrong = [name for name in re.findall(r'#\s*include\s+"([^"]+)"', code)
             if name != "sqlite3ext.h" and not may_include(floor, floor_of(name))]
    for name in re.findall(r"#\s*include\s+[<\"](sqlite3(?:ext)?\.h)", code):
        if floor not in ("", "host", "input", "sql"):
            wrong.append(name)
    report.expect(not wrong, f"{path}: may not include {', '.join(wrong)}")
    if path != os.path.join("ext", "boxscore.c"):
        report.expect("SQLITE_EXTENSION_INIT1" not in code, f"{path}: SQLITE_EXTENSION_INIT1 belongs to ext/boxscore.c only")
    if floor == "host":
        words = sorted(set(re.findall(WORDS_OF_DETECTORS, code)))
        report.expect(not words, f"{path}: the engine knows no detectors: {', '.join(words)}")


def circles(imports):
    """The groups of files that reach each other: Tarjan's strongly connected components of more than one."""
    number, low, path, found = {}, {}, [], []

    def visit(file):
        number[file] = low[file] = len(number)
        path.append(file)
        for other in imports.get(file, ()):
            if other not in number:
                visit(other)
            if other in path:
                low[file] = min(low[file], low[other])
        if low[file] == number[file]:
            found.append(path[path.index(file):])
            del path[path.index(file):]

    for file in sorted(imports):
        if file not in number:
            visit(file)
    return [sorted(group) for group in found if len(group) > 1]


def check_circles(report):
    """A header and its .c file are one: no two files import each other, through others neither."""
    imports = {}
    for path in extension_files():
        name = os.path.splitext(os.path.relpath(path, "ext"))[0].replace(os.sep, "/")
        others = re.findall(r'#\s*include\s+"([^"]+)\.h"', without_comments(read(path)))
        imports.setdefault(name, set()).update(other for other in others if other != name)
    found = circles({file: sorted(others) for file, others in imports.items()})
    report.expect(not found, f"these import each other: {'; '.join(' '.join(group) for group in found)}")


def check_sizes(report):
    for folder, names, found in os.walk(os.path.join(ROOT, "ext")):
        names.sort()
        count = sum(name.endswith((".c", ".h")) for name in found)
        report.expect(count <= FILES_MOST, f"{os.path.relpath(folder, ROOT)}: {count} files, more than {FILES_MOST}")
    lines = read(os.path.join("ext", "boxscore.c")).count("\n")
    report.expect(lines < ENTRY_POINT_LINES_MOST, f"ext/boxscore.c: {lines} lines")


def check_calls(path, code, report):
    called = set(re.findall(r"(?<![\w.>])(\w+)\s*\(", without_comments(code, strings=False)))
    wrong = sorted(called & set(BANNED_CALLS))
    report.expect(not wrong, f"{path}: may not call {', '.join(wrong)}")
    # SQLite's own printf does not follow the locale; the C library's and that of our errors do.
    formats = re.findall(r"\b(?:error_input|v?snprintf)\s*\([^;]*;", code)
    real = [call for call in formats if re.search(r"%[-+#0-9.*]*[lL]?[feEgGaA](?![\w])", call)]
    report.expect(not real, f"{path}: formats a double with the locale: {', '.join(real)}")


def check_comments(path, text, report):
    """Comments that have lines of their own are within 110 columns; one behind a declaration does not split it."""
    lines = text.split("\n")
    wide = [n for n, line in enumerate(lines, 1) if len(line) > 110 and re.match(r" *(/\*|\*\*)", line)]
    report.expect(not wide, f"{path}: comments wider than 110 columns: lines {wide[:5]}")
    split = [n for n, (a, b) in enumerate(zip(lines, lines[1:]), 1)
             if re.match(r" +(const |struct |unsigned )?[A-Za-z_]\w* ?\**$", a) and re.match(r" +\*?\w+(\[\w*\])?; /\*", b)]
    report.expect(not split, f"{path}: declarations that a comment splits: lines {split[:5]}")


def check_systems(path, code, report):
    if not path.startswith(PLATFORM):
        found = sorted({match.group(0) for match in list(SYSTEMS.finditer(code)) + list(SYSTEM_HEADERS.finditer(code))})
        report.expect(not found, f"{path}: what differs between systems belongs into {PLATFORM}: {', '.join(found)}")


def check_c(report):
    for path in extension_files():
        check_comments(path, read(path), report)
        code = without_comments(read(path))
        check_includes(path, code, report)
        check_calls(path, code, report)
        check_systems(path, code, report)
    check_circles(report)
    check_sizes(report)


def check_words(report):
    top = [n for n in os.listdir(ROOT) if os.path.isfile(os.path.join(ROOT, n)) and not n.startswith(".git")]
    for path in sorted(top) + list(files("ext", "sql", "tests", "examples", "docs", ".ci")):
        if path.endswith(BINARY) or os.sep + "corpus" + os.sep in path:
            continue
        wrong = []
        for number, line in enumerate(read(path).split("\n"), 1):
            wrong += [f"line {number}: {what}: {line.strip()[:80]}" for pattern, what in FORBIDDEN if re.search(pattern, line)]
            if path.endswith((".c", ".h", ".sql", ".py", ".sh", ".mk")) and line != line.rstrip():
                wrong.append(f"line {number}: blanks at its end")
        report.expect(not wrong, f"{path}: {'; '.join(wrong[:5])}")


def check_sql(report):
    for path in files("sql"):
        if path.endswith(".sql"):
            code = re.sub(r"--[^\n]*", "", read(path))
            found = NEWER_THAN_FLOOR.search(code)
            report.expect(not found, f"{path}: newer than SQLite 3.38: {found and found.group(0)}")
            for name in re.findall(r"^CREATE VIEW (?:IF NOT EXISTS )?(\w+)", code, re.M):
                marked = f"CREATE VIEW IF NOT EXISTS {name} AS -- boxscore: {name}\n"
                report.expect(marked in read(path), f"{path}: drop_reports.sql does not find {name}: write {marked}")


def check_english(report):
    """Prose, comments and texts that people read use the words of an engineer; code does not count."""
    comments = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.S)
    for path in list(files("ext", "sql", "docs", "examples")) + ["README.md", "CHANGELOG.md"]:
        text = read(path)
        if path.endswith((".c", ".h")):
            text = "\n".join(comments.findall(text))
        elif path.endswith(".md"):
            text = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.S | re.M)
        elif path.endswith(".py"):
            text = text.replace("is None", "")
        elif not path.endswith((".sql", ".js", ".css", ".awk")):
            continue
        text = re.sub(r"\s*\n\s*(?:\*\*|--|#|//)?\s*", " ", text)
        wrong = [f"'{found.group(0)}' (write: {instead})" for pattern, instead in WORDS
                 for found in re.finditer(rf"(?i)\b(?:{pattern})\b", text)]
        report.expect(not wrong, f"{path}: reads like a translation: {'; '.join(wrong)}")


def numbered(path):
    """The sections of a page (by number) and the numbered rules in each; under None all rules of the page."""
    sections, number = {None: set()}, None
    for line in read(path).split("\n"):
        if line.startswith("## "):
            heading = re.match(r"## (\d+)\. ", line)
            number = int(heading.group(1)) if heading else None
            sections.setdefault(number, set())
        rule = re.match(r"(\d+)\. ", line)
        if rule:
            sections[number].add(int(rule.group(1)))
    return sections


def check_citations(report):
    """A comment cites a section or rule of docs/explanation that exists; nothing names a path outside of the tree."""
    pages = {os.path.basename(path): numbered(path) for path in files(EXPLANATION)}

    def missing(page, kind, numbers, rules):
        if page not in pages:
            return True
        known = set(pages[page]) if kind == "section" else pages[page][None]
        wanted = [int(n) for n in re.findall(r"\d+", numbers)]
        return not (set(wanted) <= known and (not rules or {int(n) for n in re.findall(r"\d+", rules)} <= pages[page][wanted[0]]))

    for path in list(files("ext", "sql", "tests", "examples", ".ci")) + ["Makefile"]:
        if path.endswith(BINARY + (".out",)) or os.sep + "corpus" + os.sep in path or path == os.path.relpath(__file__, ROOT):
            continue
        text = read(path)
        comments = re.sub(r"\s*\n\s*(?:\*\*|--|#|//)?\s*", " ", text)
        wrong = [found.group(0) for found in CITATION.finditer(comments)
                 if missing(found.group(1), found.group(2).lower(), found.group(3), found.group(4))]
        report.expect(not wrong, f"{path}: cites what docs/explanation does not have: {'; '.join(wrong)}")
        folder = os.path.dirname(os.path.join(ROOT, path))
        outside = [link for link in RELATIVE.findall(text) if not os.path.exists(os.path.join(folder, link))
                   or not os.path.normpath(os.path.join(folder, link)).startswith(ROOT)]
        report.expect(not outside, f"{path}: names what is outside of the tree: {'; '.join(outside)}")


def check_named_files(report):
    """The pages for contributors name files that exist; NAME and THEME stand for any."""
    for path in [os.path.join("docs", "contributing.md")] + list(files(EXPLANATION)):
        named = re.findall(r"`((?:ext|sql|tests|docs|examples)/[a-z_./-]+)`", read(path))
        gone = [name for name in named if not os.path.exists(os.path.join(ROOT, name))]
        report.expect(not gone, f"{path}: names files that are not there: {', '.join(gone)}")


def main():
    report = Report()
    for name in os.listdir(ROOT):
        report.expect(name.startswith(".") or name in TOP_LEVEL, f"{name}: does not belong to the top level")
    check_c(report)
    check_words(report)
    check_sql(report)
    check_citations(report)
    check_english(report)
    check_named_files(report)
    print(f"source: {report.passed} passed, {report.failed} failed")
    sys.exit(report.failed > 0)


if __name__ == "__main__":
    main()
