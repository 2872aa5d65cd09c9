"""Converts labels, predictions and images between formats.

LABELS and PREDICTIONS are as in `boxscore eval`. The output is chosen by its name, or by --to:

  FILE.db          a SQLite database with the tables labels, predictions, images, and the report views
  FILE.json        a COCO instances file; the predictions go to the results file that --results names
  DIR, --to csv    labels.csv, predictions.csv, images.csv
  DIR, --to yolo   a label file for each image, and classes.txt; the predictions go to the directory that --results names
"""

from __future__ import annotations

import argparse
import os

from ..session import Error, Session
from . import models, sources, writers
from .outputs import Outputs
from .progress import Progress

NAME = "convert"
SUMMARY = "convert between COCO, YOLO, Pascal VOC, KITTI, CSV and SQLite"
OUTPUTS = tuple(writers.WRITERS)


def arguments(parser: argparse.ArgumentParser) -> None:
    sources.arguments(parser, predictions="the predictions, if they are converted too")
    parser.add_argument("-o", "--output", required=True, metavar="PATH", help="the file or directory to write")
    parser.add_argument("--to", choices=OUTPUTS, help="the format to write; recognised by the name of the output if it is not given")
    parser.add_argument("--results", metavar="PATH", help="COCO and YOLO: the file or directory to write the predictions to")
    parser.add_argument("--model", metavar="NAME", help="write the predictions of this model only")
    parser.add_argument("--force", action="store_true", help="replace files that are there")


def output_format(options: argparse.Namespace) -> str:
    if options.to:
        return options.to
    ending = os.path.splitext(options.output)[1].lower()
    found = {".db": "database", ".sqlite": "database", ".sqlite3": "database", ".json": "coco"}.get(ending)
    if not found:
        raise Error(f"the name {options.output} does not say which format to write: set --to")
    return found


def keep_model(session: Session, reader: sources.Reader, wanted: str | None, to: str) -> None:
    """One model of several: a results file, or a directory of YOLO, does not say of which model a prediction is."""
    found = models.found(session, "predictions") if reader.has("predictions") else []
    if wanted is not None:
        models.keep(session, "predictions", wanted, "--model")
    elif len(found) > 1 and to in writers.WITH_RESULTS:
        raise Error(f"the predictions are of {len(found)} models ({models.listed(found)}), and the format has room for one: "
                    "choose it with --model")


def run(options: argparse.Namespace) -> int:
    to = output_format(options)
    if options.results and to not in writers.WITH_RESULTS:
        raise Error(f"--results is of the formats coco and yolo; {to} keeps the predictions beside the labels")
    session = Session()
    with Progress(options.quiet) as progress:
        reader = sources.Reader(session, options, progress)
        with Outputs(options.force, reader.inputs()) as outputs:
            writers.check_paths(to, options, outputs)
            reader.read()
            outputs.add_inputs(reader.inputs())
            writers.check_tables(session, reader, to, options)
            keep_model(session, reader, options.model, to)
            progress.step("writing")
            written = writers.WRITERS[to](session, reader, options, outputs, progress)
    counts = [f"{session.value(f'SELECT count(*) FROM {t}')} {t}" for t in ("labels", "predictions", "images") if reader.has(t)]
    print(f"{', '.join(written)}: {', '.join(counts)}")
    return 0
