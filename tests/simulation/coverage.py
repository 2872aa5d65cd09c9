"""How often intervals hold the figure of the population: 95 of 100 times, and not more than two off; more often where
next to nothing is found, and a figure is mostly 0.

    /usr/bin/python3 tests/simulation/coverage.py --extension build/boxscore [--count 1000] [--images 200]
"""

import argparse
import sys

from simulation import Population, connect, draw, progress

POPULATIONS = {
    "usual": Population(),
    "images differ much": Population(spread=2.0, objects=6),
    "weak detector": Population(recall=-0.5, noise=0.2, false_alarms=3.0),
    "few labels": Population(classes=2, objects=0.3, false_alarms=0.3),
    "few detections": Population(classes=2, objects=2, recall=-2.5, false_alarms=0.05),
    "next to none": Population(classes=2, objects=2, recall=-6.5, false_alarms=0.05),
}
AT_LEAST = ("next to none",)

# Each gives a name, the figure, low and high; {more} are parameters.
FIGURES = (
    """SELECT coalesce('AP of class ' || class, 'mean AP'), ap, low, high FROM bootstrap_ap
    WHERE (class IS NULL OR class = 'c0') {more}""",
    """SELECT 'mean AP, ten thresholds', ap, low, high FROM bootstrap_ap
    WHERE class IS NULL AND iou_threshold = '0.50:0.95' {more}""",
    """SELECT name, i ->> 'value', i ->> 'low', i ->> 'high' FROM (
      SELECT 'AP of class c1 by the aggregate' AS name,
        average_precision_interval(outcome, score, image_id, prediction_id) AS i FROM match_outcomes WHERE class = 'c1'
      UNION ALL SELECT 'precision', precision_interval(outcome, image_id) FROM match_outcomes
      UNION ALL SELECT 'recall of class c1', recall_interval(outcome, image_id) FROM match_outcomes WHERE class = 'c1')""",
)


def figures(db, more=""):
    for sql in FIGURES:
        yield from db.execute(sql.format(more=more))


def simulate(db, name, population, options):
    """Counts how often each figure's interval holds that of the population, too low and too high."""
    draw(db, population, f"{name} population", options.images * options.population)
    truth = {figure: value for figure, value, _, _ in figures(db, "AND resamples = 100")}
    counts = {figure: [0, 0, 0] for figure in truth}
    for n in range(options.count):
        draw(db, population, f"{name} {n}", options.images)
        for figure, _, low, high in figures(db):
            if low is not None:
                counts[figure][1 + (low > truth[figure]) - (high < truth[figure])] += 1
        progress(f"{name}: {n + 1} of {options.count}")
    return truth, counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--images", type=int, default=200)
    parser.add_argument("--population", type=int, default=500, help="how many times larger the population is")
    options = parser.parse_args()
    # Below a thousand data sets, three standard deviations of a share of 95 % are more than two of 100.
    tolerance = 0.02 if options.count >= 1000 else 3 * (0.95 * 0.05 / options.count) ** 0.5
    passed = failed = 0
    db = connect(options.extension)
    for name, population in POPULATIONS.items():
        truth, counts = simulate(db, name, population, options)
        for figure, (below, inside, above) in counts.items():
            total = below + inside + above
            good = inside / total >= 0.95 - tolerance and (name in AT_LEAST or inside / total <= 0.95 + tolerance)
            passed, failed = passed + good, failed + (not good)
            print(f"{'ok    ' if good else 'FAILED'} {name}: {figure}: {100 * inside / total:.1f} % of {total} hold "
                  f"{truth[figure]:.4f}, {100 * above / total:.1f} % lie above it", flush=True)
    print(f"coverage: {passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
