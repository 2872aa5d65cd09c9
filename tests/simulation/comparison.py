"""How often a comparison of two models that are equally good says that they are not: p is uniform, so at most 5 of 100
times at 5 %, and the interval holds 0 in 95 of 100.

    /usr/bin/python3 tests/simulation/comparison.py --extension build/boxscore [--count 1000] [--images 200]
"""

import argparse
import random
import sys

from simulation import Population, connect, draw, progress

SQL = """SELECT class, p, low <= 0 AND high >= 0, mcnemar_p FROM model_comparison('labels', 'both')
  WHERE resamples = 500 AND swaps = 400"""


def exchange(db, seed):
    """Two models of the same kind: each finds the labels of the same images, with noise of its own."""
    rng = random.Random(f"noise {seed}")
    rows = db.execute("SELECT image_id, class, score, x, y, width, height FROM predictions").fetchall()
    both = []
    for model in ("a", "b"):
        for image_id, name, score, x, y, w, h in rows:
            if rng.random() < 0.85:
                moved = [v + rng.gauss(0, 0.1) * s for v, s in ((x, w), (y, h))]
                both.append((image_id, name, min(max(score + rng.gauss(0, 0.15), 0), 1), *moved, w, h, model))
    db.execute("DELETE FROM both")
    db.executemany("INSERT INTO both(image_id, class, score, x, y, width, height, model) VALUES (?,?,?,?,?,?,?,?)", both)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--images", type=int, default=200)
    options = parser.parse_args()
    db = connect(options.extension)
    db.execute("CREATE TABLE both(id INTEGER PRIMARY KEY, image_id INTEGER, class TEXT, score, x, y, width, height, model TEXT)")
    ps, holds, mcnemar = {None: [], "c0": []}, {None: 0, "c0": 0}, []
    for n in range(options.count):
        draw(db, Population(), f"comparison {n}", options.images)
        exchange(db, n)
        for name, p, hold, by_image in db.execute(SQL):
            if name in ps:
                ps[name].append(p)
                holds[name] += hold
            if name is None and by_image is not None:
                mcnemar.append(by_image)
        progress(f"comparison: {n + 1} of {options.count}")
    passed = failed = 0
    for what, shares in (
        *((f"p of {name or 'the mean'}", ps[name]) for name in ps),
        ("McNemar's p", mcnemar),
    ):
        for level in (0.05, 0.25, 0.5, 0.75):
            share = sum(p <= level for p in shares) / len(shares)
            good = abs(share - level) <= 3.5 * (level * (1 - level) / len(shares)) ** 0.5 + 1 / 401
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok    ' if good else 'FAILED'} {what}: {100 * share:.1f} % are at most {level}")
    for name, count in holds.items():
        share = count / options.count
        good = abs(share - 0.95) <= (0.02 if options.count >= 1000 else 3 * (0.95 * 0.05 / options.count) ** 0.5)
        passed, failed = passed + good, failed + (not good)
        print(f"{'ok    ' if good else 'FAILED'} interval of {name or 'the mean'}: {100 * share:.1f} % hold 0")
    print(f"comparison: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
