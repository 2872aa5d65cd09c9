"""Reads labels and predictions of any format that boxscore knows into the tables labels, predictions and images."""

from __future__ import annotations

import argparse
import csv
import os
from typing import Any

from ..frames import quoted
from ..session import Error, Session
from .progress import Progress

FORMATS = ("coco", "yolo", "voc", "kitti", "csv", "database")
INPUTS = """\
LABELS and PREDICTIONS are COCO files (instances and results), directories in the formats of YOLO, Pascal VOC or KITTI, CSV files,
or one SQLite database that has the tables labels and predictions. The format is recognised; --format sets it.
"""
# Numbers of a CSV file are numbers; ids and classes stay what they are.
CSV_TYPES = {name: "REAL" for name in ("x", "y", "width", "height", "score", "area")} | {"id": "INT", "image_id": "INT", "iscrowd": "INTEGER"}


def arguments(parser: argparse.ArgumentParser, predictions: str = "the predictions") -> None:
    parser.add_argument("labels", metavar="LABELS", help="the labels")
    parser.add_argument("predictions", metavar="PREDICTIONS", nargs="?", help=predictions)
    parser.add_argument("--format", choices=FORMATS, help="the format of both; recognised if it is not given")
    parser.add_argument("--images", metavar="DIR", help="the directory of the images (YOLO requires it, for their sizes)")
    parser.add_argument("--names", metavar="FILE", help="YOLO: the names of the classes, data.yaml or a text file")
    parser.add_argument("--skip-unknown", action="store_true",
                        help="leave out objects whose image or class is not listed, instead of stopping")


def _first_line(folder: str, names: list[str]) -> list[str]:
    for name in sorted(names):
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            for line in file:
                if line.split():
                    return line.split()
    return []


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def recognise(path: str) -> str:
    """The format of a file or directory of labels."""
    if not os.path.exists(path):
        raise Error(f"no such file or directory: {path}")
    if os.path.isdir(path):
        names = os.listdir(path)
        texts = [name for name in names if name.endswith(".txt") and name != "classes.txt"]
        if any(name.endswith(".xml") for name in names):
            return "voc"
        if not texts:
            raise Error(f"{path}: no .txt or .xml file, so it is not a directory of YOLO, VOC or KITTI")
        words = _first_line(path, texts)
        return "kitti" if len(words) in (5, 8, 15, 16) and not _is_number(words[0]) else "yolo"
    with open(path, "rb") as file:
        if file.read(15) == b"SQLite format 3":
            return "database"
    return "csv" if path.lower().endswith((".csv", ".tsv")) else "coco"


def _table(session: Session, name: str, select: str, values: list[Any]) -> None:
    session.rows(f"CREATE TABLE {name} AS SELECT * FROM {select}", values)


class Reader:
    """Fills the tables of a session from the paths of the command line."""

    def __init__(self, session: Session, options: argparse.Namespace, progress: Progress):
        self.session, self.options, self.progress = session, options, progress
        self.format = options.format or recognise(options.labels)
        self.unknown = "skip" if options.skip_unknown else None

    def read(self) -> None:
        o = self.options
        if o.predictions is not None and not os.path.exists(o.predictions):
            raise Error(f"no such file or directory: {o.predictions}")
        self.progress.step("reading labels")
        getattr(self, f"_{self.format}_labels")(o.labels)
        if o.predictions is not None:
            self.progress.step("reading predictions")
            getattr(self, f"_{self.format}_predictions")(o.predictions)

    def read_both(self) -> None:
        self.read()
        if not self.has("predictions"):
            raise Error(f"{self.options.labels} has no table predictions" if self.format == "database"
                        else "labels are compared with predictions: PREDICTIONS is missing")

    def read_other(self, path: str, table: str) -> None:
        """The predictions of another model, in a table of their own."""
        if not os.path.exists(path):
            raise Error(f"no such file or directory: {path}")
        self.progress.step("reading predictions")
        self.session.script("ALTER TABLE predictions RENAME TO first_predictions")
        getattr(self, f"_{self.format}_predictions")(path)
        self.session.script(f"ALTER TABLE predictions RENAME TO {quoted(table)};"
                            "ALTER TABLE first_predictions RENAME TO predictions")

    def read_csv(self, table: str, path: str) -> None:
        """A CSV file of the user's, as it is."""
        if not os.path.exists(path):
            raise Error(f"no such file or directory: {path}")
        self._csv(table, path)

    def read_table(self, table: str) -> None:
        """A further table or view of the database of the labels, if it has one of that name."""
        self._copy(self.options.labels, table)

    def has(self, table: str) -> bool:
        return bool(self.session.rows("SELECT 1 FROM sqlite_schema WHERE name = ?", [table]))

    def _sizes_from_images(self) -> None:
        if self.options.images:
            _table(self.session, "images", "image_files(?, ?)", [self.options.images, self.unknown])

    # ---- COCO ----

    def _coco_labels(self, path: str) -> None:
        _table(self.session, "images", "coco_images(?)", [path])
        _table(self.session, "labels", "coco_labels(?, ?)", [path, self.unknown])

    def _coco_predictions(self, path: str) -> None:
        _table(self.session, "predictions", "coco_predictions(?, ?, ?)", [path, self.options.labels, self.unknown])

    # ---- YOLO ----

    def _names(self) -> Any:
        folder = self.options.labels
        places = [os.path.join(folder, "classes.txt")]
        places += [os.path.join(folder, *up, name) for up in ([".."], ["..", ".."]) for name in ("data.yaml", "dataset.yaml", "classes.txt")]
        return self.options.names or next((place for place in places if os.path.exists(place)), None)

    def _yolo_labels(self, path: str) -> None:
        if not self.options.images:
            # The convention of the format: .../labels/val beside .../images/val.
            head, mark, tail = os.path.abspath(path).rpartition(f"{os.sep}labels")
            guess = head + f"{os.sep}images" + tail
            if not mark or not os.path.isdir(guess):
                raise Error("YOLO's coordinates are relative to the size of the images: pass their directory as --images")
            self.options.images = guess
        self._sizes_from_images()
        self._yolo("labels", path)

    def _yolo(self, table: str, path: str) -> None:
        self.session.rows(f"CREATE TABLE {table} AS SELECT * FROM yolo_{table}(?, 'images', ?) WHERE on_unknown = ?",
                          [path, self._names(), self.unknown or "error"])

    def _yolo_predictions(self, path: str) -> None:
        self._yolo("predictions", path)

    # ---- Pascal VOC and KITTI ----

    def _voc_labels(self, path: str) -> None:
        self._sizes_from_images()
        _table(self.session, "labels", "voc_labels(?)", [path])

    def _voc_predictions(self, path: str) -> None:
        _table(self.session, "predictions", "voc_predictions(?)", [path])

    def _kitti_labels(self, path: str) -> None:
        self._sizes_from_images()
        _table(self.session, "labels", "kitti_labels(?)", [path])

    def _kitti_predictions(self, path: str) -> None:
        _table(self.session, "predictions", "kitti_predictions(?)", [path])

    # ---- CSV ----

    def _csv(self, table: str, path: str) -> None:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter="\t" if path.lower().endswith(".tsv") else ",")
            names = [name.strip() for name in next(rows, [])]
            if not names:
                raise Error(f"{path}: empty; the first line has the names of the columns")
            self.session.script(f"CREATE TABLE {quoted(table)}({', '.join(f'{quoted(n)} {CSV_TYPES.get(n, str())}' for n in names)})")
            self.session.insert(f"INSERT INTO {quoted(table)} VALUES ({', '.join('?' * len(names))})", self._csv_rows(path, names, rows))

    @staticmethod
    def _csv_rows(path: str, names: list[str], rows: Any) -> Any:
        for row in rows:
            if not row:
                continue
            if len(row) != len(names):
                raise Error(f"{path} line {rows.line_num}: {len(row)} values, the first line names {len(names)} columns")
            yield [value if value != "" else None for value in row]

    def _csv_labels(self, path: str) -> None:
        self._sizes_from_images()
        self._csv("labels", path)

    def _csv_predictions(self, path: str) -> None:
        self._csv("predictions", path)

    # ---- a database ----

    def _copy(self, path: str, *tables: str) -> None:
        if recognise(path) != "database":
            raise Error(f"{path}: not a SQLite database")
        self.session.rows("ATTACH ? AS source", [path])
        try:
            for table in tables:
                there = self.session.rows("SELECT 1 FROM source.sqlite_schema WHERE name = ?", [table])
                if there:
                    self.session.script(f"CREATE TABLE {quoted(table)} AS SELECT * FROM source.{quoted(table)}")
                elif table == "labels":
                    raise Error(f"{path}: no table or view {table}")
        finally:
            self.session.script("DETACH source")

    def _database_labels(self, path: str) -> None:
        self._copy(path, "labels", "images", "predictions")

    def _database_predictions(self, path: str) -> None:
        self.session.script("DROP TABLE IF EXISTS predictions")
        self._copy(path, "predictions")
