"""evaluate(): labels and predictions from Python as tables of a connection."""

from __future__ import annotations

import datetime
import decimal
import json
import math
import os
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import doubts
from .session import Error, Session

PLAIN = (str, bytes, int, type(None))
NOT_A_SOURCE = "neither a data frame, a list of dictionaries, a dictionary of columns, nor a COCO file"
VIEWS = ("temp_reports", "temp_charts", "temp_pictures")


def _jsonable(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("ascii")
    return value.tolist() if hasattr(value, "tolist") else str(value)


def cell(value: Any) -> Any:
    """A value as SQLite keeps it: a missing one is NULL, and a list, an array or a dictionary is JSON."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, float):
        return None if math.isnan(value) else float(value)
    if isinstance(value, (list, tuple, dict)):
        return json.dumps(value, default=_jsonable)
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, (bytearray, memoryview)):
        return bytes(value)
    if hasattr(value, "tolist"):  # numpy: a scalar, or an array
        return cell(value.tolist())
    if hasattr(value, "to_list"):  # a polars Series in a cell
        return cell(value.to_list())
    return str(value)


def _of_dicts(rows: list[Any]) -> tuple[list[str], Iterator[Any]]:
    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    return names, ([row.get(name) for name in names] for row in rows)


def columns_and_rows(source: Any, what: str) -> tuple[list[str], Iterable[Any]]:
    """The columns and rows of a pandas, polars or Arrow table, of a dictionary of columns, or of a list of dictionaries."""
    if hasattr(source, "itertuples"):
        return [str(name) for name in source.columns], source.itertuples(index=False, name=None)
    if hasattr(source, "collect") and not hasattr(source, "iter_rows"):  # a lazy frame of polars
        source = source.collect()
    if hasattr(source, "iter_rows"):
        return list(source.columns), source.iter_rows()
    if hasattr(source, "to_pylist"):
        return _of_dicts(source.to_pylist())
    if isinstance(source, Mapping):
        if not all(hasattr(column, "__len__") and not isinstance(column, (str, bytes)) for column in source.values()):
            raise Error(f"{what}: {NOT_A_SOURCE}")
        lengths = {len(column) for column in source.values()}
        if len(lengths) > 1:
            raise Error(f"{what}: the columns have different lengths: {sorted(lengths)}")
        return [str(name) for name in source], zip(*source.values())
    rows = list(source) if isinstance(source, Iterable) else [source]
    if not all(isinstance(row, Mapping) for row in rows):
        raise Error(f"{what}: {NOT_A_SOURCE}")
    return _of_dicts(rows)


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def insert_rows(session: Session, table: str, source: Any) -> None:
    """Makes a table of the rows. COCO's category_id serves as the class where there is no other."""
    names, rows = columns_and_rows(source, table)
    if not names:
        names = {"images": ["id", "width", "height"]}.get(table, ["id", "image_id", "class", "score", "x", "y", "width", "height"])
    cells: Iterable[Any] = ([cell(value) for value in row] for row in rows)
    if table != "images" and "class" not in names and "category_id" in names:
        place = names.index("category_id")
        names, cells = [*names, "class"], ([*row, row[place]] for row in cells)
    session.script(f"CREATE TABLE {table}({', '.join(map(quoted, names))})")
    session.insert(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", cells)


def _is_path(source: Any) -> bool:
    return isinstance(source, (str, os.PathLike))


def _is_coco(source: Any) -> bool:
    return isinstance(source, Mapping) and isinstance(source.get("annotations"), list)


def _is_results(source: Any) -> bool:
    return isinstance(source, list) and (not source or isinstance(source[0], Mapping) and "category_id" in source[0] and "class" not in source[0])


class _Files:
    """COCO's dictionaries and lists as files, for the readers of boxscore, while evaluate() runs."""

    def __init__(self, folder: str):
        self.folder, self.count = folder, 0

    def path(self, source: Any) -> str:
        if _is_path(source):
            return os.fspath(source)
        self.count += 1
        path = os.path.join(self.folder, f"{self.count}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(source, file, default=_jsonable)
        return path


def _fill(session: Session, labels: Any, predictions: Any, images: Any, files: _Files) -> None:
    coco = _is_path(labels) or _is_coco(labels)
    path = files.path(labels) if coco else None
    if coco:
        session.rows("CREATE TABLE labels AS SELECT * FROM coco_labels(?)", [path])
    else:
        insert_rows(session, "labels", labels)
    if coco and (_is_path(predictions) or _is_coco(predictions) or _is_results(predictions)):
        session.rows("CREATE TABLE predictions AS SELECT * FROM coco_predictions(?, ?)", [files.path(predictions), path])
    elif _is_path(predictions):
        raise Error("predictions: a COCO results file goes with labels from a COCO file, which has the names of the classes")
    else:
        insert_rows(session, "predictions", predictions)
    if images is not None:
        if _is_path(images):
            session.rows("CREATE TABLE images AS SELECT * FROM coco_images(?)", [os.fspath(images)])
        else:
            insert_rows(session, "images", images)
    elif coco:
        session.rows("CREATE TABLE images AS SELECT * FROM coco_images(?)", [path])


def evaluate(labels: Any, predictions: Any, images: Any = None, *, path: str | os.PathLike[str] = ":memory:") -> Any:
    """A connection with the tables labels, predictions and (where known) images, and the report views over them.

    labels, predictions and images are data frames of pandas or polars, lists of dictionaries, or dictionaries of columns. labels
    may also be a COCO file (its path, or the dictionary in it), and predictions a COCO results file or list. Columns have the
    names of docs/how-to/data.md; others are kept, to group by. `path` is a database to make, else one in memory.
    """
    from .loading import connect

    made = os.fspath(path) != ":memory:" and not os.path.exists(path)
    session = Session(connect(path))
    try:
        with tempfile.TemporaryDirectory() as folder:
            _fill(session, labels, predictions, images, _Files(folder))
    except Exception:
        session.connection.close()
        if made and os.path.exists(path):
            os.remove(path)
        raise
    for doubt in doubts.corners(session):
        warnings.warn(doubt, stacklevel=2)
    for name in VIEWS:
        session.script(session.value("SELECT boxscore_sql(?)", [name]))
    return session.connection
