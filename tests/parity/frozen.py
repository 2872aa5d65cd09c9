"""Checks boxscore against the figures that pycocotools gave for the data sets in tests/parity/frozen.

    python3 tests/parity/frozen.py --extension build/boxscore tests/parity/frozen

Standard library only. A cell that differs says its class, area and limit; `make parity` shows single numbers.
"""

import argparse
import glob
import json
import os
import sys
import tempfile

import arrays
import datasets
import sqlside


def read(path):
    with open(path) as file:
        frozen = json.load(file)
    data = datasets.DataSet(frozen["seed"], frozen["images"], [tuple(c) for c in frozen["categories"]])
    for row in frozen["labels"]:
        keys = dict(zip(("id", "image_id", "category_id", "iscrowd", "area"), row))
        data.labels.append(dict(keys, bbox=row[5:]))
    for row in frozen["predictions"]:
        data.predictions.append(dict(zip(("image_id", "category_id", "score"), row), bbox=row[3:]))
    data.selected = frozen["selected"]
    data.thresholds, data.limits = frozen["thresholds"], frozen["limits"]
    data.areas = {name: tuple(pair) for name, pair in frozen["areas"].items()}
    return data, frozen


def differences(database, data, names, frozen):
    """Yields a text for each figure that is not the frozen one."""
    curves, recalls = sqlside.curves(database, data, names), sqlside.recalls(database, data, names)
    absent = ([-1.0] * arrays.POINTS, [-1.0] * arrays.POINTS, None)
    means = {}
    if data.thresholds == datasets.THRESHOLDS:
        means = sqlside.mean_over_thresholds(database, data, names)
    for category, area, limit, ap, ar, expected in frozen["cells"]:
        key = (category, area, limit)
        cells = [curves.get(key + (t,), absent) for t in data.thresholds]
        values = [v for cell in cells for v in cell[0]] + [v for cell in cells for v in cell[1]]
        values += [-1.0 if v is None else v for v in (recalls.get(key + (t,), (None,))[0] for t in data.thresholds)]
        if arrays.digest(values)[:16] != expected:
            yield f"cells of {key}: another hash"
        if means and means.get(key, (None, None)) != (ap, ar):
            yield f"mean AP and AR of {key}: {means.get(key)}, pycocotools {(ap, ar)}"
    if frozen["summary"]:
        ours = list(sqlside.summary(database, data, names).items())
        theirs = [tuple(row) for row in frozen["summary"]]
        if ours != theirs:
            yield f"coco_summary: {ours}, pycocotools {theirs}"
    found = {}
    for outcome, reason, prediction, label, _ in sqlside.outcomes(database, data, names, data.thresholds[0], "all"):
        if prediction is not None and reason != "max_detections":
            found[prediction] = label if outcome == "TP" else 0 if outcome == "FP" else -1
    if found != dict(frozen["matches"]):
        yield f"matches: {sorted(found.items())}, pycocotools {frozen['matches']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("folder")
    arguments = parser.parse_args()
    database = sqlside.connect(arguments.extension)
    paths = sorted(glob.glob(os.path.join(arguments.folder, "*.json")))
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            data, frozen = read(path)
            for style in ("plain", "text", "json", "integer", "files"):
                if style == "files":
                    names = sqlside.fill_from_files(database, data, folder)
                else:
                    names = sqlside.fill(database, data, style)
                wrong = list(differences(database, data, names, frozen))
                for text in wrong:
                    print(f"parity-frozen: {os.path.basename(path)}, {style}: {text}")
                failed += bool(wrong)
                passed += not wrong
            for table in ("labels", "predictions"):
                database.execute(f"DROP VIEW temp.{table}")
    print(f"parity-frozen: {passed} passed, {failed} failed ({len(paths)} data sets, each written in five ways)")
    sys.exit(1 if failed or not paths else 0)


if __name__ == "__main__":
    main()
