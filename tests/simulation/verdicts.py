"""How often check_requirements fails, and how often it passes, a model that meets its requirement exactly: each in at most 5 of 100
releases.

    /usr/bin/python3 tests/simulation/verdicts.py --extension build/boxscore [--count 1000] [--images 200]
"""

import argparse
import collections
import sys

from simulation import Population, connect, draw, progress

# A requirement for each kind of figure, of all images and of a third of them.
ASKED = [("mean AP", "ap", None, None), ("ten thresholds", "map", None, None), ("AP of a class", "ap", "c0", None),
         ("precision", "precision", None, None), ("recall of a class", "recall", "c1", None), ("AP of a subset", "ap", None, "some"),
         ("recall of a subset", "recall", None, "some")]


def require(db, bounds):
    db.execute("DELETE FROM requirements")
    db.executemany("INSERT INTO requirements VALUES (?, ?, ?, ?, ?)",
                   [(name, metric, bounds.get(name, 0), cls, subset) for name, metric, cls, subset in ASKED])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--images", type=int, default=200)
    parser.add_argument("--population", type=int, default=500, help="how many times larger the population is")
    options = parser.parse_args()
    db = connect(options.extension)
    db.executescript("CREATE TABLE requirements(name, metric, bound, class, subset);"
                     "CREATE VIEW some AS SELECT id AS image_id FROM images WHERE id % 3 = 0")
    draw(db, Population(), "verdicts population", options.images * options.population)
    require(db, {})
    truth = dict(db.execute("SELECT requirement, value FROM check_requirements WHERE resamples = 100"))
    require(db, truth)
    verdicts = collections.defaultdict(collections.Counter)
    for n in range(options.count):
        draw(db, Population(), f"verdicts {n}", options.images)
        for name, verdict in db.execute("SELECT requirement, verdict FROM check_requirements WHERE resamples = 500"):
            verdicts[name][verdict] += 1
        progress(f"verdicts: {n + 1} of {options.count}")
    passed = failed = 0
    for name, counts in verdicts.items():
        for verdict in ("fail", "pass"):
            share = counts[verdict] / options.count
            # Two standard deviations of a share of 5 % in so many releases.
            good = share <= 0.05 + 2 * (0.05 * 0.95 / options.count) ** 0.5
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok    ' if good else 'FAILED'} {name}: {100 * share:.1f} % {verdict} at the bound {truth[name]:.4f}")
    print(f"false-verdicts: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
