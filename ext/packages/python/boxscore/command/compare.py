"""Says how much better the second model is than the first, class by class, and whether chance could do that.

LABELS and the predictions of each model are as in `boxscore eval`. Both models are scored in the same resamples of the images;
the difference is B minus A, low and high are its interval of 95 %, and q is the p of exchanging the models in random images,
corrected for the number of classes.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..session import Error, Session
from . import sources
from .progress import Progress

NAME = "compare"
SUMMARY = "compare two models: differences of AP with intervals"
COLUMNS = ("class", "ap_a", "ap_b", "difference", "low", "high", "probability_b_better", "p", "q", "won", "lost")


def threshold(text: str) -> float | str:
    if text == "0.50:0.95":
        return text
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a number in (0, 1] or 0.50:0.95: {text}") from None


def arguments(parser: argparse.ArgumentParser) -> None:
    sources.arguments(parser, predictions="the predictions of the first model, A")
    parser.add_argument("predictions_b", metavar="PREDICTIONS_B", nargs="?", help="the predictions of the second model, B")
    parser.add_argument("--iou-threshold", type=threshold, default="0.50:0.95", metavar="T",
                        help="a number, or 0.50:0.95 for the mean over COCO's ten (default)")
    parser.add_argument("--iou-type", help="what is compared, as in eval")
    parser.add_argument("--score-threshold", type=float, metavar="S", help="leave out predictions with lower scores")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--fail-if-worse", action="store_true",
                        help="exit with 1 if B is worse than A: its mean AP, or a class with q of at most 0.05, has an interval below 0")


def read(session: Session, options: argparse.Namespace, progress: Progress) -> sources.Reader:
    """The tables labels and predictions, and predictions_b of the second model."""
    if options.predictions is None or options.predictions_b is None:
        raise Error("two models are compared: LABELS, PREDICTIONS and PREDICTIONS_B are required")
    reader = sources.Reader(session, options, progress)
    reader.read_both()
    reader.read_other(options.predictions_b, "predictions_b")
    return reader


def comparison(session: Session, options: argparse.Namespace) -> list[dict[str, Any]]:
    rows = session.rows(
        f"SELECT {', '.join(COLUMNS)} FROM model_comparison WHERE predictions_b = 'predictions_b' AND iou_threshold = ?"
        " AND iou_type IS ? AND score_threshold IS ? ORDER BY class IS NOT NULL, difference, class",
        [options.iou_threshold, options.iou_type, options.score_threshold])
    return [dict(zip(COLUMNS, row)) for row in rows]


def shown(number: float | None, width: int, sign: str = "") -> str:
    return f"{'-':>{width}}" if number is None else f"{number:{sign}{width}.3f}"


def print_text(rows: list[dict[str, Any]]) -> None:
    print(f" {'class':<24} {'AP of A':>8} {'AP of B':>8} {'B - A':>8} {'low':>8} {'high':>8} {'q':>7}")
    for row in rows:
        name = "all" if row["class"] is None else row["class"]
        q = row["p"] if row["class"] is None else row["q"]
        differences = " ".join(shown(row[column], 8, "+") for column in ("difference", "low", "high"))
        print(f" {name!s:<24} {shown(row['ap_a'], 8)} {shown(row['ap_b'], 8)} {differences} {shown(q, 7)}")


def worse(rows: list[dict[str, Any]]) -> list[str]:
    """What of B is worse than chance explains."""
    found = []
    for row in rows:
        is_mean = row["class"] is None
        if row["high"] is not None and row["high"] < 0 and (is_mean or row["q"] <= 0.05):
            what = "mean AP" if is_mean else f"AP of {row['class']}"
            found.append(f"{what} fell from {row['ap_a']:.4f} to {row['ap_b']:.4f}, by {-row['high']:.4f} to {-row['low']:.4f}")
    return found


def run(options: argparse.Namespace) -> int:
    session = Session()
    with Progress(options.quiet) as progress:
        reader = read(session, options, progress)
        progress.step("comparing")
        rows = reader.ask(lambda: comparison(session, options))
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        print_text(rows)
    sys.stdout.flush()
    failures = worse(rows) if options.fail_if_worse else []
    for text in failures:
        print(f"boxscore: {text}", file=sys.stderr)
    return 1 if failures else 0
