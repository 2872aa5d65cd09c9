"""Says what a file or directory of the command line is, and which go together."""

from __future__ import annotations

import csv
import os

from ..session import Error

FORMATS = ("coco", "yolo", "voc", "kitti", "csv", "database")
DIRECTORIES = ("yolo", "voc", "kitti")


def require_path(path: str) -> None:
    if not os.path.exists(path):
        raise Error(f"no such file or directory: {path}")


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


def _first_bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(4096)


def is_database(path: str) -> bool:
    return os.path.isfile(path) and _first_bytes(path).startswith(b"SQLite format 3\0")


def _json_mark(path: str) -> str:
    """The first character of a JSON file, { or [; else nothing."""
    first = _first_bytes(path).decode("utf-8-sig", errors="replace").lstrip()[:1]
    return first if first in ("{", "[") else ""


def delimiter(path: str) -> str:
    return "\t" if path.lower().endswith(".tsv") else ","


def csv_columns(path: str) -> list[str]:
    """The names in the first line of a CSV file, in small letters."""
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        return [name.strip().lower() for name in next(csv.reader(file, delimiter=delimiter(path)), [])]


def _directory(path: str) -> str:
    names = os.listdir(path)
    texts = [name for name in names if name.endswith(".txt") and name != "classes.txt"]
    if any(name.endswith(".xml") for name in names):
        return "voc"
    if not texts and "labels.csv" in names:
        raise Error(f"{path} has CSV files: name {os.path.join(path, 'labels.csv')} and {os.path.join(path, 'predictions.csv')}")
    if not texts:
        raise Error(f"{path}: no .txt or .xml file, so it is not a directory of YOLO, VOC or KITTI")
    words = _first_line(path, texts)
    return "kitti" if len(words) in (5, 8, 15, 16) and not _is_number(words[0]) else "yolo"


def recognise(path: str) -> str:
    """The format of a file or directory of labels."""
    require_path(path)
    if os.path.isdir(path):
        return _directory(path)
    if is_database(path):
        return "database"
    return "csv" if path.lower().endswith((".csv", ".tsv")) else "coco"


def _csv_kind(path: str) -> str:
    names = csv_columns(path)
    if {"metric", "bound"} <= set(names):
        return "a table of requirements"
    return "a CSV file of predictions" if "score" in names else "a CSV file of labels" if "image_id" in names else "a CSV file"


def described(path: str) -> str:
    """What a path is, for a message."""
    if os.path.isdir(path):
        return "a directory"
    if is_database(path):
        return "a SQLite database"
    mark = _json_mark(path)
    if mark:
        return "a JSON array, as COCO's results are" if mark == "[" else "a JSON object, as COCO's instances are"
    return _csv_kind(path) if path.lower().endswith((".csv", ".tsv")) else "neither JSON, a .csv or .tsv file, nor a SQLite database"


def predictions_format(labels: str, labels_format: str, predictions: str, has_names: bool) -> str:
    """How to read predictions that are given with these labels; an Error says why they do not go together."""
    require_path(predictions)
    if os.path.isdir(predictions):
        if labels_format in DIRECTORIES:
            return labels_format
        raise Error(f"{predictions} is a directory, which goes with labels in a directory (YOLO, VOC or KITTI); {labels} is {described(labels)}")
    if is_database(predictions):
        return "database"
    if predictions.lower().endswith((".csv", ".tsv")):
        return "csv"
    if labels_format == "coco" or has_names:
        return "coco"
    raise Error(f"{predictions} is {described(predictions)}, and {labels} is {described(labels)}: COCO's results go with an instances file,"
                " or with --names, which names the classes of their category_id")


def check_order(labels: str, predictions: str | None) -> None:
    """An Error where files are of another kind than their place on the command line."""
    if not os.path.isfile(labels):
        return
    kind = described(labels)
    if kind == "a table of requirements":
        raise Error(f"{labels} is {kind}, not labels: they come first, in `boxscore check REQUIREMENTS LABELS PREDICTIONS`")
    if predictions is None or not os.path.isfile(predictions):
        return
    other = described(predictions)
    if other == "a table of requirements":
        raise Error(f"{predictions} is {other}, not predictions: they come first, in `boxscore check REQUIREMENTS LABELS PREDICTIONS`")
    swapped = kind.startswith("a JSON array") and other.startswith("a JSON object")
    swapped = swapped or kind.endswith("of predictions") and other.endswith("of labels")
    if swapped:
        raise Error(f"{labels} is {kind}, and {predictions} is {other}: LABELS come first, then PREDICTIONS")


def check_requirements(path: str) -> None:
    require_path(path)
    kind = described(path)
    if not kind.startswith(("a table", "a CSV file", "neither")):
        raise Error(f"{path} is {kind}, not a CSV file of requirements: the order is REQUIREMENTS LABELS PREDICTIONS")
    if kind.endswith(("of labels", "of predictions")):
        raise Error(f"{path} is {kind}, not of requirements (name, metric, bound): the order is REQUIREMENTS LABELS PREDICTIONS")
