#!/usr/bin/env python3
"""Checks that the analyses find what was planted in the street example.

    tests/examples/street.py build/boxscore.so build/example.db

Each check is one SQL statement and what it must answer. More of them look at the scripts: evaluate_coco.sql must print
what the view coco_summary_text shows, and make demo must stay within 100 columns.
"""
import hashlib
import os
import re
import sqlite3
import struct
import subprocess
import sys
import zlib

FILES = {  # of build/street: the generator must write the same bytes on every machine
    "images.csv": "4c8c382e6a06b9c75a8860c7f352ce1617c8c123ccb80fdbddf5d9ee7e1899d1",
    "instances.json": "85906305f646556300f86951551be424d39da9771878d2b4e41521286047af3c",
    "night_results.json": "666bda039a34164fd3073a83724ca9fd5bc703987f8ef002e2b54a4eeb91bfe8",
    "planted.csv": "05b45fb59f21bd97f469acb810b7e06862fed0edc4d8082f40a1152cff272e92",
    "results.json": "2b968e8aa55f7f6457bd85a479dba26d5f17c42077065faa8fc2dac7e0c4ac3a",
}

PIXELS = "e8e1a33eb6d1200d69beac4bc1f989058e2aa951ce9afb966a56e977e4b8674c"

# The decision of docs/tutorial.md.
DECIDED = """CREATE TEMP VIEW decided AS
SELECT p.* FROM predictions AS p
JOIN quality_metrics AS q ON q.level = 'prediction' AND q.metric = 'area_relative' AND q.item_id = p.id
WHERE q.value >= 0.0024 OR p.class = 'traffic light' OR (p.class NOT IN ('bus', 'truck') AND p.score >= 0.5)"""

# name, SQL, the answer
CHECKS = [
    ("the model misses most small objects and few others",
     """SELECT max(ar) FILTER (WHERE area_range = 'small') < 0.5, min(ar) FILTER (WHERE area_range <> 'small') > 0.8
        FROM (SELECT area_range, sum(tp) * 1.0 / sum(label_count) AS ar FROM ap_by_class
              WHERE area_range IN ('small', 'medium', 'large') GROUP BY area_range)""",
     [(1, 1)]),
    ("small objects that were hidden from the model are false negatives",
     """SELECT avg(m.outcome = 'FN') > 0.98 FROM planted AS p CROSS JOIN match_outcomes AS m ON m.label_id = p.id
        WHERE p.weakness = 'small object' AND p.model = 'baseline'""",
     [(1,)]),
    ("traffic lights, which are small, pull the mean down most",
     "SELECT class, map_without > map + 0.03 FROM class_ranking ORDER BY rank LIMIT 1",
     [("traffic light", 1)]),
    ("persons suffer most from the dark, and nothing else does as much",
     """SELECT class, gap > 0.5, lead(gap) OVER (ORDER BY gap DESC) < 0.25 FROM (
          SELECT m.class,
            average_precision(m.outcome, m.score, m.image_id, m.prediction_id) FILTER (WHERE i.brightness >= 0.25) -
            average_precision(m.outcome, m.score, m.image_id, m.prediction_id) FILTER (WHERE i.brightness < 0.25) AS gap
          FROM match_outcomes AS m JOIN images AS i ON i.id = m.image_id GROUP BY m.class)
        ORDER BY gap DESC LIMIT 1""",
     [("person", 1, 1)]),
    ("persons that were hidden in the dark are false negatives",
     """SELECT avg(m.outcome = 'FN') > 0.98 FROM planted AS p CROSS JOIN match_outcomes AS m ON m.label_id = p.id
        WHERE p.weakness = 'dark person' AND p.model = 'baseline'""",
     [(1,)]),
    ("each weakness is a type of error: double vision, wrong class, duplicate, clutter, shadow, missed",
     """SELECT p.weakness, e.error FROM planted AS p
        JOIN match_errors AS e ON e.kind = p.kind AND e.id = p.id
        WHERE p.model = 'baseline' AND p.weakness NOT IN ('coarse mask', 'forgotten label') AND e.error IS NOT NULL
        GROUP BY p.weakness, e.error HAVING count(*) > 1 ORDER BY 1, 2""",
     [("blurred image", "localisation"), ("confused class", "classification"), ("dark person", "missed"),
      ("distant clutter", "background"), ("duplicate", "duplicate"), ("shadow", "background"),
      ("small object", "missed")]),
    ("repairing missed objects gains most, duplicates hardly anything",
     """SELECT error FROM error_types WHERE error NOT LIKE 'false%' AND (gain > 0.1 OR gain < 0.01) ORDER BY gain DESC""",
     [("missed",), ("duplicate",), ("both",)]),
    ("most confusions are trucks called buses",
     "SELECT class, confused_class, fp > 60 FROM confusions ORDER BY fp DESC LIMIT 1",
     [("bus", "truck", 1)]),
    ("the confusion matrix has one confusion, trucks called buses, all that were planted",
     """SELECT label_class, prediction_class,
          count = (SELECT count(*) FROM planted WHERE weakness = 'confused class' AND model = 'baseline')
        FROM confusion_matrix WHERE label_class <> prediction_class""",
     [("truck", "bus", 1)]),
    ("missed objects weigh most for traffic lights and persons",
     "SELECT class FROM olrp ORDER BY false_negatives DESC LIMIT 2",
     [("traffic light",), ("person",)]),
    ("compared by masks, bicycles are located worst",
     "SELECT class, localisation > 0.3 FROM olrp WHERE iou_type = 'segm' ORDER BY localisation DESC LIMIT 1",
     [("bicycle", 1)]),
    ("forgotten labels make the most confident bicycles look overconfident",
     "SELECT low, precision < 0.7 FROM calibration WHERE class = 'bicycle' AND low >= 0.7 ORDER BY low",
     [(0.7, 0), (0.8, 0), (0.9, 1)]),
    ("clutter scored up to 0.78 makes buses and trucks overconfident there, and not above",
     """SELECT class, max(precision - mean_score) FILTER (WHERE low >= 0.5 AND low < 0.8) < -0.1,
          min(precision - mean_score) FILTER (WHERE low >= 0.8) > 0
        FROM calibration WHERE class IN ('bus', 'truck') GROUP BY class""",
     [("bus", 1, 1), ("truck", 1, 1)]),
    ("a threshold for each class keeps what the best thresholds say",
     """SELECT sum(a.tp = b.tp AND a.fp = b.fp AND a.fn = b.fn) = count(*)
        FROM ap_by_class AS a JOIN best_threshold AS b ON b.class = a.class
        WHERE a.class_thresholds = 'temp.best'""",
     [(1,)]),
    ("every truck that was called a bus has its explanation",
     """SELECT count(*) - sum(m.outcome = 'FP' AND m.class = 'bus' AND m.confused_class = 'truck') <= 2
        FROM planted AS p CROSS JOIN match_outcomes AS m ON m.prediction_id = p.id
        WHERE p.weakness = 'confused class' AND p.model = 'baseline'""",
     [(1,)]),
    ("the most confident predictions that match nothing are the forgotten labels, all fifteen and nothing else",
     """SELECT count(*), sum(f.prediction_id IN (SELECT id FROM planted WHERE weakness = 'forgotten label'))
        FROM (SELECT prediction_id FROM false_positives WHERE reason = 'no_overlap' AND confused_class IS NULL
              ORDER BY score DESC LIMIT 15) AS f""",
     [(15, 15)]),
    ("nothing else is as sure",
     """SELECT max(score) < 0.8 FROM false_positives WHERE reason = 'no_overlap' AND confused_class IS NULL
        AND prediction_id NOT IN (SELECT id FROM planted WHERE weakness = 'forgotten label')""",
     [(1,)]),
    ("the fifteen forgotten labels are the likeliest to be missing",
     """SELECT count(*), sum(prediction_id IN (SELECT id FROM planted WHERE weakness = 'forgotten label'))
        FROM likely_missing_labels WHERE rank <= 15""",
     [(15, 15)]),
    ("the fifteen forgotten labels are the repairs most worth making",
     """SELECT count(*), sum(kind = 'add_label' AND prediction_id IN (SELECT id FROM planted WHERE weakness = 'forgotten label'))
        FROM repair_gains WHERE rank <= 15""",
     [(15, 15)]),
    ("missed trucks were detected as buses",
     """SELECT class, confused_class, fn > 60 FROM missed_as ORDER BY fn DESC LIMIT 1""",
     [("truck", "bus", 1)]),
    ("duplicates are called duplicates",
     """SELECT avg(m.reason = 'duplicate' AND m.duplicate_of IS NOT NULL) > 0.95
        FROM planted AS p CROSS JOIN match_outcomes AS m ON m.prediction_id = p.id
        WHERE p.weakness = 'duplicate' AND p.model = 'baseline'""",
     [(1,)]),
    ("nearly all that is called a duplicate was planted",
     """SELECT avg(prediction_id IN (SELECT id FROM planted WHERE weakness = 'duplicate')) > 0.95
        FROM match_outcomes WHERE reason = 'duplicate'""",
     [(1,)]),
    ("the other model gains on persons and loses on traffic lights",
     """SELECT first_value(class) OVER (ORDER BY gain), first_value(class) OVER (ORDER BY gain DESC) FROM (
          SELECT b.class, n.ap - b.ap AS gain
          FROM ap_by_class('labels', 'predictions') AS b
          JOIN ap_by_class('labels', 'night_predictions') AS n ON n.class = b.class)
        LIMIT 1""",
     [("traffic light", "person")]),
    ("both models in one view give what each gives alone",
     """SELECT count(*), count(DISTINCT model) FROM (
          SELECT metric, value, model FROM coco_summary('labels', 'both_models')
          EXCEPT SELECT metric, value, 'baseline' FROM coco_summary('labels', 'predictions')
          EXCEPT SELECT metric, value, 'night' FROM coco_summary('labels', 'night_predictions'))""",
     [(0, 0)]),
    ("the other model's reflections are found by a slice",
     """SELECT i.time, i.weather, count(*) > 60 FROM false_positives AS f JOIN images AS i ON i.id = f.image_id
        WHERE f.predictions = 'night_predictions' AND f.class = 'traffic light'
        GROUP BY i.time, i.weather ORDER BY count(*) DESC LIMIT 1""",
     [("night", "rain", 1)]),
    ("outlines touch the four sides of their boxes",
     """SELECT max(max(abs(box ->> 0 - x), abs(box ->> 1 - y), abs((box ->> 2) - width), abs((box ->> 3) - height))) < 1e-9
        FROM (SELECT x, y, width, height, geometry_box(segmentation) AS box FROM labels WHERE NOT iscrowd
              UNION ALL SELECT x, y, width, height, geometry_box(segmentation) FROM both_models)""",
     [(1,)]),
    ("compared by masks, the three figures of pycocotools, to the last bit",
     "SELECT value FROM coco_summary WHERE iou_type = 'segm' LIMIT 3",
     [(0.331567642999437,), (0.6547278435658325,), (0.2906158072550821,)]),
    ("boxes hide what masks show: bicycles whose mask fills its box",
     """SELECT class, weakness, count(*) > 75 FROM (
          SELECT b.class, (SELECT weakness FROM planted WHERE id = b.prediction_id AND kind = 'prediction') AS weakness
          FROM match_outcomes AS b JOIN match_outcomes AS s ON s.prediction_id = b.prediction_id
          WHERE b.iou_type = 'bbox' AND s.iou_type = 'segm' AND b.iou_threshold = 0.6 AND s.iou_threshold = 0.6
            AND b.outcome = 'TP' AND s.outcome = 'FP')
        GROUP BY class, weakness ORDER BY count(*) DESC LIMIT 1""",
     [("bicycle", "coarse mask", 1)]),
    ("the views show what was compared",
     """SELECT DISTINCT iou_type, geometry_kind(geometry), geometry_kind(label_geometry) FROM true_positives
        WHERE iou_type IN ('bbox', 'segm') AND class = 'bus' ORDER BY iou_type""",
     [("bbox", "box", "box"), ("segm", "polygon", "polygon")]),
    ("the other model's bicycles have worse boxes and better masks",
     """SELECT sum(ap) FILTER (WHERE iou_type = 'bbox' AND predictions = 'night_predictions') <
            sum(ap) FILTER (WHERE iou_type = 'bbox' AND predictions = 'predictions') - 0.03,
          sum(ap) FILTER (WHERE iou_type = 'segm' AND predictions = 'night_predictions') >
            sum(ap) FILTER (WHERE iou_type = 'segm' AND predictions = 'predictions') + 0.05
        FROM ap_by_class WHERE iou_type IN ('bbox', 'segm') AND predictions IN ('predictions', 'night_predictions')
          AND iou_threshold = '0.50:0.95' AND class = 'bicycle'""",
     [(1, 1)]),
    ("distant clutter and shadows are false alarms where nothing is",
     """SELECT p.model, avg(m.outcome = 'FP' AND m.reason = 'no_overlap') > 0.99
        FROM planted AS p CROSS JOIN match_outcomes AS m ON m.predictions = 'both_models' AND m.prediction_id = p.id
        WHERE p.weakness IN ('distant clutter', 'shadow') GROUP BY p.model""",
     [("baseline", 1), ("night", 1)]),
    ("area, brightness and sharpness are the most important, after the score",
     """SELECT metric, level, direction FROM metrics_ranked WHERE metric NOT IN ('area_absolute', 'contrast') ORDER BY rank LIMIT 4""",
     [("confidence", "prediction", "positive"), ("area_relative", "prediction", "positive"),
      ("brightness", "prediction", "positive"), ("sharpness", "prediction", "positive")]),
    ("a random number decides nothing",
     """SELECT level, importance < iif(level = 'image', 0.01, 1e-9), abs(correlation) < 0.02, reliable FROM metric_importance
        WHERE metrics = 'random' ORDER BY level""",
     [("image", 1, 1, 0), ("prediction", 1, 1, 0)]),
    ("area and brightness lead, and chance does not explain them",
     "SELECT min(importance - chance) > 0.07, min(reliable) FROM metrics_ranked WHERE display_name IN ('Relative area (P)', 'Brightness (P)')",
     [(1, 1)]),
    ("below 0.24 % of the image precision collapses, and not before",
     """SELECT max(high) FILTER (WHERE value < 0.4) < 0.0024, min(low) FILTER (WHERE value > 0.6) < 0.0027,
          max(value) FILTER (WHERE high < 0.0024) < 0.45, min(value) FILTER (WHERE low > 0.0024) > 0.6
        FROM performance_by_metric WHERE metrics = 'area_relative' AND measure = 'precision' AND bins = 20""",
     [(1, 1, 1, 1)]),
    ("images are as bright as their column says",
     """SELECT count(*), max(abs(v.value - i.brightness)) < 0.002 FROM images AS i
        JOIN metric_values AS v ON v.level = 'image' AND v.metric = 'brightness' AND v.item_id = i.id""",
     [(400, 1)]),
    ("sharpness tells the blurred images",
     """SELECT value < 5, sum(item_id IN (SELECT id FROM planted WHERE kind = 'image')), max(value) < 5 OR min(value) > 25
        FROM metric_values WHERE metric = 'sharpness' AND level = 'image' GROUP BY 1""",
     [(0, 0, 1), (1, 45, 1)]),
    ("the decision of the tutorial helps buses and trucks and costs the others little",
     """SELECT a.class IN ('bus', 'truck') AS dropped, min(d.ap - a.ap) > iif(a.class IN ('bus', 'truck'), 0.08, -0.01),
          min(d.recall - a.recall) > -0.01
        FROM ap_by_class('labels', 'predictions') AS a JOIN ap_by_class('labels', 'decided') AS d ON d.class = a.class
        GROUP BY dropped""",
     [(0, 1, 1), (1, 1, 1)]),
    ("no bus and no truck is as small as that, but predictions of them are",
     """SELECT o.level, sum(o.value < 0.0024) > 100, sum(o.value < 0.0024) = 0 FROM object_metrics AS o
        WHERE o.classes = '["bus","truck"]' AND o.metrics = 'area_relative' GROUP BY o.level ORDER BY o.level""",
     [("label", 0, 1), ("prediction", 1, 0)]),
    ("in the dark most of what is said is wrong; the other model sees no shadows",
     """SELECT model, avg(m.outcome = 'TP') FILTER (WHERE i.brightness < 0.25) < 0.35,
          avg(m.outcome = 'TP') FILTER (WHERE i.brightness >= 0.25) > 0.45
        FROM match_outcomes AS m JOIN images AS i ON i.id = m.image_id
        WHERE m.predictions = 'both_models' AND m.outcome IN ('TP', 'FP') GROUP BY model""",
     [("baseline", 1, 1), ("night", 0, 1)]),
    ("in blurred images still more of it",
     """SELECT avg(m.outcome = 'TP') FILTER (WHERE m.image_id IN (SELECT id FROM planted WHERE kind = 'image')) < 0.25,
          avg(m.outcome = 'TP') FILTER (WHERE m.image_id NOT IN (SELECT id FROM planted WHERE kind = 'image')) > 0.45
        FROM match_outcomes AS m WHERE m.outcome IN ('TP', 'FP')""",
     [(1, 1)]),
    ("false alarms of blurred images are boxes that lie badly",
     """SELECT avg(m.outcome = 'FP' AND m.reason = 'low_iou') > 0.97
        FROM planted AS p CROSS JOIN match_outcomes AS m ON m.prediction_id = p.id
        WHERE p.weakness = 'blurred image' AND p.model = 'baseline' AND p.kind = 'prediction'""",
     [(1,)]),
    ("weak slices are the small objects, persons at night, trucks called buses; clutter, shadows and blurred images",
     """SELECT group_concat(universe || ': ' || slice, ' | ') FROM weak_slices WHERE confirmed""",
     [("labels: absolute area (label) <= 609 px² | labels: class = 'person' AND time = 'night' | labels: class = 'truck' | "
       "predictions: brightness (prediction) <= 0.111 | predictions: sharpness (image) <= 2.64 | "
       "predictions: 1338 < absolute area (prediction) <= 1801 px² | predictions: 852 < absolute area (prediction) <= 1338 px² | "
       "predictions: absolute area (prediction) <= 852 px² AND red pixels (prediction) <= 0.00515 | "
       "predictions: class = 'bus' AND 18.6 < sharpness (prediction) <= 389",)]),
    ("of the other model also its reflections, and no persons at night",
     """SELECT group_concat(slice, ' | ') FROM weak_slices('images', 'labels', 'both_models') WHERE model = 'night' AND confirmed""",
     [("absolute area (label) <= 609 px² | class = 'truck' | sharpness (image) <= 2.64 | "
       "class = 'traffic light' AND weather = 'rain' AND time = 'night' | class = 'bus' | class = 'person'",)]),
    ("every image has its bytes",
     "SELECT count(*), sum(substr(data, 1, 8) = x'89504E470D0A1A0A') FROM images",
     [(400, 400)]),
    ("every label and every prediction has its row",
     """SELECT count(DISTINCT label_id) = (SELECT count(*) FROM labels),
          count(DISTINCT prediction_id) = (SELECT count(*) FROM predictions) FROM match_outcomes""",
     [(1, 1)]),
]



def shell(extension, database, *commands):
    """What the sqlite3 shell prints; errors are part of it."""
    load = ".load " + os.path.splitext(extension)[0]
    done = subprocess.run(["sqlite3", "-batch", "-cmd", load, *commands, database], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout


def same_files(folder):
    for name, expected in FILES.items():
        with open(os.path.join(folder, name), "rb") as file:
            if hashlib.sha256(file.read()).hexdigest() != expected:
                return f"{name} has changed"
    return None


def same_pixels(folder):
    """The palette and the pixels, as PNG filters them: what the files hold, whatever zlib made of it."""
    digest = hashlib.sha256()
    for name in sorted(os.listdir(os.path.join(folder, "images"))):
        with open(os.path.join(folder, "images", name), "rb") as file:
            data, place = file.read(), 8
        while place < len(data):
            length, kind = struct.unpack(">I4s", data[place : place + 8])
            chunk = data[place + 8 : place + 8 + length]
            digest.update(kind + (zlib.decompress(chunk) if kind == b"IDAT" else chunk))
            place += length + 12
    return None if digest.hexdigest() == PIXELS else f"the images have changed: {digest.hexdigest()}"


def same_picture(extension, database):
    """The picture of the tutorial, but for the bytes of the image."""
    db = sqlite3.connect(database)
    db.enable_load_extension(True)
    db.load_extension(os.path.splitext(extension)[0])
    drawn = db.execute("SELECT picture FROM outcome_pictures WHERE prediction_id = 3913").fetchone()[0]
    with open("docs/pictures/false_alarm.svg", encoding="utf-8") as file:
        shown = file.read()
    if re.sub('base64,[^"]*', "", drawn) != re.sub('base64,[^"]*', "", shown):
        return "docs/pictures/false_alarm.svg is not what step 14 of docs/tutorial.md draws"
    return None


def same_lines(extension, database):
    """evaluate_coco.sql, from the files, against the view, from the tables."""
    folder = os.path.join(os.path.dirname(database), "street")
    files = coco_script(extension, f"{folder}/instances.json", f"{folder}/results.json")
    tables = shell(extension, database, "-cmd", "SELECT line FROM coco_summary_text;")
    if tables.count("\n") != 12 or not files.startswith(tables):
        return f"evaluate_coco.sql prints\n{files}and the view\n{tables}"
    if "traffic light" not in files.splitlines()[14]:
        return f"the class ranking of evaluate_coco.sql does not begin with the traffic light\n{files}"
    return None


def coco_script(extension, *paths):
    parameters = [part for name, path in zip(("labels", "predictions"), paths) for part in ("-cmd", f".parameter set @{name} {path}")]
    return shell(extension, ":memory:", *parameters, "-cmd", ".read sql/evaluate_coco.sql")


def weak_slices_are_planted(extension, database):
    """At least four of five errors that a confirmed slice has above the rate of the others were planted; its figures are those of its rows."""
    db = sqlite3.connect(database)
    db.enable_load_extension(True)
    db.load_extension(os.path.splitext(extension)[0])
    planted = set(db.execute("SELECT kind, model, id FROM planted UNION SELECT kind, NULL, id FROM planted WHERE kind <> 'label'"))
    slices = db.execute("SELECT where_sql, n, images, rest_rate, map_without, slice FROM weak_slices('images', 'labels', 'both_models') WHERE confirmed")
    for where, n, images, rest_rate, without, name in slices.fetchall():
        outcomes = "FROM match_outcomes('labels', 'both_models')"
        rows = db.execute(f"SELECT model, image_id, label_id, prediction_id, outcome <> 'TP', class = 'truck' AND confused_class = 'bus' "
                          f"{outcomes} WHERE {where}").fetchall()
        model, conditions = re.match(r"(.*?) AND outcome IN \(.*?\) AND (.*)", where).groups()
        map_without = db.execute(f"SELECT mean_average_precision(class, outcome, score, image_id, prediction_id) {outcomes} "
                                 f"WHERE {model} AND ({conditions}) IS NOT TRUE").fetchone()[0]
        if (len(rows), len({row[1] for row in rows}), map_without) != (n, images, without):
            return f"{name}: the figures are not those of its rows"
        known = [wrong and (confused or ("label", model, label) in planted or ("prediction", None, prediction) in planted or
                            ("image", None, image) in planted) for model, image, label, prediction, wrong, confused in rows]
        if sum(map(bool, known)) < 0.8 * (sum(row[4] for row in rows) - n * rest_rate):
            return f"{name}: {sum(map(bool, known))} planted errors"
    return None


def absent_and_failing(extension, database):
    """evaluate_coco.sql: a dash where a class has no labels, and nothing after the first error."""
    folder = "tests/data/coco"
    last = coco_script(extension, f"{folder}/unused_class.json", f"{folder}/unused_class_results.json").splitlines()[-1]
    if last.split() != ["vehicles", "-", "-", "-", "0", "1"]:
        return f"the class without labels is printed as {last!r}"
    printed = coco_script(extension, f"{folder}/missing.json", f"{folder}/results.json").strip()
    if "no such file" not in printed or "\n" in printed:
        return f"evaluate_coco.sql goes on after an error:\n{printed}"
    return None


def demo_fits(extension, database):
    lines = shell(extension, database, "-cmd", ".read examples/street/demo.sql").splitlines()
    wide = [line for line in lines if len(line) > 100]
    wrong = [line for line in lines if "error" in line.lower()]
    if wide or wrong or not 40 <= len(lines) <= 90:
        return "\n".join([f"{len(lines)} lines", *wide, *wrong])
    return None


def as_python_prints(_extension, _database):
    """coco_summary_text rounds as Python does, also in the middle between two thousandths."""
    db = sqlite3.connect(":memory:")    # without the extension: the view reads a table of that name
    db.execute("CREATE TABLE coco_summary(metric, value, iou_threshold, area_range, max_detections, labels, predictions, "
               "iou_type, score_threshold, class_thresholds, model)")
    with open("sql/reports.sql", encoding="utf-8") as script:
        view = script.read().split("CREATE VIEW IF NOT EXISTS coco_summary_text")[1].split(";\n")[0]
    db.execute("CREATE VIEW coco_summary_text" + view)
    values = ([i / 2000 for i in range(2001)] + [i / 16 for i in range(17)] + [i / 997 for i in range(998)] +
              [i / 2000 * (1 + 2.0**-52) for i in range(2000)] + [i / 2000 * (1 - 2.0**-53) for i in range(2000)] + [0.9996, 5e-324])
    db.executemany("INSERT INTO coco_summary VALUES ('AP', ?, '0.50:0.95', 'all', 100, NULL, NULL, NULL, NULL, NULL, NULL)",
                   [(v,) for v in values])
    db.execute("INSERT INTO coco_summary VALUES ('ARs', NULL, 0.5, 'small', 10, NULL, NULL, NULL, NULL, NULL, NULL)")
    for line, value in db.execute("SELECT line, value FROM coco_summary_text WHERE metric = 'AP'"):
        expected = " {:<18} {} @[ IoU={:<9} | area={:>6s} | maxDets={:>3d} ] = {:0.3f}".format(
            "Average Precision", "(AP)", "0.50:0.95", "all", 100, value)
        if line != expected:
            return f"{value!r} is printed as\n{line}\nand by Python as\n{expected}"
    line = db.execute("SELECT line FROM coco_summary_text WHERE metric = 'ARs'").fetchone()[0]
    if line != " Average Recall     (AR) @[ IoU=0.50      | area= small | maxDets= 10 ] = -1.000":
        return line
    return None


def views_look_up(extension, _database):
    """The views find each geometry by its key: 5,000 false positives without a best label in 5 million instructions."""
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(os.path.splitext(extension)[0])
    for name in ("sql/schema.sql", "sql/reports.sql"):
        with open(name, encoding="utf-8") as script:
            db.executescript(script.read())
    db.execute("INSERT INTO labels(image_id, class, x, y, width, height) VALUES (1, 'cat', 300, 300, 9, 9)")
    db.executemany("INSERT INTO predictions(image_id, class, score, x, y, width, height) VALUES (?, 'cat', 0.5, 0, 0, 9, 9)",
                   [(number,) for number in range(1, 5001)])
    ticks = iter(range(500))
    db.set_progress_handler(lambda: next(ticks, None) is None, 10000)
    try:
        found = db.execute("SELECT count(*), count(geometry), count(label_geometry) FROM false_positives").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return None if found == (5000, 5000, 0) else str(found)


def findings_proved(extension, database):
    """Each query of the findings runs as it stands, and its result contains the figure."""
    db = sqlite3.connect(database)
    db.enable_load_extension(True)
    db.load_extension(os.path.splitext(extension)[0])
    told = db.execute("SELECT finding, figure, query FROM findings WHERE predictions = 'both_models'").fetchall()
    told += db.execute("SELECT finding, figure, query FROM findings WHERE iou_threshold = 0.75 AND score_threshold = 0.4").fetchall()
    unproved = [finding for finding, figure, query in told
                if not any(value == figure for row in db.execute(query) for value in row)]
    return f"not proved: {unproved}, of {len(told)}" if unproved or len(told) < 25 else None


def main(extension, database):
    db = sqlite3.connect(database)
    db.enable_load_extension(True)
    db.load_extension(os.path.splitext(extension)[0])
    db.execute(DECIDED)
    db.execute("CREATE TEMP TABLE best AS SELECT class, score AS score_threshold FROM best_threshold")
    failed = []
    for name, sql, expected in CHECKS:
        try:
            found = db.execute(sql).fetchall()
        except sqlite3.Error as error:
            found = error
        if found != expected:
            failed.append(f"{name}: {found!r} instead of {expected!r}")
    folder = os.path.join(os.path.dirname(database), "street")
    others = [("the generator writes the same bytes", lambda _extension, _database: same_files(folder)),
              ("the generator draws the same pixels", lambda _extension, _database: same_pixels(folder)),
              ("the picture of the tutorial is up to date", same_picture),
              ("the COCO script and the view agree", same_lines),
              ("the COCO script tells absent from 0, and stops at an error", absent_and_failing), ("the demo fits the screen", demo_fits),
              ("weak slices hold what was planted", weak_slices_are_planted),
              ("figures are printed as Python prints them", as_python_prints),
              ("the views look their geometries up", views_look_up),
              ("the queries of the findings prove them", findings_proved)]
    for name, check in others:
        trouble = check(extension, database)
        if trouble:
            failed.append(f"{name}: {trouble}")
    for line in failed:
        print("examples: " + line)
    print(f"examples: {len(CHECKS) + len(others) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
