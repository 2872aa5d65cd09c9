"""Rewrites tests/parity/frozen: some small random data sets with pycocotools' figures for them.

    python tests/parity/freeze.py tests/parity/frozen

Needs pycocotools and numpy (the python of build/venv-parity). Numbers are written so that they read back to the
same bits. A file holds the data set; the twelve figures where it has COCO's thresholds and areas; for each class,
area and limit the mean AP and AR and a hash of all its cells; and the matches at the first threshold and area.
"""

import json
import os
import sys

import numpy
from pycocotools import mask

import arrays
import datasets
import reference


def cells_of(data, evaluation):
    """One row a class, area and limit: its mean AP and AR (None without labels), and a hash of its cells."""
    precision, recall, scores = (evaluation.eval[name] for name in ("precision", "recall", "scores"))
    rows = []
    for k, category in enumerate(evaluation.params.catIds):
        for a, area in enumerate(data.areas):
            for m, limit in enumerate(data.limits):
                place = (slice(None), slice(None), k, a, m)
                cells = numpy.concatenate([precision[place], scores[place] + 0.0]).ravel().tolist()
                cells += recall[:, k, a, m].tolist()
                ap, ar = reference.mean(precision[place]), reference.mean(recall[:, k, a, m])
                rows.append([int(category), area, limit, ap, ar, arrays.digest(cells)[:16]])
    return rows


def matches_of(data, evaluation):
    """The matches at the first threshold and area: [prediction, label], the label 0 for none, -1 for ignored."""
    found = []
    for image in evaluation.evalImgs:
        if image is None or tuple(image["aRng"]) != data.areas["all"]:
            continue
        for prediction, label, ignored in zip(image["dtIds"], image["dtMatches"][0], image["dtIgnore"][0]):
            found.append([int(prediction), -1 if ignored else int(label)])
    return sorted(found)


def document(data):
    evaluation = reference.evaluate(data)
    return {
        "seed": data.seed,
        "images": data.images,
        "categories": data.categories,
        "labels": [
            [r["id"], r["image_id"], r["category_id"], r["iscrowd"], r["area"]] + r["bbox"] for r in data.labels
        ],
        "predictions": [[r["image_id"], r["category_id"], r["score"]] + r["bbox"] for r in data.predictions],
        "thresholds": data.thresholds,
        "areas": data.areas,
        "limits": data.limits,
        "selected": data.selected,
        "summary": reference.summary(evaluation, data.limits) if data.standard() else None,
        "cells": cells_of(data, evaluation),
        "matches": matches_of(data, evaluation),
    }


def rows_on_lines(value):
    """JSON with one line a key, and one line a row of a list of lists, so that a difference can be read."""
    lines = []
    for key, item in value.items():
        if isinstance(item, list) and item and isinstance(item[0], (list, tuple)):
            body = "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in item) + "]"
        else:
            body = json.dumps(item, separators=(",", ":"))
        lines.append(json.dumps(key) + ":" + body)
    return "{\n" + ",\n".join(lines) + "\n}\n"


def hangs_on_grid(data):
    """Whether the figures are others with recalls i / 100, which differ from i * 0.01 in the last bit at ten places."""
    ours = reference.evaluate(data).eval["precision"]
    return not numpy.array_equal(ours, reference.evaluate(data, numpy.arange(101) / 100).eval["precision"])


def hangs_on_nearly_one(data):
    """Whether a threshold of 1 is reached by an IoU that rounding left just below 1."""
    if 1.0 not in data.thresholds:
        return False
    labels = [label for label in data.labels if not label["iscrowd"]]
    overlaps = mask.iou([p["bbox"] for p in data.predictions], [label["bbox"] for label in labels], [0] * len(labels))
    return bool(numpy.any((numpy.array(overlaps) < 1) & (numpy.array(overlaps) >= 1 - 1e-10)))


KINDS = (  # how many, and which
    (8, lambda data: data.standard()),
    (8, lambda data: not data.standard()),
    (2, hangs_on_grid),
    (2, hangs_on_nearly_one),
)


def chosen():
    """Small data sets of every kind."""
    wanted = [count for count, _ in KINDS]
    for seed in range(1, 100000):
        data = datasets.make(seed)
        if not 25 <= len(data.labels) + len(data.predictions) <= 140 or len(data.labels) < 6:
            continue
        if len(data.categories) > 5 or not data.predictions and seed > 50:
            continue
        for kind, (_, belongs) in enumerate(KINDS):
            if wanted[kind] and belongs(data):
                wanted[kind] -= 1
                yield data
                break
        if not any(wanted):
            return


def main():
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    for number, data in enumerate(chosen(), 1):
        with open(os.path.join(folder, f"{number:02d}.json"), "w") as file:
            file.write(rows_on_lines(document(data)))


if __name__ == "__main__":
    main()
