"""boxscore's side of the comparison: a data set in tables, and the reference's arrays from ordinary SQL.

An array is a dictionary: (category id, area_range, limit, threshold) -> what the cell holds. Cells of a class
without labels are absent, where the reference has -1.
"""

import json
import os
import random
import sqlite3

STATS = ("AP", "AP50", "AP75", "APs", "APm", "APl", "AR1", "AR10", "AR100", "ARs", "ARm", "ARl")


def connect(extension, path=":memory:"):
    database = sqlite3.connect(path, isolation_level=None, uri=path.startswith("file:"))
    database.enable_load_extension(True)
    database.load_extension(extension)
    return database


def numbers(values, as_text):
    return [repr(float(value)) if as_text else value for value in values]


def fill(database, data, style):
    """Makes the tables images, labels and predictions, their rows in any order; the style says how they are written:
    'plain', 'text' (numbers as text, as a CSV import leaves them), 'json' (a bbox column), 'integer' (the class
    is the category id, and there is no column category_id). Returns the class of each category id."""
    rng = random.Random(data.seed)
    names = {i: (i if style == "integer" else name) for i, name in data.categories}
    geometry = "bbox" if style == "json" else "x, y, width, height"
    category = "" if style == "integer" else ", category_id"
    with_area = any(label["area"] is not None for label in data.labels)
    area = ", area" if with_area else ""

    def box(bbox):
        return [json.dumps(bbox)] if style == "json" else numbers(bbox, style == "text")

    label_rows = [
        [label["id"], label["image_id"], names[label["category_id"]], label["iscrowd"]]
        + ([label["category_id"]] if category else [])
        + (numbers([label["area"]], style == "text") if with_area else [])
        + box(label["bbox"])
        for label in data.labels
    ]
    prediction_rows = [
        [i + 1, p["image_id"], names[p["category_id"]]] + numbers([p["score"]], style == "text") + box(p["bbox"])
        for i, p in enumerate(data.predictions)
    ]
    database.execute("DROP TABLE IF EXISTS labels")
    database.execute("DROP TABLE IF EXISTS predictions")
    database.execute(f"CREATE TABLE labels(id, image_id, class, iscrowd{category}{area}, {geometry})")
    database.execute(f"CREATE TABLE predictions(id, image_id, class, score, {geometry})")
    # Images of both: labels and predictions of a small data set may have none in common.
    database.execute("DROP VIEW IF EXISTS temp.images")
    database.execute("DROP TABLE IF EXISTS main.images")
    database.execute("CREATE TABLE main.images(id, width, height)")
    database.executemany("INSERT INTO images VALUES (?, 640, 480)", [(image,) for image in data.images])
    for table, rows in (("labels", label_rows), ("predictions", prediction_rows)):
        rng.shuffle(rows)
        if rows:
            places = ", ".join("?" * len(rows[0]))
            database.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    return names


def fill_from_files(database, data, folder):
    """Writes the data set as COCO files and puts TEMP views over them: nothing is imported."""
    document, results = data.coco()
    labels, predictions = os.path.join(folder, "labels.json"), os.path.join(folder, "predictions.json")
    for path, value in ((labels, document), (predictions, results)):
        with open(path, "w") as file:
            json.dump(value, file, indent=random.Random(data.seed).choice([None, 1]))
    return views_of_files(database, labels, predictions, data.categories)


def views_of_files(database, labels, predictions, categories):
    for table in ("labels", "predictions"):
        database.execute(f"DROP TABLE IF EXISTS main.{table}")
        database.execute(f"DROP VIEW IF EXISTS temp.{table}")
    labels, predictions = (path.replace("'", "''") for path in (labels, predictions))
    database.execute("DROP VIEW IF EXISTS temp.images")
    database.execute(f"CREATE TEMP VIEW images AS SELECT * FROM coco_images('{labels}')")
    database.execute(f"CREATE TEMP VIEW labels AS SELECT * FROM coco_labels('{labels}')")
    database.execute(f"CREATE TEMP VIEW predictions AS SELECT * FROM coco_predictions('{predictions}', '{labels}')")
    return dict(categories)


def places(values):
    return ", ".join("?" * len(values))


def classes_of(data, names):
    """What the parameter classes is set to; NULL for all."""
    return None if data.selected is None else json.dumps([names[i] for i in data.selected])


def in_lists(data, names):
    """A WHERE clause that asks for every threshold, area and limit at once, and its values."""
    areas = list(data.areas)
    clause = (
        f"iou_threshold IN ({places(data.thresholds)}) AND area_range IN ({places(areas)})"
        f" AND max_detections IN ({places(data.limits)}) AND classes IS ?"
    )
    return clause, data.thresholds + areas + data.limits + [classes_of(data, names)]


def curves(database, data, names):
    """The precision, score and recall-grid lists of each cell."""
    clause, values = in_lists(data, names)
    ids = {name: i for i, name in names.items()}
    cells = {}
    rows = database.execute(
        "SELECT class, area_range, max_detections, iou_threshold, recall, precision, score"
        f" FROM pr_curve WHERE {clause}",
        values,
    )
    for name, area, limit, threshold, recall, precision, score in rows:
        cell = cells.setdefault((ids[name], area, limit, threshold), ([], [], []))
        cell[0].append(precision)
        cell[1].append(0.0 if score is None else score + 0.0)
        cell[2].append(recall)
    return cells


def recalls(database, data, names):
    """ar and ap of each cell; None where the class has no labels."""
    clause, values = in_lists(data, names)
    ids = {name: i for i, name in names.items()}
    rows = database.execute(
        f"SELECT class, area_range, max_detections, iou_threshold, ar, ap FROM ap_by_class WHERE {clause}", values
    )
    return {(ids[row[0]],) + row[1:4]: row[4:6] for row in rows}


def mean_over_thresholds(database, data, names):
    """AP and AR of each class over COCO's ten thresholds."""
    ids = {name: i for i, name in names.items()}
    areas = list(data.areas)
    rows = database.execute(
        "SELECT class, area_range, max_detections, ap, ar FROM ap_by_class WHERE iou_threshold = '0.50:0.95'"
        f" AND area_range IN ({places(areas)}) AND max_detections IN ({places(data.limits)}) AND classes IS ?",
        areas + data.limits + [classes_of(data, names)],
    )
    return {(ids[row[0]],) + row[1:3]: row[3:5] for row in rows}


def summary(database, data, names):
    """The rows of coco_summary for the detection limits of the data set: metric -> value."""
    return dict(
        database.execute(
            "SELECT metric, value FROM coco_summary WHERE detection_limits = ? AND classes IS ?",
            [str(data.limits), classes_of(data, names)],
        )
    )


def outcomes(database, data, names, threshold, area):
    """The outcomes at the largest limit."""
    rows = database.execute(
        "SELECT outcome, reason, prediction_id, label_id, iou FROM match_outcomes"
        " WHERE iou_threshold = ? AND area_range = ? AND max_detections = ? AND classes IS ?",
        [threshold, area, data.limits[-1], classes_of(data, names)],
    )
    return rows.fetchall()
