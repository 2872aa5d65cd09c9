"""Compares operating_points, best_threshold and calibration with scikit-learn: its precision_recall_curve and
calibration_curve over the true and false positives of match_outcomes, to 1e-12.

    python tests/parity/scores.py --extension build/boxscore [--count 300] [--seed 1]     requires scikit-learn
    python tests/parity/scores.py --extension build/boxscore --frozen tests/parity/scores.json    standard library only
    python tests/parity/scores.py --extension build/boxscore --freeze tests/parity/scores.json

The data sets are those of datasets.py with scores of 0 to 1, some of them equal, none on the edge of a bin.
"""

import argparse
import json
import random
import sys

import datasets
import sqlside

EQUAL = 1e-12
BINS = 10
SEEDS_FROZEN = range(1, 21)


def fill(database, seed):
    sqlside.fill(database, datasets.make(seed), "plain")
    rng = random.Random(seed)
    steps = [rng.random() for _ in range(40)]
    ids = [row[0] for row in database.execute("SELECT id FROM predictions ORDER BY id")]
    database.executemany("UPDATE predictions SET score = ? WHERE id = ?", [(rng.choice(steps), i) for i in ids])


def outcomes(database):
    """By class: labels, and (score, whether it is a TP) of each prediction that counts."""
    classes = {}
    for name, outcome, score in database.execute("SELECT class, outcome, score FROM match_outcomes ORDER BY class"):
        some = classes.setdefault(name, [0, []])
        some[0] += outcome in ("TP", "FN")
        if outcome in ("TP", "FP"):
            some[1].append((score, outcome == "TP"))
    return {name: some for name, some in classes.items() if some[0] and any(true for _, true in some[1])}


def judge(labels, pairs):
    """What scikit-learn says: rows (threshold, precision, recall), the best F1, rows (precision, mean score) of the bins."""
    from sklearn.calibration import calibration_curve
    from sklearn.metrics import precision_recall_curve

    scores, true = [score for score, _ in pairs], [int(is_true) for _, is_true in pairs]
    precision, recall, thresholds = precision_recall_curve(true, scores)
    share = sum(true) / labels  # scikit-learn knows of no missed labels
    points = [[float(t), float(p), float(r) * share] for t, p, r in zip(thresholds, precision, recall)]
    best = max(2 * p * r / (p + r) if p + r else 0.0 for _, p, r in points)
    shares, means = calibration_curve(true, scores, n_bins=BINS, strategy="uniform")
    return {"points": points, "f1": best, "bins": [[float(a), float(b)] for a, b in zip(shares, means)]}


def ours(database, name, thresholds):
    points = [
        list(database.execute("SELECT score_threshold, precision, recall FROM operating_points"
                              " WHERE score_threshold = ? AND class = ?", (t, name)).fetchone())
        for t in thresholds
    ]
    best = database.execute("SELECT f1 FROM best_threshold WHERE class = ?", (name,)).fetchone()[0]
    bins = [list(row) for row in database.execute(
        "SELECT precision, mean_score FROM calibration WHERE class = ? AND n > 0 ORDER BY bin", (name,))]
    return {"points": points, "f1": best, "bins": bins}


def flat(figures):
    return [v for row in figures["points"] + figures["bins"] for v in row] + [figures["f1"]]


def differs(figures, expected):
    a, b = flat(figures), flat(expected)
    return len(a) != len(b) or any(abs(x - y) > EQUAL for x, y in zip(a, b))


def compare(database, seeds, judges):
    """judges(seed, class, labels, pairs) gives what is expected. Returns how many classes agree, and do not."""
    passed = failed = 0
    for seed in seeds:
        fill(database, seed)
        for name, (labels, pairs) in outcomes(database).items():
            expected = judges(seed, name, labels, pairs)
            figures = ours(database, name, [row[0] for row in expected["points"]])
            wrong = differs(figures, expected)
            failed += wrong
            passed += not wrong
            if wrong:
                print(f"parity-scores: seed {seed}, class {name}: {figures} is not {expected}")
    return passed, failed


def freeze(database, path):
    lines = []
    for seed in SEEDS_FROZEN:
        fill(database, seed)
        for name, (labels, pairs) in outcomes(database).items():
            lines.append(json.dumps([seed, name, judge(labels, pairs)], separators=(",", ":")))
    with open(path, "w") as file:
        file.write("[\n" + ",\n".join(lines) + "\n]\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--frozen")
    parser.add_argument("--freeze")
    arguments = parser.parse_args()
    database = sqlside.connect(arguments.extension)
    if arguments.freeze:
        freeze(database, arguments.freeze)
        return
    if arguments.frozen:
        with open(arguments.frozen) as file:
            frozen = {(seed, name): figures for seed, name, figures in json.load(file)}
        passed, failed = compare(database, SEEDS_FROZEN, lambda seed, name, *_: frozen[seed, name])
    else:
        seeds = range(arguments.seed, arguments.seed + arguments.count)
        passed, failed = compare(database, seeds, lambda seed, name, labels, pairs: judge(labels, pairs))
    print(f"parity-scores: {passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
