"""Prints the twelve figures of COCO, and the AP of every class, worst first.

LABELS and PREDICTIONS are COCO files (instances and results), directories in the formats of YOLO, Pascal VOC or KITTI, CSV files,
or one SQLite database that has the tables labels and predictions. The format is recognised; --format sets it.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..session import Error, Session
from . import sources
from .progress import Progress

NAME = "eval"
SUMMARY = "print the figures of COCO, and the AP of every class"
IOU_TYPES = ("bbox", "segm", "polygon", "boundary", "rotated", "keypoints")
CLASS_COLUMNS = ("class", "ap", "ap50", "ar", "labels", "predictions")


def condition(text: str) -> tuple[str, float]:
    metric, _, bound = text.partition("=")
    try:
        return metric, float(bound)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not METRIC=NUMBER, such as AP=0.40: {text}") from None


def limits(text: str) -> str:
    try:
        return json.dumps([int(word) for word in text.split(",")])
    except ValueError:
        raise argparse.ArgumentTypeError(f"not whole numbers with commas, such as 1,10,100: {text}") from None


def arguments(parser: argparse.ArgumentParser) -> None:
    sources.arguments(parser)
    parser.add_argument("--iou-type", choices=IOU_TYPES, help="what is compared (default: bbox, or segm where there are no boxes)")
    parser.add_argument("--max-detections", type=limits, metavar="N,N,N",
                        help="the detection limits of AR; AP uses the largest (default: 1,10,100; for keypoints 20)")
    parser.add_argument("--score-threshold", type=float, metavar="S", help="leave out predictions with lower scores")
    parser.add_argument("--class", dest="classes", action="append", metavar="NAME", help="evaluate this class only; repeatable")
    parser.add_argument("--fail-under", type=condition, action="append", default=[], metavar="METRIC=NUMBER",
                        help="exit with 1 if a figure is lower, such as AP=0.40 or AR100=0.5; repeatable")
    parser.add_argument("--json", action="store_true", help="print JSON")


def figures(session: Session, options: argparse.Namespace) -> list[tuple[Any, ...]]:
    classes = json.dumps(options.classes) if options.classes else None
    return session.rows(
        "SELECT model, metric, value, iou_threshold, area_range, max_detections, iou_type FROM coco_summary WHERE iou_type IS ?"
        " AND detection_limits IS ? AND score_threshold IS ? AND classes IS ?",
        [options.iou_type, options.max_detections, options.score_threshold, classes])


def classes(session: Session, options: argparse.Namespace) -> list[tuple[Any, ...]]:
    wanted = json.dumps(options.classes) if options.classes else None
    largest = max(json.loads(options.max_detections)) if options.max_detections else None
    same = "{0}.iou_type IS ?1 AND {0}.max_detections IS ?2 AND {0}.score_threshold IS ?3 AND {0}.classes IS ?4"
    return session.rows(
        "SELECT a.model, a.class, a.ap, h.ap, a.ar, h.label_count, h.prediction_count FROM ap_by_class AS a"
        " JOIN ap_by_class AS h ON h.class = a.class AND h.model IS a.model"
        f" WHERE a.iou_threshold = '0.50:0.95' AND h.iou_threshold = 0.5 AND {same.format('a')} AND {same.format('h')}"
        " ORDER BY a.ap IS NULL, a.ap, a.class", [options.iou_type, largest, options.score_threshold, wanted])


def line(row: tuple[Any, ...]) -> str:
    """A figure as pycocotools prints it."""
    _, metric, value, threshold, area, most, _ = row
    title, kind = ("Average Precision", "(AP)") if metric.startswith("AP") else ("Average Recall", "(AR)")
    grid = threshold if isinstance(threshold, str) else f"{threshold:0.2f}"
    return f" {title:<18} {kind} @[ IoU={grid:<9} | area={area:>6s} | maxDets={most:>3d} ] = {-1 if value is None else value:0.3f}"


def print_text(summary: list[tuple[Any, ...]], rows: list[tuple[Any, ...]]) -> None:
    models = list(dict.fromkeys(row[0] for row in summary))
    for model in models:
        if len(models) > 1:
            print(f"{model}:")
        for row in summary:
            if row[0] == model:
                print(line(row))
        print(f"\n {'class':<24} {'AP':>6} {'AP50':>6} {'AR':>6} {'labels':>9} {'predictions':>12}")
        for of, name, *numbers, labels, predictions in rows:
            if of == model:
                shown = " ".join("     -" if number is None else f"{number:6.3f}" for number in numbers)
                print(f" {name!s:<24} {shown} {labels:>9} {predictions:>12}")
        if model != models[-1]:
            print()


def print_json(summary: list[tuple[Any, ...]], rows: list[tuple[Any, ...]]) -> None:
    found = []
    for model in dict.fromkeys(row[0] for row in summary):
        found.append({
            "model": model,
            "iou_type": next(row[6] for row in summary if row[0] == model),
            "metrics": {row[1]: row[2] for row in summary if row[0] == model},
            "classes": [dict(zip(CLASS_COLUMNS, row[1:])) for row in rows if row[0] == model],
        })
    if len(found) > 1:
        print(json.dumps(found, indent=2, ensure_ascii=False))
    elif found:
        print(json.dumps({key: value for key, value in found[0].items() if key != "model" or value is not None}, indent=2,
                         ensure_ascii=False))


def failures(summary: list[tuple[Any, ...]], conditions: list[tuple[str, float]]) -> list[str]:
    known = {row[1] for row in summary}
    failed = []
    for metric, bound in conditions:
        if metric not in known:
            raise Error(f"--fail-under: no figure {metric}; there are {', '.join(dict.fromkeys(row[1] for row in summary))}")
        for row in summary:
            if row[1] == metric and (row[2] is None or row[2] < bound):
                model = "" if row[0] is None else f" of {row[0]}"
                shown = "NULL, because no class has labels of that size" if row[2] is None else f"{row[2]:.6g}"
                failed.append(f"{metric}{model} is {shown}, not {bound:g} or more")
    return failed


def run(options: argparse.Namespace) -> int:
    session = Session()
    with Progress(options.quiet) as progress:
        reader = sources.Reader(session, options, progress)
        reader.read_both()
        progress.step("evaluating")
        summary, rows = reader.ask(lambda: (figures(session, options), classes(session, options)))
    (print_json if options.json else print_text)(summary, rows)
    failed = failures(summary, options.fail_under)
    sys.stdout.flush()
    for text in failed:
        print(f"boxscore: {text}", file=sys.stderr)
    return 1 if failed else 0
