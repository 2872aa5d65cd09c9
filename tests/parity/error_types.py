"""Compares error_types and match_errors with tidecv 1.0.1: counts and mistakes exactly, gains to 1e-9.

    python tests/parity/error_types.py --extension build/boxscore --frozen tests/parity/frozen/error_types
    python tests/parity/error_types.py --extension build/boxscore --count 300 [--seed 1]
    python tests/parity/error_types.py --freeze tests/parity/frozen/error_types
    python tests/parity/error_types.py --extension build/boxscore --sample FOLDER

The first and the last use the standard library only; the others need tidecv. The sample is that of sample.py, with
expected_tidecv_bbox.json and expected_tidecv_segm.json. A difference names the seed of its data set.
"""

import argparse
import glob
import json
import os
import random
import sys
from dataclasses import dataclass

import datasets
import sqlside


@dataclass
class Judgement:
    foreground: float
    background: float
    limit: int
    counts: dict
    gains: dict  # None: nothing is left to score
    mistakes: list  # [kind, id, error, label that it is about or None]


def close(a, b):
    return a is b if a is None or b is None else abs(a - b) <= 1e-9


def compare(database, judgement, iou_type="bbox"):
    """Yields a text for each difference."""
    where = "iou_type = ? AND iou_threshold = ? AND background_iou = ? AND max_detections = ?"
    values = [iou_type, judgement.foreground, judgement.background, judgement.limit]
    rows = database.execute(f"SELECT error, count, gain FROM error_types WHERE {where}", values).fetchall()
    for error, count, gain in rows:
        if count != judgement.counts.get(error, count):
            yield f"{count} of {error}, tidecv {judgement.counts[error]}"
        if not close(gain, judgement.gains[error]):
            yield f"gain of {error} {gain!r}, tidecv {judgement.gains[error]!r}"
    if judgement.mistakes is None:
        return
    rows = database.execute(
        "SELECT kind, id, error, CASE WHEN error IN ('classification', 'localisation') THEN other_id END"
        f" FROM match_errors WHERE error IS NOT NULL AND {where}", values
    )
    ours = sorted(list(row) for row in rows)
    if ours != judgement.mistakes:
        yield f"mistakes {[m for m in ours if m not in judgement.mistakes]}, tidecv {[m for m in judgement.mistakes if m not in ours]}"


def make(seed):
    """A data set that tidecv can judge: something to score, and scores above -1, below which it finds no best."""
    for again in range(100):
        data, rng = datasets.make(seed * 100 + again), random.Random(-seed)
        lowest = min((p["score"] for p in data.predictions), default=0)
        if lowest > -1 and (data.predictions or any(not label["iscrowd"] for label in data.labels)):
            break
    foreground = rng.choice([0.5, 0.5, 0.25, 0.75, 0.3, 1.0])
    background = rng.choice([value for value in (0.1, 0.1, 0.125, 0.25, 0.5) if value <= foreground])
    return data, foreground, background, rng.choice([100, 100, 5, 1, 300])


def show(name, texts):
    for text in texts:
        print(f"parity-error-types: {name}: {text}")
    return bool(texts)


def live(database, seed, count):
    import tide

    failed = 0
    for number in range(seed, seed + count):
        data, foreground, background, limit = make(number)
        sqlside.fill(database, data, "integer")
        failed += show(f"data set {number}", list(compare(database, tide.judge(data, foreground, background, limit))))
    return count, failed


def masks(database, seed, count):
    """The shapes of segm.py."""
    import segm
    import tide
    from pycocotools import mask

    failed = 0
    for number in range(seed, seed + count):
        _, foreground, background, limit = make(number)
        data = segm.make(number)
        if not data.predictions or min(p["score"] for p in data.predictions) <= -1:
            continue
        for item in data.labels + data.predictions:
            shape = item["segmentation"]
            item["mask"] = shape if isinstance(shape, dict) else mask.merge(mask.frPyObjects(shape, 480, 640))
            item["text"] = json.dumps(shape)
        for table, columns in (("labels", "id, image_id, class, iscrowd, segmentation"),
                               ("predictions", "id, image_id, class, score, segmentation")):
            database.execute(f"DROP TABLE IF EXISTS {table}")
            database.execute(f"CREATE TABLE {table}({columns})")
        database.executescript("CREATE TABLE IF NOT EXISTS images(id, width, height); DELETE FROM images;")
        database.executemany("INSERT INTO images VALUES (?, 640, 480)", [(i,) for i in data.images])
        database.executemany(
            "INSERT INTO labels VALUES (?, ?, ?, ?, ?)",
            [(r["id"], r["image_id"], r["category_id"], r["iscrowd"], r["text"]) for r in data.labels],
        )
        database.executemany(
            "INSERT INTO predictions VALUES (?, ?, ?, ?, ?)",
            [(i + 1, r["image_id"], r["category_id"], r["score"], r["text"]) for i, r in enumerate(data.predictions)],
        )
        judgement = tide.judge(data, foreground, background, limit, "mask")
        failed += show(f"masks of data set {number}", list(compare(database, judgement, "segm")))
    return count, failed


def frozen(database, folder):
    paths, failed = sorted(glob.glob(os.path.join(folder, "*.json"))), 0
    for path in paths:
        with open(path) as file:
            stored = json.load(file)
        data = datasets.DataSet(0, categories=[(i, i) for i in stored["categories"]])
        for row in stored["labels"]:
            keys = dict(zip(("id", "image_id", "category_id", "iscrowd"), row))
            data.labels.append(dict(keys, area=None, bbox=row[4:]))
        for row in stored["predictions"]:
            data.predictions.append(dict(zip(("image_id", "category_id", "score"), row), bbox=row[3:]))
        sqlside.fill(database, data, "integer")
        failed += show(os.path.basename(path), list(compare(database, Judgement(**stored["judgement"]))))
    return len(paths), failed


def freeze(folder, count=12):
    import freeze as figures
    import tide

    os.makedirs(folder, exist_ok=True)
    number = written = 0
    while written < count:
        number += 1
        data, foreground, background, limit = make(number)
        if not 20 <= len(data.predictions) <= 400 or len(data.labels) < 8:
            continue
        written += 1
        document = {
            "categories": [i for i, _ in data.categories],
            "labels": [[r["id"], r["image_id"], r["category_id"], r["iscrowd"]] + r["bbox"] for r in data.labels],
            "predictions": [[r["image_id"], r["category_id"], r["score"]] + r["bbox"] for r in data.predictions],
            "judgement": vars(tide.judge(data, foreground, background, limit)),
        }
        with open(os.path.join(folder, f"{written:02d}.json"), "w") as file:
            file.write(figures.rows_on_lines(document))


def sample(database, folder):
    """Images and labels get the numbers of their places in the file, by which tidecv breaks ties."""
    names = {"Cls": "classification", "Loc": "localisation", "Both": "both", "Dupe": "duplicate", "Bkg": "background",
             "Miss": "missed", "FalsePos": "false_positives", "FalseNeg": "false_negatives"}
    failed = 0
    labels = os.path.join(folder, "instances_val2014_100.json")
    for iou_type in ("bbox", "segm"):
        predictions = os.path.join(folder, f"instances_val2014_fake{iou_type}100_results.json")
        for table in ("images", "labels", "predictions", "places"):
            database.execute(f"DROP TABLE IF EXISTS {table}")
        database.execute("CREATE TABLE places(place INTEGER PRIMARY KEY, id)")
        database.execute("INSERT INTO places(id) SELECT id FROM coco_images(?)", [labels])
        moved = "SELECT place AS image_id, class, iscrowd, segmentation, x, y, width, height"
        database.execute(f"CREATE TABLE labels AS {moved} FROM coco_labels(?) AS l JOIN places AS p ON p.id = l.image_id", [labels])
        database.execute("CREATE TABLE images AS SELECT place AS id, width, height FROM coco_images(?) JOIN places USING (id)",
                         [labels])
        database.execute("CREATE TABLE predictions AS " + moved.replace("iscrowd", "score")
                         + " FROM coco_predictions(?, ?) AS l JOIN places AS p ON p.id = l.image_id",
                         [predictions, labels])
        with open(os.path.join(folder, f"expected_tidecv_{iou_type}.json")) as file:
            expected = json.load(file)
        gains = {names[k]: v / 100 for part in ("dAP_main", "dAP_special") for k, v in expected[part].items()}
        counts = {names[k]: v for k, v in expected["counts"].items()}
        judgement = Judgement(expected["pos_thr"], expected["bg_thr"], 100, counts, gains, None)
        failed += show(f"sample, {iou_type}", list(compare(database, judgement, iou_type)))
    return 2, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension")
    parser.add_argument("--frozen")
    parser.add_argument("--freeze")
    parser.add_argument("--sample")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--masks", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.freeze:
        freeze(arguments.freeze)
        return
    database = sqlside.connect(arguments.extension)
    parts = []
    if arguments.frozen:
        parts.append(frozen(database, arguments.frozen))
    if arguments.sample:
        parts.append(sample(database, arguments.sample))
    if arguments.count:
        parts.append(live(database, arguments.seed, arguments.count))
    if arguments.masks:
        parts.append(masks(database, arguments.seed, arguments.masks))
    count, failed = (sum(part[i] for part in parts) for i in (0, 1))
    print(f"parity-error-types: {count - failed} passed, {failed} failed (data sets)")
    sys.exit(1 if failed or not count else 0)


if __name__ == "__main__":
    main()
