"""Writes the tables labels, predictions and images in the formats of `boxscore convert`."""

from __future__ import annotations

import argparse
import csv
import json
import os
import posixpath
from typing import Any

from ..frames import quoted
from ..loading import connect
from ..session import Error, Session
from .outputs import Outputs
from .progress import Progress
from .sources import Reader

# The formats that keep the predictions apart from the labels.
WITH_RESULTS = ("coco", "yolo")
CSV_TABLES = ("labels", "predictions", "images")
IMAGE_ENDINGS = (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
# A segmentation in COCO's notation, whatever the notation of the table.
SEGMENTATION = "iif(typeof({0}) = 'text' AND substr(ltrim({0}), 1, 1) IN ('[', '{{'), {0}, geometry_json({0}))"


def columns(session: Session, table: str) -> list[str]:
    return [row[1] for row in session.rows(f"PRAGMA table_info({table})")]


def _selected(names: list[str]) -> str:
    return ", ".join(SEGMENTATION.format(quoted(name)) if name == "segmentation" else quoted(name) for name in names)


def objects(session: Session, table: str) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries, in order of their ids."""
    names = columns(session, table)
    order = "id" if "id" in names else "rowid"
    return [dict(zip(names, row)) for row in session.rows(f"SELECT {_selected(names)} FROM {table} ORDER BY {order}")]


def json_value(text: Any) -> Any:
    return json.loads(text) if isinstance(text, str) and text.lstrip()[:1] in ("[", "{") else None


def check_paths(to: str, options: argparse.Namespace, outputs: Outputs) -> None:
    """What can be said of the outputs before anything is read."""
    if to in ("database", "coco"):
        paths = [options.output] + ([options.results] if options.results else [])
        outputs.check_parents(*paths)
        outputs.check(*paths)
        if to == "database":
            outputs.check_database(options.output)
        return
    for folder in filter(None, (options.output, options.results)):
        outputs.check_folder(folder)
    if to == "csv":
        outputs.check(*(os.path.join(options.output, f"{table}.csv") for table in CSV_TABLES))


def check_tables(session: Session, reader: Reader, to: str, options: argparse.Namespace) -> None:
    """Columns that a format requires, and a place for what the tables have."""
    if to in WITH_RESULTS or options.fix:
        reader.require_columns()
    if options.fix and reader.has("predictions"):
        reader.ask(lambda: session.rows("SELECT count(*) FROM ap_by_class"))
    if to in WITH_RESULTS and reader.has("predictions") and not options.results:
        where = "a results file" if to == "coco" else "a directory of their own"
        raise Error(f"the predictions go to {where}: name it with --results")
    if options.results and not reader.has("predictions"):
        raise Error("--results names where the predictions go, and there are none")


class Numbers:
    """Ids of COCO are integers: those that are not get a number, and categories without one are numbered by name."""

    def __init__(self, session: Session, reader: Reader):
        self.labels = objects(session, "labels")
        self.predictions = objects(session, "predictions") if reader.has("predictions") else []
        listed = objects(session, "images") if reader.has("images") else []
        self.images = {image["id"]: image for image in listed}
        for thing in self.labels + self.predictions:
            self.images.setdefault(thing["image_id"], {"id": thing["image_id"]})
        self.image_ids = self.of(list(self.images))
        self.categories = self._listed(reader.categories) or self._categories()

    @staticmethod
    def of(ids: list[Any]) -> dict[Any, int]:
        if all(isinstance(i, int) or isinstance(i, str) and i.isascii() and i.isdigit() and str(int(i)) == i for i in ids):
            if len({int(i) for i in ids}) == len(ids):
                return {i: int(i) for i in ids}
        return {i: number for number, i in enumerate(sorted(ids, key=str), 1)}

    def _listed(self, listed: list[tuple[int, str]]) -> dict[Any, int]:
        """All categories that a COCO file lists, used or not: the numbers of YOLO's classes depend on them."""
        found = {name: number for number, name in sorted(listed)}
        used = {thing["class"] for thing in self.labels + self.predictions}
        return found if len(found) == len(listed) and used <= set(found) else {}

    def _categories(self) -> dict[Any, int]:
        things = self.labels + self.predictions
        given = {thing["class"]: thing.get("category_id") for thing in things}
        if all(isinstance(number, int) for number in given.values()) and len(set(given.values())) == len(given):
            return dict(sorted(given.items(), key=lambda item: item[1]))
        return {name: number for number, name in enumerate(sorted(given, key=str), 1)}


# ---- COCO ----

def _shape(thing: dict[str, Any], what: str) -> dict[str, Any]:
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
    if not found:
        raise Error(f"{what} {thing.get('id')} has no box, segmentation or keypoints")
    return found


def _annotation(numbers: Numbers, ids: dict[Any, int], number: int, label: dict[str, Any]) -> dict[str, Any]:
    shape = _shape(label, "label")
    area = label.get("area")
    if area is None and shape.get("bbox"):
        area = shape["bbox"][2] * shape["bbox"][3]
    annotation = {"id": ids[label.get("id", number)], "image_id": numbers.image_ids[label["image_id"]],
                  "category_id": numbers.categories[label["class"]], **shape, "area": area, "iscrowd": int(label.get("iscrowd") or 0)}
    return {key: value for key, value in annotation.items() if value is not None}


def _instances(numbers: Numbers) -> dict[str, Any]:
    images = []
    for i, image in numbers.images.items():
        entry = {"id": numbers.image_ids[i], "width": image.get("width"), "height": image.get("height"),
                 "file_name": image.get("file") or (i if isinstance(i, str) else None)}
        images.append({key: value for key, value in entry.items() if value is not None})
    ids = numbers.of([label.get("id", n) for n, label in enumerate(numbers.labels, 1)])
    return {"images": images, "categories": [{"id": i, "name": str(name)} for name, i in numbers.categories.items()],
            "annotations": [_annotation(numbers, ids, n, label) for n, label in enumerate(numbers.labels, 1)]}


def _results(numbers: Numbers) -> list[dict[str, Any]]:
    return [{"image_id": numbers.image_ids[p["image_id"]], "category_id": numbers.categories[p["class"]], "score": p["score"],
             **_shape(p, "prediction")} for p in numbers.predictions]


def write_coco(session: Session, reader: Reader, options: argparse.Namespace, outputs: Outputs, _: Progress) -> list[str]:
    numbers = Numbers(session, reader)
    files = [(options.output, _instances(numbers))] + ([(options.results, _results(numbers))] if options.results else [])
    for path, value in files:
        with outputs.open(path) as file:
            json.dump(value, file, ensure_ascii=False)
            file.write("\n")
    return [path for path, _ in files]


# ---- a database ----

def write_database(session: Session, reader: Reader, options: argparse.Namespace, outputs: Outputs, _: Progress) -> list[str]:
    """A copy of the tables, with the indexes and views that make it comfortable."""
    place = outputs.place(options.output)
    session.rows("VACUUM INTO ?", [place])
    made = Session(connect(place))
    for table in ("labels", "predictions"):
        if reader.has(table):
            made.script(f"CREATE INDEX {table}_by_image ON {table}(image_id)" if "image_id" in columns(session, table) else "")
    if reader.has("predictions"):
        made.script(made.value("SELECT boxscore_sql('reports')"))
    made.connection.close()
    return [options.output]


# ---- CSV ----

def _with_blobs(session: Session, table: str, names: list[str]) -> list[str]:
    """The columns that a CSV file has no notation for."""
    tried = [name for name in names if name != "segmentation"]
    found = session.rows(f"SELECT {', '.join(f'''max(typeof({quoted(name)}) = 'blob')''' for name in tried)} FROM {table}")
    return [name for name, has_blobs in zip(tried, found[0]) if has_blobs]


def write_csv(session: Session, reader: Reader, options: argparse.Namespace, outputs: Outputs, progress: Progress) -> list[str]:
    paths = {table: os.path.join(options.output, f"{table}.csv") for table in CSV_TABLES if reader.has(table)}
    outputs.check(*paths.values())
    outputs.check_strays(paths.values(), lambda name: name in [f"{table}.csv" for table in CSV_TABLES])
    for table, path in paths.items():
        names = columns(session, table)
        left = _with_blobs(session, table, names)
        if left:
            progress.note(f"{path} is without {', '.join(left)}: BLOBs have no notation in CSV")
        names = [name for name in names if name not in left]
        with outputs.open(path, newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(names)
            writer.writerows(session.rows(f"SELECT {_selected(names)} FROM {table}"))
    return list(paths.values())


# ---- YOLO ----

class Yolo:
    """The lines of the files: relative coordinates, and the numbers of the classes."""

    def __init__(self, numbers: Numbers):
        self.numbers = numbers
        self.classes = {name: number for number, name in enumerate(numbers.categories)}
        self.boxed = 0  # objects with more than a polygon, of which the box is written
        for name in self.classes:
            if "\n" in str(name) or not str(name).strip():
                raise Error(f"the class {name!r} cannot stand in classes.txt, which has a name a line")

    def _coordinates(self, thing: dict[str, Any], what: str, width: float, height: float) -> list[float]:
        rings = json_value(thing.get("segmentation"))
        if isinstance(rings, list) and len(rings) == 1 and isinstance(rings[0], list):
            return [value / (height if i % 2 else width) for i, value in enumerate(rings[0])]
        box = [thing.get(side) for side in ("x", "y", "width", "height")]
        if None in box:
            box = json_value(thing.get("bbox")) or []
        if len(box) != 4:
            raise Error(f"{what} {thing.get('id')} has neither a box nor one polygon, which is what YOLO's files hold")
        self.boxed += rings is not None
        x, y, w, h = box
        return [(x + w / 2) / width, (y + h / 2) / height, w / width, h / height]

    def line(self, thing: dict[str, Any], what: str) -> str:
        image = self.numbers.images[thing["image_id"]]
        if not image.get("width") or not image.get("height"):
            raise Error(f"image {image['id']} has no width and height, which YOLO's coordinates are relative to")
        values = self._coordinates(thing, what, image["width"], image["height"])
        score = [thing["score"]] if what == "prediction" else []
        return " ".join([str(self.classes[thing["class"]]), *(f"{value:.9g}" for value in values + score)])

    def lines(self, what: str, things: list[dict[str, Any]]) -> dict[Any, list[str]]:
        found: dict[Any, list[str]] = {i: [] for i in self.numbers.images}
        for thing in things:
            found[thing["image_id"]].append(self.line(thing, what))
        return found


def label_files(images: dict[Any, dict[str, Any]]) -> dict[Any, str]:
    """The label file of each image: its name and folders, without the folder that all of them share."""
    paths = {}
    for i, image in images.items():
        path = str(image.get("file") or i).replace("\\", "/")
        stem, ending = posixpath.splitext(path)
        paths[i] = posixpath.normpath(stem if image.get("file") or ending.lower() in IMAGE_ENDINGS else path)
    folders = {posixpath.dirname(path) for path in paths.values()}
    shared = posixpath.commonpath(folders) if len({posixpath.isabs(folder) for folder in folders}) == 1 and "" not in folders else ""
    found = {i: posixpath.relpath(path, shared) if shared else path for i, path in paths.items()}
    of: dict[str, Any] = {"classes": "the names of the classes"}
    for i, path in found.items():
        if path.startswith(("/", "../")) or path in of:
            why = f"is that of {of[path]} too" if path in of else "is outside of the directory"
            raise Error(f"the label file of image {i} would be {path}.txt, which {why}: rename the image")
        of[path] = f"image {i}"
    return {i: f"{path}.txt" for i, path in found.items()}


def write_yolo(session: Session, reader: Reader, options: argparse.Namespace, outputs: Outputs, progress: Progress) -> list[str]:
    if not reader.has("images"):
        raise Error("YOLO's coordinates are relative to the size of the images: pass their directory as --images")
    numbers = Numbers(session, reader)
    yolo, names = Yolo(numbers), label_files(numbers.images)
    texts = {}
    for folder, what, things in ((options.output, "label", numbers.labels), (options.results, "prediction", numbers.predictions)):
        if folder:
            texts.update({os.path.join(folder, names[i]): lines for i, lines in yolo.lines(what, things).items()})
    texts[os.path.join(options.output, "classes.txt")] = [str(name) for name in yolo.classes]
    if len(texts) != len(names) * (2 if options.results else 1) + 1:
        raise Error("--results and --output are one directory: name another one for the predictions")
    outputs.check(*texts)
    outputs.check_strays(texts, lambda name: name.endswith(".txt"))
    for path, lines in texts.items():
        with outputs.open(path) as file:
            file.writelines(text + "\n" for text in lines)
    if yolo.boxed:
        progress.note(f"{yolo.boxed} masks, and objects of several polygons, are written as boxes: YOLO's files hold one polygon")
    return [options.output] + ([options.results] if options.results else [])


WRITERS = {"database": write_database, "coco": write_coco, "csv": write_csv, "yolo": write_yolo}
