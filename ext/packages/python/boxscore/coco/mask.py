"""Masks as run-length encodings, with the functions of pycocotools.mask: encode, decode, area, toBbox, iou, merge, frPyObjects.

The work is that of boxscore's SQL functions on geometries. Encodings are dictionaries {"size": [height, width], "counts": bytes},
as pycocotools has them; text and lists of counts are read too.
"""

from __future__ import annotations

import json
import threading
from typing import Any

import numpy as np

from ..session import Session

__all__ = ["area", "decode", "encode", "frPyObjects", "iou", "merge", "toBbox"]

_local = threading.local()


def session() -> Session:
    """A connection of this thread for calls of scalar functions."""
    if not hasattr(_local, "session"):
        _local.session = Session()
    return _local.session


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("ascii")
    return value.tolist()


def to_json(geometry: Any) -> str:
    """A geometry of pycocotools (encoding, polygons, box) in the notation of boxscore."""
    return json.dumps(geometry, default=_plain)


def from_json(text: str) -> dict[str, Any]:
    found = json.loads(text)
    return {"size": found["size"], "counts": found["counts"].encode("ascii")}


def _each(function: str, items: Any, *rest: Any) -> list[Any]:
    """function(item, rest...) of every item, as SQL has it."""
    sql = f"SELECT {function}({', '.join('?' * (1 + len(rest)))})"
    here = session()
    return [here.value(sql, (to_json(item), *rest)) for item in items]


def _encode_plane(plane: Any) -> dict[str, Any]:
    height, width = plane.shape
    pixels = np.asarray(plane).ravel(order="F") != 0
    changes = np.flatnonzero(pixels[1:] != pixels[:-1]) + 1
    edges = np.concatenate([[0], changes, [pixels.size]])
    counts = np.diff(edges).tolist()
    if pixels.size and pixels[0]:
        counts.insert(0, 0)
    return from_json(_each("geometry_json", [{"size": [height, width], "counts": counts}])[0])


def encode(bimask: Any) -> Any:
    """The encoding of a mask of height x width, or of each of the masks of height x width x n."""
    if bimask.ndim == 2:
        return _encode_plane(bimask)
    return [_encode_plane(bimask[:, :, i]) for i in range(bimask.shape[2])]


def _run_lengths(counts: Any) -> list[int]:
    """The run lengths of an encoding (docs/explanation/numbers.md, section 2, says how the text has them)."""
    if not isinstance(counts, (str, bytes)):
        return list(counts)
    text = counts.encode("ascii") if isinstance(counts, str) else counts
    runs: list[int] = []
    value = shift = 0
    for byte in text:
        bits = byte - 48
        value |= (bits & 31) << shift
        shift += 5
        if bits & 32:
            continue
        if bits & 16:
            value -= 1 << shift
        runs.append(value + (runs[-2] if len(runs) > 2 else 0))
        value = shift = 0
    return runs


def _decode_one(rle: Any) -> Any:
    height, width = rle["size"]
    runs = _run_lengths(rle["counts"])
    values = np.arange(len(runs), dtype=np.uint8) & 1
    pixels = np.repeat(values, runs)
    if pixels.size != height * width:
        raise ValueError(f"mask: the run lengths add up to {pixels.size}, the canvas has {height * width} pixels")
    return pixels.reshape((height, width), order="F")


def decode(rleObjs: Any) -> Any:
    """The mask of an encoding, height x width; of a list of them, height x width x n."""
    if not isinstance(rleObjs, list):
        return _decode_one(rleObjs)
    height, width = rleObjs[0]["size"]
    planes = np.zeros((height, width, len(rleObjs)), dtype=np.uint8, order="F")
    for i, rle in enumerate(rleObjs):
        planes[:, :, i] = _decode_one(rle)
    return planes


def area(rleObjs: Any) -> Any:
    """The number of pixels."""
    if not isinstance(rleObjs, list):
        return area([rleObjs])[0]
    return np.array(_each("geometry_area", rleObjs), dtype=np.uint32)


def toBbox(rleObjs: Any) -> Any:
    """The box around the pixels, [x, y, width, height]."""
    if not isinstance(rleObjs, list):
        return toBbox([rleObjs])[0]
    boxes = [json.loads(box) for box in _each("geometry_box", rleObjs)]
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _box_rows(boxes: Any) -> list[list[float]]:
    return np.asarray(boxes, dtype=np.float64).reshape(-1, 4).tolist()


def iou(dt: Any, gt: Any, pyiscrowd: Any) -> Any:
    """The IoU of every detection with every label, a matrix; against a crowd it is relative to the detection."""
    if len(dt) == 0 or len(gt) == 0:
        return []
    sides = [[to_json(g) for g in (side if isinstance(side[0], dict) else _box_rows(side))] for side in (dt, gt)]
    crowds = [int(crowd) for crowd in pyiscrowd]
    if len(crowds) != len(gt):
        raise ValueError(f"mask.iou: {len(crowds)} crowd flags for {len(gt)} labels")
    rows = session().rows(
        "SELECT iou(d.value, g.value, c.value) FROM json_each(?) AS d CROSS JOIN json_each(?) AS g"
        " JOIN json_each(?) AS c ON c.key = g.key ORDER BY d.key, g.key",
        (json.dumps(sides[0]), json.dumps(sides[1]), json.dumps(crowds)),
    )
    return np.array(rows, dtype=np.float64).reshape(len(dt), len(gt))


def merge(rleObjs: Any, intersect: int = 0) -> dict[str, Any]:
    """The union of masks, or their intersection."""
    if not intersect:
        texts = json.dumps([to_json(rle) for rle in rleObjs])
        return from_json(session().value("SELECT geometry_json(geometry_union(value)) FROM json_each(?)", (texts,)))
    shared = to_json(rleObjs[0])
    for rle in rleObjs[1:]:
        shared = session().value("SELECT geometry_intersection(?, ?)", (shared, to_json(rle)))
    return from_json(_each("geometry_json", [json.loads(shared)])[0])


def _from_geometry(geometry: Any, h: int, w: int) -> dict[str, Any]:
    return from_json(_each("geometry_mask", [geometry], int(w), int(h))[0])


def _is_numbers(value: Any) -> bool:
    return len(value) > 0 and not hasattr(value[0], "__len__")


def _ring_or_box(numbers: Any) -> Any:
    return list(numbers) if len(numbers) == 4 else [list(numbers)]


def frPyObjects(pyobj: Any, h: int, w: int) -> Any:
    """Encodings of polygons, boxes, or uncompressed encodings on a canvas; of a single one where a single one is given."""
    if isinstance(pyobj, dict):
        return from_json(_each("geometry_json", [pyobj])[0])
    if _is_numbers(pyobj):
        return _from_geometry(_ring_or_box(pyobj), h, w)
    if isinstance(pyobj[0], dict):
        return [from_json(text) for text in _each("geometry_json", pyobj)]
    return [_from_geometry(_ring_or_box(item), h, w) for item in pyobj]
