"""Compares the search for slices with public code on random tables: scores, sizes and errors of the best slices with sliceline's
to 1e-12, and sizes and rates of all slices with DivExplorer's. With --vectors, stored figures of both on a real sample too.

    python tests/parity/slices.py --library build/tests/slices.so [--count 40] [--vectors FOLDER] [--freeze FILE]
    python tests/parity/slices.py --library build/tests/slices.so --frozen FILE

Needs sliceline, DivExplorer and what they need. FOLDER holds expected.json and slices_val2014_100.csv. --freeze writes their figures
of a table that a seed makes, and --frozen compares with them, without any package.
"""

import argparse
import contextlib
import csv
import ctypes
import io
import json
import os
import random

try:
    import numpy
    import pandas
    from divexplorer import DivergenceExplorer
    from sliceline.slicefinder import Slicefinder
except ModuleNotFoundError:
    pass  # what is frozen needs none of them
from tally import Tally

TOLERANCE = 1e-12
FROZEN_SEED, FROZEN_LEAST, FROZEN_CONDITIONS, FROZEN_MOST = 7, 20, 3, 12


class Search:
    """The functions of tests/parity/slices.c over the rows of a table of texts, its last column 0 or 1."""

    def __init__(self, library, names, rows):
        self.library = library
        self.names = names
        self.values = [sorted({row[a] for row in rows}) for a in range(len(names))]
        codes = [self.values[a].index(row[a]) for a in range(len(names)) for row in rows]
        self.codes = (ctypes.c_uint16 * len(codes))(*codes)
        self.counts = (ctypes.c_uint32 * len(names))(*(len(values) for values in self.values))
        self.errors = (ctypes.c_uint8 * len(rows))(*(int(row[-1]) for row in rows))
        self.rate = sum(self.errors) / len(rows)
        library.slices_begin(ctypes.c_size_t(len(rows)), ctypes.c_size_t(len(names)), self.codes, self.counts, self.errors)

    def count(self, conditions):
        values = [self.values[a].index(conditions[name]) if name in conditions else -1 for a, name in enumerate(self.names)]
        rows, errors = ctypes.c_size_t(), ctypes.c_size_t()
        self.library.slices_count((ctypes.c_int * len(values))(*values), ctypes.byref(rows), ctypes.byref(errors))
        return rows.value, errors.value

    def best(self, least, conditions, most):
        scores, rows, errors = (ctypes.c_double * most)(), (ctypes.c_uint32 * most)(), (ctypes.c_uint32 * most)()
        size = ctypes.c_size_t
        count = self.library.slices_best(size(least), size(conditions), size(most), scores, rows, errors)
        return [(scores[i], rows[i], errors[i]) for i in range(count)]


def random_rows(rng, names):
    counts = [rng.randint(2, 6) for _ in names]
    weak = {a: str(rng.randrange(counts[a])) for a in rng.sample(range(len(names)), 2)}
    rows = []
    for _ in range(rng.randint(100, 2000)):
        values = [str(rng.randrange(count)) for count in counts]
        is_weak = all(values[a] == value for a, value in weak.items())
        rows.append((*values, int(rng.random() < (0.7 if is_weak else 0.2))))
    return rows


def compare_sliceline(tally, search, names, rows, rng):
    least, conditions, most = rng.randint(5, 40), rng.randint(1, 3), rng.randint(1, 20)
    finder = Slicefinder(alpha=0.95, k=most, max_l=conditions, min_sup=least, verbose=False)
    with contextlib.redirect_stdout(io.StringIO()):
        finder.fit(numpy.array([row[:-1] for row in rows], dtype=object), numpy.array([row[-1] for row in rows]))
    theirs = [(s["slice_score"], s["slice_size"], s["sum_slice_error"]) for s in finder.top_slices_statistics_]
    ours = search.best(least, conditions, most)
    # It lists all slices with the last score, also beyond the number asked for.
    tally.equal(len(ours), min(len(theirs), most), "sliceline: how many slices")
    for mine, other in zip(sorted(ours, reverse=True), sorted(theirs, reverse=True)):
        tally.near(mine[0], other[0], TOLERANCE, "sliceline: score")
    # Of slices with the last score, some may be left out.
    last = ours[-1][0] + TOLERANCE if ours else 0
    tally.equal(*(sorted(s[1:] for s in slices if s[0] > last) for slices in (ours, theirs)), "sliceline: sizes and errors")


def compare_divexplorer(tally, search, names, rows):
    frame = pandas.DataFrame(rows, columns=[*names, "wrong"])
    found = DivergenceExplorer(frame).get_pattern_divergence(min_support=0.02, attributes=names, boolean_outcomes=["wrong"])
    for _, pattern in found.iterrows():
        conditions = dict(item.split("=", 1) for item in pattern["itemset"])
        if len(conditions) > 3:
            continue
        size, errors = search.count(conditions)
        tally.equal(size, pattern["support_count"], f"DivExplorer: rows of {conditions}")
        tally.near(errors / size - search.rate, pattern["wrong_div"], TOLERANCE, f"DivExplorer: divergence of {conditions}")


def compare_vectors(tally, library, folder):
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    with open(os.path.join(folder, "slices_val2014_100.csv"), encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    search = Search(library, names[:-1], rows)
    line = expected["sliceline"]
    ours = search.best(line["min_support"], line["max_predicates"], len(line["top"]))
    for mine, (name, size, errors, score) in zip(ours, line["top"], strict=True):
        tally.equal(mine[1:], (size, errors), f"sample: rows and errors of {name}")
        tally.near(mine[0], score, TOLERANCE, f"sample: score of {name}")
    for name, size, errors, divergence, _ in expected["divexplorer"]["rows"]:
        found = search.count(dict(item.split("=") for item in name.split(",")))
        tally.equal(found, (size, errors), f"sample: rows and errors of {name}")
        tally.near(found[1] / found[0] - search.rate, divergence, TOLERANCE, f"sample: divergence of {name}")


def frozen_table():
    rng = random.Random(FROZEN_SEED)
    names = [f"a{i}" for i in range(4)]
    return names, random_rows(rng, names)


def freeze(path):
    """Their figures of the best slices, and of those whose rate differs most."""
    names, rows = frozen_table()
    finder = Slicefinder(alpha=0.95, k=FROZEN_MOST, max_l=FROZEN_CONDITIONS, min_sup=FROZEN_LEAST, verbose=False)
    with contextlib.redirect_stdout(io.StringIO()):
        finder.fit(numpy.array([row[:-1] for row in rows], dtype=object), numpy.array([row[-1] for row in rows]))
    frame = pandas.DataFrame(rows, columns=[*names, "wrong"])
    found = DivergenceExplorer(frame).get_pattern_divergence(min_support=0.02, attributes=names, boolean_outcomes=["wrong"])
    patterns = [(sorted(row["itemset"]), int(row["support_count"]), float(row["wrong_div"])) for _, row in found.iterrows()
                if 0 < len(row["itemset"]) <= FROZEN_CONDITIONS]
    top = [[float(s["slice_score"]), int(s["slice_size"]), int(s["sum_slice_error"])] for s in finder.top_slices_statistics_]
    content = {"made by": "sliceline 0.3.0, DivExplorer 0.2.6", "rows": len(rows), "top": top[:FROZEN_MOST],
               "patterns": sorted(patterns, key=lambda p: -abs(p[2]))[:40]}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(content, file)
        file.write("\n")


def compare_frozen(tally, library, path):
    with open(path, encoding="utf-8") as file:
        expected = json.load(file)
    names, rows = frozen_table()
    tally.equal(len(rows), expected["rows"], "frozen: the rows of the table")
    search = Search(library, names, rows)
    ours = search.best(FROZEN_LEAST, FROZEN_CONDITIONS, FROZEN_MOST)
    for mine, theirs in zip(ours, expected["top"], strict=True):
        tally.near(mine[0], theirs[0], TOLERANCE, "frozen: sliceline's score")
        tally.equal(list(mine[1:]), theirs[1:], "frozen: sliceline's rows and errors")
    for items, size, divergence in expected["patterns"]:
        found = search.count(dict(item.split("=", 1) for item in items))
        tally.equal(found[0], size, f"frozen: DivExplorer's rows of {items}")
        tally.near(found[1] / found[0] - search.rate, divergence, TOLERANCE, f"frozen: DivExplorer's divergence of {items}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", required=True)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--vectors")
    parser.add_argument("--freeze")
    parser.add_argument("--frozen")
    options = parser.parse_args()
    if options.freeze:
        freeze(options.freeze)
        return
    library = ctypes.CDLL(options.library)
    library.slices_best.restype = ctypes.c_long
    if options.frozen:
        tally = Tally("slices-frozen")
        compare_frozen(tally, library, options.frozen)
        tally.end()
    tally = Tally("parity-slices")
    for seed in range(options.seed, options.seed + options.count):
        tally.seed = seed
        rng = random.Random(seed)
        names = [f"a{i}" for i in range(rng.randint(2, 6))]
        rows = random_rows(rng, names)
        search = Search(library, names, rows)
        compare_sliceline(tally, search, names, rows, rng)
        compare_divexplorer(tally, search, names, rows)
    if options.vectors:
        compare_vectors(tally, library, options.vectors)
    tally.end()


if __name__ == "__main__":
    main()
