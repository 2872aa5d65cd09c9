"""Checks a model against requirements, by the intervals of its figures.

REQUIREMENTS is a CSV file with the columns name, metric and bound, and maybe direction, class, subset, iou_threshold and
score_threshold. A metric is one of map, ap, ap50, ap75, precision and recall. A subset is the name of a table or view with image_id or
label_id: a CSV file (--subset NAME=FILE), or what the database of the labels has. LABELS and PREDICTIONS are as in `boxscore eval`.

Each requirement passes, fails, is inconclusive, or has insufficient_data. The exit code is 1 if one fails; --strict requires that all
pass.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..session import Error, Session
from . import sources
from .progress import Progress
from .recognise import check_requirements

NAME = "check"
SUMMARY = "check a model against a table of requirements"
COLUMNS = ("requirement", "metric", "class", "subset", "n", "value", "low", "high", "direction", "bound", "verdict", "images_needed", "model")


def subset(text: str) -> tuple[str, str]:
    name, mark, path = text.partition("=")
    if not mark or not name or not path:
        raise argparse.ArgumentTypeError(f"not NAME=FILE, such as night=night.csv: {text}")
    return name, path


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("requirements", metavar="REQUIREMENTS", help="the requirements, a CSV file")
    sources.arguments(parser)
    parser.add_argument("--subset", type=subset, action="append", default=[], metavar="NAME=FILE",
                        help="a CSV file with image_id or label_id, which requirements name as their subset; repeatable")
    parser.add_argument("--iou-type", help="what is compared, as in eval")
    parser.add_argument("--iou-threshold", type=float, metavar="T", help="of ap, precision and recall (default: 0.5)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 unless every requirement passes")
    parser.add_argument("--json", action="store_true", help="print JSON")


def read(session: Session, options: argparse.Namespace, progress: Progress) -> sources.Reader:
    check_requirements(options.requirements)
    reader = sources.Reader(session, options, progress)
    reader.read_both()
    for name, path in [("requirements", options.requirements), *options.subset]:
        if reader.has(name):
            raise Error(f"--subset {name}: there is such a table already")
        reader.read_csv(name, path)
    named = "subset" in [row[1].lower() for row in session.rows("PRAGMA table_info(requirements)")]
    for (name,) in session.rows("SELECT DISTINCT subset FROM requirements WHERE subset IS NOT NULL") if named else ():
        if not reader.has(name) and reader.format == "database":
            reader.read_table(name)
        if not reader.has(name):
            raise Error(f"{options.requirements} names the subset {name}: --subset {name}=FILE is missing")
    return reader


def verdicts(session: Session, options: argparse.Namespace) -> list[dict[str, Any]]:
    rows = session.rows(f"SELECT {', '.join(COLUMNS)} FROM check_requirements WHERE iou_type IS ? AND iou_threshold IS ?",
                        [options.iou_type, options.iou_threshold])
    if not rows:
        raise Error(f"{options.requirements} has no requirements")
    return [dict(zip(COLUMNS, row)) for row in rows]


def interval(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return "nothing counts"
    if row["low"] is None:
        return f"{row['value']:.4f}, on {row['n']} images, which tell too little"
    text = f"{row['value']:.4f} ({row['low']:.4f} to {row['high']:.4f})"
    return f"{text}; about {row['images_needed']} images would tell, not {row['n']}" if row["images_needed"] else text


def line(row: dict[str, Any]) -> str:
    model = "" if row["model"] is None else f" of {row['model']}"
    return f"{row['verdict']:<18} {row['requirement']}{model}: {row['metric']} {row['direction']} {row['bound']:g}: {interval(row)}"


def run(options: argparse.Namespace) -> int:
    session = Session()
    with Progress(options.quiet) as progress:
        reader = read(session, options, progress)
        progress.step("checking")
        rows = reader.ask(lambda: verdicts(session, options))
    print(json.dumps(rows, indent=2) if options.json else "\n".join(line(row) for row in rows))
    sys.stdout.flush()
    bad = [row for row in rows if row["verdict"] == "fail" or (options.strict and row["verdict"] != "pass")]
    if bad:
        print(f"boxscore: {len(bad)} of {len(rows)} requirements {'do not pass' if options.strict else 'fail'}", file=sys.stderr)
    unjudged = sum(row["verdict"] == "insufficient_data" for row in rows)
    if unjudged and not options.strict:
        print(f"boxscore: {unjudged} of {len(rows)} requirements could not be judged, for lack of data; --strict fails them", file=sys.stderr)
    return 1 if bad else 0
