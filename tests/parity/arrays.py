"""The reference's arrays as bytes, put together from SQL: float64, C order, -1 where a cell is absent.

precision and scores are [threshold, recall point, class, area, limit], recall is [threshold, class, area, limit].
Standard library only: what is compared is their SHA-256.
"""

import hashlib
from array import array

import sqlside

POINTS = 101


def digest(cells):
    values = array("d", cells)
    if array("H", [1]).tobytes() != b"\x01\x00":
        values.byteswap()
    return hashlib.sha256(values.tobytes()).hexdigest()


def hashes(database, data, names):
    """precision, recall and scores of the whole data set, each as its SHA-256."""
    curves, recalls = sqlside.curves(database, data, names), sqlside.recalls(database, data, names)
    absent = ([-1.0] * POINTS, [-1.0] * POINTS, None)
    categories = data.selected or sorted(i for i, _ in data.categories)
    inner = [(k, a, m) for k in categories for a in data.areas for m in data.limits]
    precision, recall, scores = [], [], []
    for t in data.thresholds:
        cells = [curves.get(key + (t,), absent) for key in inner]
        for point in range(POINTS):
            precision += [cell[0][point] for cell in cells]
            scores += [cell[1][point] for cell in cells]
        for key in inner:
            ar = recalls.get(key + (t,), (None,))[0]
            recall.append(-1.0 if ar is None else ar)
    return {"precision": digest(precision), "recall": digest(recall), "scores": digest(scores)}
