"""Converts labels, predictions and images between formats.

LABELS and PREDICTIONS are as in `boxscore eval`. The output is chosen by its name, or by --to:

  FILE.db          a SQLite database with the tables labels, predictions, images, and the report views
  FILE.json        a COCO instances file; the predictions go to the results file that --results names
  DIR, --to csv    labels.csv, predictions.csv, images.csv
  DIR, --to yolo   a label file for each image, and classes.txt
"""

from __future__ import annotations

import argparse
import csv
import json
import os
from typing import Any

from ..loading import connect
from ..session import Error, Session
from . import sources
from .progress import Progress

NAME = "convert"
SUMMARY = "convert between COCO, YOLO, Pascal VOC, KITTI, CSV and SQLite"
OUTPUTS = ("database", "coco", "csv", "yolo")


def arguments(parser: argparse.ArgumentParser) -> None:
    sources.arguments(parser, predictions="the predictions, if they are converted too")
    parser.add_argument("-o", "--output", required=True, metavar="PATH", help="the file or directory to write")
    parser.add_argument("--to", choices=OUTPUTS, help="the format to write; recognised by the name of the output if it is not given")
    parser.add_argument("--results", metavar="FILE", help="COCO: the results file to write")
    parser.add_argument("--force", action="store_true", help="replace an output file that is there")


def output_format(options: argparse.Namespace) -> str:
    if options.to:
        return options.to
    ending = os.path.splitext(options.output)[1].lower()
    found = {".db": "database", ".sqlite": "database", ".sqlite3": "database", ".json": "coco"}.get(ending)
    if not found:
        raise Error(f"the name {options.output} does not say which format to write: set --to")
    return found


def columns(session: Session, table: str) -> list[str]:
    return [row[1] for row in session.rows(f"PRAGMA table_info({table})")]


def objects(session: Session, table: str) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries, in order of their ids."""
    names = columns(session, table)
    order = "id" if "id" in names else "rowid"
    return [dict(zip(names, row)) for row in session.rows(f"SELECT * FROM {table} ORDER BY {order}")]


def json_value(text: Any) -> Any:
    return json.loads(text) if isinstance(text, str) and text[:1] in "[{" else None


class Coco:
    """Ids of COCO are integers: those that are not get a number, and categories without one are numbered by name."""

    def __init__(self, session: Session, reader: sources.Reader):
        self.labels = objects(session, "labels")
        self.predictions = objects(session, "predictions") if reader.has("predictions") else []
        listed = objects(session, "images") if reader.has("images") else []
        self.images = {image["id"]: image for image in listed}
        for thing in self.labels + self.predictions:
            self.images.setdefault(thing["image_id"], {"id": thing["image_id"]})
        self.image_ids = self._numbers(list(self.images))
        self.categories = self._categories()

    @staticmethod
    def _numbers(ids: list[Any]) -> dict[Any, int]:
        if all(isinstance(i, int) for i in ids):
            return {i: i for i in ids}
        return {i: number for number, i in enumerate(sorted(ids, key=str), 1)}

    def _categories(self) -> dict[Any, int]:
        things = self.labels + self.predictions
        given = {thing["class"]: thing.get("category_id") for thing in things}
        if all(isinstance(number, int) for number in given.values()) and len(set(given.values())) == len(given):
            return dict(sorted(given.items(), key=lambda item: item[1]))
        return {name: number for number, name in enumerate(sorted(given, key=str), 1)}

    def _shape(self, thing: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        box = [thing.get(side) for side in ("x", "y", "width", "height")]
        if None not in box:
            found["bbox"] = box
        elif json_value(thing.get("bbox")):
            found["bbox"] = json_value(thing["bbox"])
        for key in ("segmentation", "keypoints"):
            value = json_value(thing.get(key))
            if value:
                found[key] = value
        return found

    def instances(self) -> dict[str, Any]:
        images = []
        for i, image in self.images.items():
            entry = {"id": self.image_ids[i], "width": image.get("width"), "height": image.get("height"),
                     "file_name": image.get("file") or (i if isinstance(i, str) else None)}
            images.append({key: value for key, value in entry.items() if value is not None})
        annotations = []
        numbers = self._numbers([label.get("id", n) for n, label in enumerate(self.labels, 1)])
        for n, label in enumerate(self.labels, 1):
            shape = self._shape(label)
            box = shape.get("bbox")
            area = label.get("area")
            if area is None and box:
                area = box[2] * box[3]
            annotation = {"id": numbers[label.get("id", n)], "image_id": self.image_ids[label["image_id"]],
                          "category_id": self.categories[label["class"]], **shape, "area": area,
                          "iscrowd": int(label.get("iscrowd") or 0)}
            annotations.append({key: value for key, value in annotation.items() if value is not None})
        return {"images": images, "categories": [{"id": i, "name": str(name)} for name, i in self.categories.items()],
                "annotations": annotations}

    def results(self) -> list[dict[str, Any]]:
        return [{"image_id": self.image_ids[p["image_id"]], "category_id": self.categories[p["class"]], "score": p["score"],
                 **self._shape(p)} for p in self.predictions]


def _write_json(path: str, value: Any) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False)
        file.write("\n")


def write_coco(session: Session, reader: sources.Reader, options: argparse.Namespace) -> list[str]:
    if reader.has("predictions") and not options.results:
        raise Error("the predictions go to a results file: name it with --results")
    coco = Coco(session, reader)
    _write_json(options.output, coco.instances())
    if not options.results:
        return [options.output]
    _write_json(options.results, coco.results())
    return [options.output, options.results]


def write_database(session: Session, reader: sources.Reader, options: argparse.Namespace) -> list[str]:
    """A copy of the tables, with the indexes and views that make it comfortable."""
    session.rows("VACUUM INTO ?", [options.output])
    made = Session(connect(options.output))
    for table in ("labels", "predictions"):
        if reader.has(table):
            made.script(f"CREATE INDEX {table}_by_image ON {table}(image_id)")
    if reader.has("predictions"):
        made.script(made.value("SELECT boxscore_sql('reports')"))
    made.connection.close()
    return [options.output]


def write_csv(session: Session, reader: sources.Reader, options: argparse.Namespace) -> list[str]:
    os.makedirs(options.output, exist_ok=True)
    written = []
    for table in ("labels", "predictions", "images"):
        if not reader.has(table):
            continue
        path = os.path.join(options.output, f"{table}.csv")
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns(session, table))
            writer.writerows(session.rows(f"SELECT * FROM {table}"))
        written.append(path)
    return written


def _yolo_line(thing: dict[str, Any], number: int, width: int, height: int) -> str:
    rings = json_value(thing.get("segmentation"))
    if isinstance(rings, list) and len(rings) == 1:
        values = [value / (height if i % 2 else width) for i, value in enumerate(rings[0])]
    elif None in (thing.get("x"), thing.get("width")):
        raise Error(f"label {thing.get('id')}: neither a box nor a polygon, which is what YOLO's files hold")
    else:
        values = [(thing["x"] + thing["width"] / 2) / width, (thing["y"] + thing["height"] / 2) / height,
                  thing["width"] / width, thing["height"] / height]
    return " ".join([str(number), *(f"{value:.9g}" for value in values)])


def write_yolo(session: Session, reader: sources.Reader, options: argparse.Namespace) -> list[str]:
    if not reader.has("images"):
        raise Error("YOLO's coordinates are relative to the size of the images: pass their directory as --images")
    coco = Coco(session, reader)
    classes = {name: number for number, name in enumerate(coco.categories)}
    lines: dict[Any, list[str]] = {i: [] for i in coco.images}
    for label in coco.labels:
        image = coco.images[label["image_id"]]
        if not image.get("width") or not image.get("height"):
            raise Error(f"image {image['id']} has no width and height, which YOLO's coordinates are relative to")
        lines[label["image_id"]].append(_yolo_line(label, classes[label["class"]], image["width"], image["height"]))
    os.makedirs(options.output, exist_ok=True)
    for i, texts in lines.items():
        stem = os.path.splitext(os.path.basename(str(coco.images[i].get("file") or i)))[0]
        with open(os.path.join(options.output, f"{stem}.txt"), "w", encoding="utf-8") as file:
            file.writelines(text + "\n" for text in texts)
    with open(os.path.join(options.output, "classes.txt"), "w", encoding="utf-8") as file:
        file.writelines(f"{name}\n" for name in classes)
    return [options.output]


WRITERS = {"database": write_database, "coco": write_coco, "csv": write_csv, "yolo": write_yolo}


def run(options: argparse.Namespace) -> int:
    to = output_format(options)
    for path in filter(None, (options.output, options.results)):
        if os.path.isfile(path):
            if not options.force:
                raise Error(f"{path} is there; --force replaces it")
            os.remove(path)
    session = Session()
    with Progress(options.quiet) as progress:
        reader = sources.Reader(session, options, progress)
        reader.read()
        progress.step("writing")
        written = WRITERS[to](session, reader, options)
    counts = [f"{session.value(f'SELECT count(*) FROM {t}')} {t}" for t in ("labels", "predictions", "images") if reader.has(t)]
    print(f"{', '.join(written)}: {', '.join(counts)}")
    return 0
