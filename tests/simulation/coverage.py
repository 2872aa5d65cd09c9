"""How often intervals hold the figure of the population: 95 of 100 times, and not more than two off.

    /usr/bin/python3 tests/simulation/coverage.py --extension build/boxscore [--count 1000] [--images 200]
"""

import argparse
import sys

from simulation import Population, connect, draw, progress

POPULATIONS = {
    "usual": Population(),
    "images differ much": Population(spread=2.0, objects=6),
    "weak detector": Population(recall=-0.5, noise=0.2, false_alarms=3.0),
}

FIGURES = {
    "mean AP": "SELECT ap, low, high FROM bootstrap_ap WHERE class IS NULL",
    "AP of a class": "SELECT ap, low, high FROM bootstrap_ap WHERE class = 'c0'",
    "mean AP, ten thresholds": "SELECT ap, low, high FROM bootstrap_ap WHERE class IS NULL AND iou_threshold = '0.50:0.95'",
    "AP by the aggregate": """
        SELECT i ->> 'value', i ->> 'low', i ->> 'high' FROM (
          SELECT average_precision_interval(outcome, score, image_id, prediction_id) AS i
          FROM match_outcomes WHERE class = 'c0')""",
    "precision": """
        SELECT i ->> 'value', i ->> 'low', i ->> 'high' FROM (
          SELECT precision_interval(outcome, image_id) AS i FROM match_outcomes)""",
    "recall": """
        SELECT i ->> 'value', i ->> 'low', i ->> 'high' FROM (
          SELECT recall_interval(outcome, image_id) AS i FROM match_outcomes WHERE class = 'c1')""",
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--images", type=int, default=200)
    parser.add_argument("--population", type=int, default=100, help="how many times larger the population is")
    options = parser.parse_args()
    # Three standard deviations of a share of 95 % in so many data sets.
    tolerance = max(0.02, 3 * (0.95 * 0.05 / options.count) ** 0.5)
    passed = failed = 0
    for name, population in POPULATIONS.items():
        db = connect(options.extension)
        draw(db, population, f"{name} population", options.images * options.population)
        truth = {figure: db.execute(sql).fetchone()[0] for figure, sql in FIGURES.items()}
        inside = dict.fromkeys(FIGURES, 0)
        for n in range(options.count):
            draw(db, population, f"{name} {n}", options.images)
            for figure, sql in FIGURES.items():
                _, low, high = db.execute(sql).fetchone()
                inside[figure] += low <= truth[figure] <= high
            progress(f"{name}: {n + 1} of {options.count}")
        for figure, count in inside.items():
            share = count / options.count
            good = abs(share - 0.95) <= tolerance
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok    ' if good else 'FAILED'} {name}: {figure}: {100 * share:.1f} % hold {truth[figure]:.4f}")
    print(f"coverage: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
