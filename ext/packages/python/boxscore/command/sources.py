"""Reads labels and predictions of any format that boxscore knows into the tables labels, predictions and images."""

from __future__ import annotations

import argparse
import csv
import os
import sys
from typing import Any, Callable, Iterator, TypeVar

from .. import doubts
from ..frames import quoted
from ..session import Error, Session
from . import advice
from .progress import Progress
from .recognise import FORMATS, check_order, csv_columns, delimiter, is_database, predictions_format, recognise, require_path

# Numbers of a CSV file are numbers; ids and classes stay what they are.
CSV_TYPES = {name: "REAL" for name in ("x", "y", "width", "height", "score", "area")} | {"id": "INT", "image_id": "INT", "iscrowd": "INTEGER"}
CSV_TYPES_OF_IMAGES = {"id": "INT", "width": "NUMERIC", "height": "NUMERIC"}
REQUIRED = {"labels": ("image_id", "class"), "predictions": ("image_id", "class", "score")}
SHAPES = ({"x", "y", "width", "height"}, {"bbox"}, {"segmentation"}, {"keypoints"})
# More than one fix: for the columns, the images, the classes and the scale.
FIXES_MOST = 5
T = TypeVar("T")


def arguments(parser: argparse.ArgumentParser, predictions: str = "the predictions") -> None:
    parser.add_argument("labels", metavar="LABELS", help="the labels")
    parser.add_argument("predictions", metavar="PREDICTIONS", nargs="?", help=predictions)
    parser.add_argument("--format", choices=FORMATS, help="the format of both; recognised if it is not given")
    parser.add_argument("--images", metavar="DIR", help="the directory of the images (YOLO requires it, for their sizes)")
    parser.add_argument("--names", metavar="FILE", help="YOLO: the names of the classes, data.yaml or a text file")
    parser.add_argument("--skip-unknown", action="store_true",
                        help="leave out objects whose image or class is not listed, instead of stopping")
    parser.add_argument("--fix", action="store_true",
                        help="read columns of other names, and image ids and classes in two notations, as the error about them shows")
    parser.add_argument("--image-key", choices=("id", "file"), help="COCO results: whether image_id is an id (default) or the name of a file")
    parser.add_argument("--class-key", choices=("name", "id"), default="name",
                        help="COCO and YOLO: whether classes are names (default) or the ids of the categories")
    parser.add_argument("--confidence", choices=("last", "second"), help="YOLO predictions: where the confidence is in a line")


def _csv_rows(path: str, names: list[str], rows: Any) -> Iterator[list[Any]]:
    for row in rows:
        if not row:
            continue
        if len(row) != len(names):
            raise Error(f"{path} line {rows.line_num}: {len(row)} values, the first line names {len(names)} columns")
        yield [value if value != "" else None for value in row]


def read_csv(session: Session, table: str, path: str) -> None:
    types = CSV_TYPES_OF_IMAGES if table == "images" else CSV_TYPES
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # a long polygon is one value
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=delimiter(path))
            names = [name.strip() for name in next(rows, [])]
            if not names:
                raise Error(f"{path}: empty; the first line has the names of the columns")
            try:
                session.script(f"CREATE TABLE {quoted(table)}({', '.join(f'{quoted(n)} {types.get(n.lower(), str())}' for n in names)})")
            except Error as error:
                raise Error(f"{path}: {error}") from error
            session.insert(f"INSERT INTO {quoted(table)} VALUES ({', '.join('?' * len(names))})", _csv_rows(path, names, rows))
    except UnicodeDecodeError as error:
        raise Error(f"{path}: not UTF-8") from error
    except csv.Error as error:
        raise Error(f"{path}: not CSV ({error})") from error


class Reader:
    """Fills the tables of a session from the paths of the command line."""

    def __init__(self, session: Session, options: argparse.Namespace, progress: Progress):
        self.session, self.options, self.progress = session, options, progress
        self.image_list: str | None = None  # images.csv, if it was read
        self.categories: list[tuple[int, str]] = []  # those that a COCO file lists
        if options.predictions is not None:
            require_path(options.predictions)
        if options.images and not os.path.isdir(options.images):
            raise Error(f"--images: no such directory: {options.images}")
        self.format = options.format or recognise(options.labels)
        check_order(options.labels, options.predictions)

    def inputs(self) -> list[str | None]:
        """What is read, of which no output may take the place."""
        o = self.options
        return [o.labels, o.predictions, getattr(o, "predictions_b", None), o.images, o.names, self.image_list]

    def read(self) -> None:
        o = self.options
        self.progress.step("reading labels")
        getattr(self, f"_{self.format}_labels")(o.labels)
        if o.images and not self.has("images"):
            self._list_images()
        if o.predictions is not None:
            self._predictions(o.predictions)

    def read_both(self) -> None:
        self.read()
        if not self.has("predictions"):
            raise Error(f"{self.options.labels} has no table predictions" if self.format == "database"
                        else "labels are compared with predictions: PREDICTIONS is missing")
        for doubt in doubts.corners(self.session):
            self.progress.note(doubt)

    def read_other(self, path: str, table: str) -> None:
        """The predictions of another model, in a table of their own."""
        require_path(path)
        check_order(self.options.labels, path)
        self.session.script("ALTER TABLE predictions RENAME TO first_predictions")
        self._predictions(path)
        self.session.script(f"ALTER TABLE predictions RENAME TO {quoted(table)};"
                            "ALTER TABLE first_predictions RENAME TO predictions")

    def read_csv(self, table: str, path: str) -> None:
        """A CSV file of the user's, as it is."""
        require_path(path)
        read_csv(self.session, table, path)

    def read_table(self, table: str) -> None:
        """A further table or view of the database of the labels, if it has one of that name."""
        self._copy(self.options.labels, table)

    def has(self, table: str) -> bool:
        return bool(self.session.rows("SELECT 1 FROM sqlite_schema WHERE name = ?", [table]))

    # ---- what is wrong with the tables, and how to fix it ----

    def ask(self, question: Callable[[], T]) -> T:
        """The answer to a question about the tables. An error that a view would fix names the option, or is fixed by it."""
        for _ in range(FIXES_MOST):
            try:
                return question()
            except Error as error:
                fixes = advice.fixes(str(error))
                if not fixes or not self.options.fix:
                    raise Error(advice.for_command(str(error), self.format)) from error
                for table, select in fixes:
                    self._fix(table, select)
        return question()

    def _fix(self, table: str, select: str) -> None:
        view, fixed = quoted(f"{table}_view"), quoted(f"{table}_fixed")
        self.session.script(f"CREATE TEMP VIEW {view} AS {select}")
        names = [row[1] for row in self.session.rows(f"PRAGMA temp.table_info({view})")]
        columns = ", ".join(f"{quoted(name)} {'REAL' if CSV_TYPES.get(name) == 'REAL' else ''}" for name in names)
        self.session.script(f"CREATE TABLE {fixed}({columns}); INSERT INTO {fixed} SELECT * FROM {view}; DROP VIEW {view};"
                            f"DROP TABLE {quoted(table)}; ALTER TABLE {fixed} RENAME TO {quoted(table)}")
        self.progress.note(f"{table} is read as {select}")

    def require_columns(self) -> None:
        """An Error if a table has no image, class or shape, as the functions that evaluate report it."""
        self.ask(self._check_columns)

    def _check_columns(self) -> None:
        for table, required in REQUIRED.items():
            names = set(doubts.columns(self.session, table))
            if not self.has(table) or set(required) <= names and any(shape <= names for shape in SHAPES):
                continue
            self.session.script("CREATE TEMP VIEW IF NOT EXISTS no_labels AS SELECT 1 AS id, 1 AS image_id, 1 AS class, 1 AS x, 1 AS y,"
                                " 1 AS width, 1 AS height, 1 AS score WHERE 0")
            both = (table, "no_labels") if table == "labels" else ("no_labels", table)
            self.session.rows("SELECT count(*) FROM ap_by_class WHERE labels = ? AND predictions = ?", both)
            raise Error(f"{table} has no {' or '.join(sorted(set(required) - names)) or 'box'}")

    # ---- functions that read files ----

    def _make(self, table: str, function: str, **parameters: Any) -> None:
        names = [quoted(row[1]) for row in self.session.rows(f"PRAGMA table_xinfo({function})") if row[6] == 0]
        if self.options.class_key == "id" and {'"class"', '"category_id"'} <= set(names):
            names[names.index('"class"')] = '"category_id" AS "class"'
        given = {name: value for name, value in parameters.items() if value is not None}
        conditions = " AND ".join(f"{name} = ?" for name in given)
        self.session.rows(f"CREATE TABLE {quoted(table)} AS SELECT {', '.join(names)} FROM {function} WHERE {conditions}", list(given.values()))

    def _table(self, table: str, function: str, lenient: bool = False, **parameters: Any) -> None:
        """A table of what a function reads. What it leaves out is counted, with the error that it would be."""
        try:
            self._make(table, function, on_unknown="error", **parameters)
            return
        except Error as error:
            reason = advice.for_command(str(error), self.format)
            if not lenient and not self.options.skip_unknown:
                raise Error(reason) from error
        given = {name: value for name, value in parameters.items() if value is not None}
        if self.options.skip_unknown:
            given["on_unknown"] = "skip"
        try:
            self._make(table, function, **given)
        except Error as error:
            raise Error(advice.for_command(str(error), self.format)) from error
        rows = self.session.value(f"SELECT count(*) FROM {quoted(table)}")
        if not rows:
            raise Error(f"--skip-unknown leaves out all {table}: {reason}")
        conditions = " AND ".join(f"{name} = ?" for name in given)
        skipped = self.session.value(f"SELECT max(skipped) FROM {function} WHERE {conditions}", list(given.values()))
        if skipped:
            self.progress.note(f"{skipped} of {rows + skipped} {table} left out: {reason}")

    def _predictions(self, path: str) -> None:
        self.progress.step("reading predictions")
        names = self._names() is not None
        chosen = self.options.format or predictions_format(self.options.labels, self.format, path, names)
        getattr(self, f"_{chosen}_predictions")(path)

    def _list_images(self) -> None:
        if self.options.images:
            self._table("images", "image_files", directory=self.options.images)

    # ---- COCO ----

    def _coco_labels(self, path: str) -> None:
        self._table("labels", "coco_labels", path=path)
        self.ask(lambda: self._make("images", "coco_images", path=path))
        self.categories = self.session.rows("SELECT id, name FROM coco_categories(?) WHERE typeof(id) = 'integer'", [path])

    def _coco_predictions(self, path: str) -> None:
        # Results of other categories than those that are listed are left out, as by pycocotools.
        names = self.options.labels if self.format == "coco" else self._names()
        self._table("predictions", "coco_predictions", lenient=True, path=path, labels_path=names, image_key=self.options.image_key)

    # ---- YOLO ----

    def _names(self) -> str | None:
        folder = self.options.labels
        places = [os.path.join(folder, "classes.txt")]
        places += [os.path.join(folder, *up, name) for up in ([".."], ["..", ".."]) for name in ("data.yaml", "dataset.yaml", "classes.txt")]
        near = (place for place in places if self.format == "yolo" and os.path.exists(place))
        return self.options.names or next(near, None)

    def _yolo_labels(self, path: str) -> None:
        if not self.options.images:
            # The convention of the format: .../labels/val beside .../images/val.
            head, mark, tail = os.path.abspath(path).rpartition(f"{os.sep}labels")
            guess = head + f"{os.sep}images" + tail
            if not mark or not os.path.isdir(guess):
                raise Error("YOLO's coordinates are relative to the size of the images: pass their directory as --images")
            self.options.images = guess
        self._list_images()
        self._table("labels", "yolo_labels", directory=path, images="images", names=self._names())

    def _yolo_predictions(self, path: str) -> None:
        self._table("predictions", "yolo_predictions", directory=path, images="images", names=self._names(),
                    confidence=self.options.confidence)

    # ---- Pascal VOC and KITTI ----

    def _voc_labels(self, path: str) -> None:
        self._list_images()
        self._table("labels", "voc_labels", directory=path)

    def _voc_predictions(self, path: str) -> None:
        self.ask(lambda: self._make("predictions", "voc_predictions", directory=path))

    def _kitti_labels(self, path: str) -> None:
        self._list_images()
        self.ask(lambda: self._make("labels", "kitti_labels", directory=path))

    def _kitti_predictions(self, path: str) -> None:
        self.ask(lambda: self._make("predictions", "kitti_predictions", directory=path))

    # ---- CSV ----

    def _csv_labels(self, path: str) -> None:
        read_csv(self.session, "labels", path)
        folder, name = os.path.split(path)
        images = os.path.join(folder, name.replace("labels", "images"))
        if "labels" in name and os.path.isfile(images) and "id" in csv_columns(images):
            read_csv(self.session, "images", images)
            self.image_list = images

    def _csv_predictions(self, path: str) -> None:
        read_csv(self.session, "predictions", path)

    # ---- a database ----

    def _copy(self, path: str, *tables: str) -> None:
        if not is_database(path):
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
        own = ("predictions",) if self.options.predictions is None else ()
        self._copy(path, "labels", "images", *own)

    def _database_predictions(self, path: str) -> None:
        self.session.script("DROP TABLE IF EXISTS predictions")
        self._copy(path, "predictions")
        if not self.has("predictions"):
            raise Error(f"{path}: no table or view predictions")
