"""Says how much better the second model is than the first, class by class, and whether chance could do that.

LABELS and the predictions of each model are as in `boxscore eval`. PREDICTIONS and PREDICTIONS_B are not required if LABELS is a
database whose predictions are of several models. Both models are scored in the same resamples of the images;
the difference is B minus A, low and high are its interval of 95 %, and q is the p of exchanging the models in random images,
corrected for the number of classes.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..session import Error, Session
from . import models, sources
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
    parser.add_argument("--model-a", metavar="NAME", help="the first model, if its predictions are of several")
    parser.add_argument("--model-b", metavar="NAME", help="the second model, if its predictions are of several")
    parser.add_argument("--iou-threshold", type=threshold, default="0.50:0.95", metavar="T",
                        help="a number, or 0.50:0.95 for the mean over COCO's ten (default)")
    parser.add_argument("--iou-type", help="what is compared, as in eval")
    parser.add_argument("--score-threshold", type=float, metavar="S", help="leave out predictions with lower scores")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--fail-if-worse", action="store_true",
                        help="exit with 1 if B is worse than A: its mean AP, or a class with q of at most 0.05, has an interval below 0")


def choose(session: Session, table: str, path: str, wanted: str | None, option: str) -> None:
    """One model of a table."""
    found = models.found(session, table)
    if wanted is not None:
        models.keep(session, table, wanted, option)
    elif len(found) > 1:
        raise Error(f"{path}: the predictions are of {len(found)} models ({models.listed(found)}): choose one with {option}")


def choose_two(session: Session, options: argparse.Namespace) -> list[Any]:
    """Two models of one table."""
    found = models.found(session, "predictions")
    if len(found) < 2:
        raise Error(f"{options.labels} has the predictions of one model: PREDICTIONS and PREDICTIONS_B are required")
    names = (options.model_a, options.model_b)
    if len(found) > 2 and None in names:
        raise Error(f"{options.labels}: the predictions are of {len(found)} models ({models.listed(found)}): "
                    "choose two with --model-a and --model-b")
    return [None if name is None else models.named(found, name, option) for name, option in zip(names, ("--model-a", "--model-b"))]


def read(session: Session, options: argparse.Namespace, progress: Progress) -> tuple[sources.Reader, list[Any]]:
    """The tables labels and predictions, and the parameters predictions_b, model_a and model_b."""
    if options.predictions_b is None and not (options.predictions is None and sources.is_database(options.labels)):
        raise Error("two models are compared: LABELS, PREDICTIONS and PREDICTIONS_B are required")
    reader = sources.Reader(session, options, progress)
    reader.read_both()
    if options.predictions_b is None:
        return reader, [None, *choose_two(session, options)]
    reader.read_other(options.predictions_b, "predictions_b")
    choose(session, "predictions", options.predictions, options.model_a, "--model-a")
    choose(session, "predictions_b", options.predictions_b, options.model_b, "--model-b")
    return reader, ["predictions_b", None, None]


def comparison(session: Session, options: argparse.Namespace, tables: list[Any]) -> list[dict[str, Any]]:
    rows = session.rows(
        f"SELECT {', '.join(COLUMNS)} FROM model_comparison WHERE predictions_b IS ? AND model_a IS ? AND model_b IS ?"
        " AND iou_threshold = ? AND iou_type IS ? AND score_threshold IS ? ORDER BY class IS NOT NULL, difference, class",
        [*tables, options.iou_threshold, options.iou_type, options.score_threshold])
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
        reader, tables = read(session, options, progress)
        progress.step("comparing")
        rows = reader.ask(lambda: comparison(session, options, tables))
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        print_text(rows)
    sys.stdout.flush()
    failures = worse(rows) if options.fail_if_worse else []
    for text in failures:
        print(f"boxscore: {text}", file=sys.stderr)
    return 1 if failures else 0
