"""Properties that hold for any data: what must not change a figure, what must add up, and the rules done over again.

    python3 tests/property/property.py --extension build/boxscore --count 60 [--seed 1]

Each property is a function with the data set of a seed. Standard library only. Figures are compared with ==, so
to the last bit.
"""

import argparse
import functools
import json
import multiprocessing
import os
import random
import re
import sqlite3
import sys
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "parity"))

import datasets  # noqa: E402
import confusion  # noqa: E402
import curves  # noqa: E402
import intervals  # noqa: E402
import label_errors  # noqa: E402
import metrics  # noqa: E402
import model  # noqa: E402
import regions  # noqa: E402
import repairs  # noqa: E402
import sqlside  # noqa: E402
from checks import Failure, expect, same, same_rows  # noqa: E402

EVERYTHING = (
    "SELECT * FROM match_outcomes",
    "SELECT outcome, reason, prediction_id, label_id, iou, duplicate_of, confused_label_id FROM match_outcomes"
    " WHERE iou_threshold = 0.75 AND area_range = 'medium' AND max_detections = 3",
    "SELECT * FROM ap_by_class WHERE iou_threshold IN (0.5, 0.75)",
    "SELECT * FROM ap_by_class WHERE iou_threshold = '0.50:0.95' AND area_range IN ('all', 'small', 'large')",
    "SELECT * FROM coco_summary",
    "SELECT * FROM ap_by_class WHERE protocol IN ('voc', 'voc07', 'open_images') AND iou_threshold IN (0.5, '0.50:0.95')",
    "SELECT outcome, reason, prediction_id, label_id, iou FROM match_outcomes WHERE protocol IN ('voc', 'open_images')",
    "SELECT * FROM voc_summary",
    "SELECT * FROM pr_curve WHERE iou_threshold IN (0.5, 0.9)",
    "SELECT * FROM pr_curve WHERE points = 'all'",
    "SELECT * FROM evaluated_objects",
    "SELECT * FROM confusion_matrix WHERE iou_threshold IN (0.5, 0.75)",
    "SELECT * FROM olrp WHERE iou_threshold IN (0.5, 0.75)",
    "SELECT * FROM class_summary",
    "SELECT * FROM error_types WHERE iou_threshold IN (0.5, 0.75)",
    "SELECT * FROM match_errors",
    "SELECT kind, image_id, class, label_id, prediction_id, new_class, suspicion, map_gain, ap_gain FROM repair_gains"
    " WHERE iou_threshold IN (0.5, '0.50:0.95')",
    "SELECT label_id, image_id, badly_located, wrong_class, issue, prediction_id FROM label_quality",
    "SELECT * FROM metric_importance",
    "SELECT * FROM performance_by_metric WHERE bins IN (4, 50)",
    "SELECT * FROM performance_by_metric WHERE bins = 3 AND by_class = 1 AND area_range = 'medium'",
    "SELECT average_precision(outcome, score, image_id, prediction_id),"
    " mean_average_precision(class, outcome, score, image_id, prediction_id) FROM match_outcomes",
)


def rows_of(database, sql, *values):
    return database.execute(sql, values).fetchall()


def everything(database):
    return [rows_of(database, sql) for sql in EVERYTHING]


def same_everything(what, ours, theirs):
    for sql, a, b in zip(EVERYTHING, ours, theirs):
        same_rows(f"{what}: {sql}", a, b)


class Case:
    """A data set in tables, with settings to try on it."""

    def __init__(self, database, seed):
        self.database, self.seed = database, seed
        self.data = datasets.make(seed)
        self.rng = random.Random(seed)
        self.threshold = self.rng.choice(self.data.thresholds + [0.5, 1.0])
        self.area = self.rng.choice(list(self.data.areas))
        self.limit = self.rng.choice(self.data.limits)
        self.names = sqlside.fill(database, self.data, "plain")
        metrics.fill(database)
        self.where = "iou_threshold = ? AND area_range = ? AND max_detections = ?"
        self.values = (self.threshold, self.area, self.limit)

    def rows(self, sql, *values):
        return rows_of(self.database, sql, *values)

    def labels(self):
        return [
            {"id": r["id"], "image": r["image_id"], "class": self.names[r["category_id"]], "box": r["bbox"],
             "area": self.data.area(r), "crowd": r["iscrowd"]}
            for r in self.data.labels
        ]

    def predictions(self):
        return [
            {"id": i + 1, "image": r["image_id"], "class": self.names[r["category_id"]], "box": r["bbox"],
             "score": r["score"]}
            for i, r in enumerate(self.data.predictions)
        ]


def each_object_in_one_row(case):
    for column, objects in (("prediction_id", case.predictions()), ("label_id", case.labels())):
        rows = case.rows(
            f"SELECT {column} FROM match_outcomes WHERE {case.where} AND {column} IS NOT NULL", *case.values
        )
        same_rows(column, [row[0] for row in rows], [item["id"] for item in objects])
    odd = case.rows(
        "SELECT count(*) FROM match_outcomes WHERE "
        f"{case.where} AND NOT (CASE outcome WHEN 'TP' THEN prediction_id IS NOT NULL AND label_id IS NOT NULL"
        " WHEN 'FP' THEN label_id IS NULL WHEN 'FN' THEN prediction_id IS NULL AND score IS NULL"
        " WHEN 'ignored' THEN (label_id IS NULL) <> (prediction_id IS NULL) ELSE 0 END)",
        *case.values,
    )
    same("rows with the wrong ids", odd, [(0,)])


def outcomes_follow_the_rules(case):
    expected = model.outcomes(
        case.labels(), case.predictions(), case.threshold, case.data.areas[case.area], case.limit
    )
    expected = {(row["prediction"], row["label"]): row for row in expected}
    rows = case.rows(
        "SELECT prediction_id, label_id, outcome, reason, iou, best_label_id, duplicate_of, confused_class,"
        " confused_label_id, confused_iou, best_prediction_id, confused_prediction_id"
        f" FROM match_outcomes WHERE {case.where}",
        *case.values,
    )
    same("number of outcomes", len(rows), len(expected))
    class_of_label = {label["id"]: label["class"] for label in case.labels()}
    for (prediction, label, outcome, reason, iou, best, duplicate, confused_class, confused, confused_iou,
         best_prediction, seen_as) in rows:
        row = expected.get((prediction, label))
        expect(row, f"prediction {prediction}, label {label}: {outcome} is not in the model")
        what = f"prediction {prediction}, label {label}, {case.values}"
        same(what, (outcome, reason), (row["outcome"], row["reason"]))
        if "iou" in row and not (row["iou"] == 0 and iou is None):
            same(f"iou of {what}", iou, row["iou"])
        if outcome in ("TP", "FP"):
            allowed = row["best"] or {None}
            expect(best in allowed, f"best_label_id of {what}: {best} is not in {allowed}")
        allowed = row.get("duplicate_of") or {None}
        expect(duplicate in allowed, f"duplicate_of of {what}: {duplicate} is not in {allowed}")
        allowed = row.get("confused") or {None}
        expect(confused in allowed, f"confused_label_id of {what}: {confused} is not in {allowed}")
        same(f"confused_iou of {what}", confused_iou, row.get("confused_iou"))
        same(f"confused_prediction_id of {what}", seen_as, row.get("confused_prediction"))
        same(f"confused_class of {what}", confused_class, row.get("confused_class", class_of_label.get(confused)))
        if outcome == "FN":
            allowed = row["best_prediction"] or {None}
            expect(best_prediction in allowed, f"best_prediction_id of {what}: {best_prediction} is not in {allowed}")
        elif prediction is not None:
            same(f"best_prediction_id of {what}", best_prediction, None)


def counts_agree(case):
    outcomes = case.rows(
        "SELECT class, count(*) FILTER (WHERE outcome = 'TP'), count(*) FILTER (WHERE outcome = 'FP'),"
        f" count(*) FILTER (WHERE outcome = 'FN') FROM match_outcomes WHERE {case.where} GROUP BY class",
        *case.values,
    )
    classes = case.rows(f"SELECT class, tp, fp, fn FROM ap_by_class WHERE {case.where}", *case.values)
    same_rows("counts of ap_by_class and match_outcomes", classes, outcomes)
    for name, tp, fp, fn, precision, recall, f1, ar, labels, predictions in case.rows(
        "SELECT class, tp, fp, fn, precision, recall, f1, ar, label_count, prediction_count"
        f" FROM ap_by_class WHERE {case.where}",
        *case.values,
    ):
        same(f"labels and predictions of {name}", (labels, predictions), (tp + fn, tp + fp))
        same(f"precision of {name}", precision, tp / (tp + fp) if tp + fp else None)
        same(f"recall of {name}", recall, tp / (tp + fn) if tp + fn else None)
        same(f"ar of {name}", ar, recall)
        if precision is not None and recall is not None:
            expected = 2 * precision * recall / (precision + recall) if tp else 0.0
            expect(abs(f1 - expected) <= 1e-15, f"f1 of {name}: {f1!r} is not {expected!r}")


def aggregate_equals_ap_by_class(case):
    grouped = case.rows(
        "SELECT class, average_precision(outcome, score, image_id, prediction_id) FROM match_outcomes"
        f" WHERE {case.where} GROUP BY class",
        *case.values,
    )
    classes = case.rows(f"SELECT class, ap FROM ap_by_class WHERE {case.where}", *case.values)
    same_rows("average_precision by class and ap", grouped, classes)


def aggregate_of_any_slice(case):
    """AP of other groups than classes: by image, by the id of the label or prediction, of all."""
    rows = case.rows(
        "SELECT class, outcome, score, image_id, prediction_id, coalesce(prediction_id, label_id) % 3"
        f" FROM match_outcomes WHERE {case.where}",
        *case.values,
    )
    for group, place in (("image_id", 3), ("coalesce(prediction_id, label_id) % 3", 5), ("NULL", None)):
        parts = {}
        for row in rows:
            parts.setdefault(None if place is None else row[place], []).append(row)
        for key, ap, mean in case.rows(
            f"SELECT {group}, average_precision(outcome, score, image_id, prediction_id),"
            " mean_average_precision(class, outcome, score, image_id, prediction_id)"
            f" FROM match_outcomes WHERE {case.where} GROUP BY 1",
            *case.values,
        ):
            part = parts[key]
            same(f"AP by {group} of {key}", ap, model.average_precision([row[1:5] for row in part]))
            by_class = {}
            for row in part:
                by_class.setdefault(row[0], []).append(row[1:5])
            expected = model.mean_average_precision([some for _, some in sorted(by_class.items())])
            same(f"mean AP by {group} of {key}", mean, expected)


def order_of_rows_does_not_matter(case):
    before = everything(case.database)
    for table in ("labels", "predictions"):
        case.database.execute(f"CREATE TABLE other AS SELECT * FROM {table} ORDER BY (id * 7919) % 1009, id DESC")
        case.database.execute(f"DROP TABLE {table}")
        case.database.execute(f"ALTER TABLE other RENAME TO {table}")
    same_everything("rows in another order", everything(case.database), before)


def indexes_do_not_matter(case):
    before = everything(case.database)
    case.database.execute("CREATE INDEX l1 ON labels(class DESC, x, y, width, height, image_id, id)")
    case.database.execute(
        "CREATE INDEX p1 ON predictions(score DESC, class, image_id, x, y, width, height, id DESC)"
    )
    case.database.execute("PRAGMA automatic_index = 0")
    case.database.execute("PRAGMA reverse_unordered_selects = 1")
    same_everything("with indexes", everything(case.database), before)
    case.database.execute("PRAGMA reverse_unordered_selects = 0")
    case.database.execute("PRAGMA automatic_index = 1")


def threads_do_not_matter(case):
    before = everything(case.database)
    case.database.execute("PRAGMA threads = 4")
    same_everything("PRAGMA threads", everything(case.database), before)
    case.database.execute("PRAGMA threads = 0")
    for sql, rows in zip(EVERYTHING, before):
        if "evaluated_objects" in sql:
            continue
        word = " AND" if "WHERE" in sql else " WHERE"
        for threads in (1, 2, 3, 8):
            same_rows(f"threads = {threads}: {sql}", case.rows(sql + word + " threads = ?", threads), rows)


def shards_give_the_same(case):
    """Outcomes of three parts of the images, put together, have the AP of the whole."""
    whole = case.rows(
        "SELECT class, average_precision(outcome, score, image_id, prediction_id) FROM match_outcomes"
        f" WHERE {case.where} GROUP BY class",
        *case.values,
    )
    mean = case.rows(
        "SELECT mean_average_precision(class, outcome, score, image_id, prediction_id) FROM match_outcomes"
        f" WHERE {case.where}",
        *case.values,
    )
    case.database.execute("DROP TABLE IF EXISTS merged")
    parts = []
    for shard in (2, 0, 1):
        for table in ("labels", "predictions"):
            name = f"{table}_{shard}"
            case.database.execute(f"DROP TABLE IF EXISTS {name}")
            case.database.execute(f"CREATE TABLE {name} AS SELECT * FROM {table} WHERE abs(image_id) % 3 = {shard}")
        if not case.rows(f"SELECT 1 FROM labels_{shard} UNION ALL SELECT 1 FROM predictions_{shard}"):
            continue
        case.database.execute(f"DROP TABLE IF EXISTS outcomes_{shard}")
        case.database.execute(
            f"CREATE TABLE outcomes_{shard} AS SELECT class, outcome, score, image_id, prediction_id"
            f" FROM match_outcomes('labels_{shard}', 'predictions_{shard}') WHERE {case.where} ORDER BY random()",
            case.values,
        )
        parts.append(f"SELECT * FROM outcomes_{shard}")
    if not parts:
        return
    merged = " UNION ALL ".join(parts)
    sharded = case.rows(
        "SELECT class, average_precision(outcome, score, image_id, prediction_id)"
        f" FROM ({merged}) GROUP BY class"
    )
    same_rows("AP of shards", sharded, whole)
    sharded = case.rows(
        f"SELECT mean_average_precision(class, outcome, score, image_id, prediction_id) FROM ({merged})"
    )
    same("mean AP of shards", sharded, mean)


def models_are_scored_alone(case):
    """Two models in one table against each in a table of its own."""
    sql = case.database.execute
    sql("DROP TABLE IF EXISTS both")
    sql("CREATE TABLE both AS SELECT *, CASE WHEN (id * 31) % 5 < 3 THEN 'a' ELSE 'b' END AS model FROM predictions")
    models = [row[0] for row in case.rows("SELECT DISTINCT model FROM both ORDER BY 1")]
    if not models:
        return
    for name in models:
        sql(f"DROP TABLE IF EXISTS only_{name}")
        sql(f"CREATE TABLE only_{name} AS SELECT * FROM both WHERE model = '{name}'")
    queries = (
        "SELECT outcome, reason, explanation, image_id, class, prediction_id, label_id, score, iou, best_label_id,"
        " best_prediction_id, duplicate_of, confused_class, confused_label_id, confused_prediction_id, confused_iou, model FROM match_outcomes('labels', '{}')",
        "SELECT class, ap, ar, precision, recall, f1, label_count, prediction_count, tp, fp, fn, model"
        " FROM ap_by_class('labels', '{}')",
        "SELECT class, recall, precision, score, model FROM pr_curve('labels', '{}')",
        "SELECT metric, value, model FROM coco_summary('labels', '{}')",
    )
    for query in queries:
        together = case.rows(query.format("both"))
        alone = [row for name in models for row in case.rows(query.format(f"only_{name}"))]
        same_rows(f"models together and alone: {query}", together, alone)
        for name in models:
            only = case.rows(query.format("both") + f" WHERE model = '{name}'")
            same_rows(f"model = '{name}': {query}", only, [row for row in together if row[-1] == name])


def text_ids_give_the_same(case):
    """Ids and classes as TEXT that sorts as the numbers did: the same figures, the same rows with other names."""
    before = [
        case.rows(f"SELECT ap, ar, tp, fp, fn FROM ap_by_class WHERE {case.where} ORDER BY class", *case.values),
        case.rows("SELECT metric, value FROM coco_summary"),
        case.rows(
            "SELECT outcome, reason, prediction_id, label_id, iou, best_label_id FROM match_outcomes"
            f" WHERE {case.where}",
            *case.values,
        ),
    ]
    shift = 2**41  # makes ids positive and of equal length
    for table in ("labels", "predictions"):
        case.database.execute(
            f"UPDATE {table} SET id = 'id ' || (id + {shift}), image_id = 'im ' || (image_id + {shift})"
        )
    after = [
        case.rows(f"SELECT ap, ar, tp, fp, fn FROM ap_by_class WHERE {case.where} ORDER BY class", *case.values),
        case.rows("SELECT metric, value FROM coco_summary"),
        [
            tuple(int(v[3:]) - shift if isinstance(v, str) and v.startswith("id ") else v for v in row)
            for row in case.rows(
                "SELECT outcome, reason, prediction_id, label_id, iou, best_label_id FROM match_outcomes"
                f" WHERE {case.where}",
                *case.values,
            )
        ],
    ]
    same("figures per class with TEXT ids", after[0], before[0])
    same("coco_summary with TEXT ids", after[1], before[1])
    same_rows("outcomes with TEXT ids", after[2], before[2])


def curve_of_all_points(case):
    """points = 'all': each prediction that counts, in the order of rank, with its raw precision and recall."""
    outcomes = case.rows(
        "SELECT class, outcome, score, image_id, prediction_id FROM match_outcomes"
        f" WHERE {case.where} AND outcome <> 'ignored'",
        *case.values,
    )
    expected = []
    for name in sorted({row[0] for row in outcomes}):
        some = [row for row in outcomes if row[0] == name]
        label_count = sum(row[1] in ("TP", "FN") for row in some)
        order = sorted((row for row in some if row[1] != "FN"), key=lambda row: (-row[2], row[3], row[4]))
        tp = 0
        for place, row in enumerate(order if label_count else []):
            tp += row[1] == "TP"
            expected.append((name, tp / label_count, tp / (place + 1), row[2]))
    rows = case.rows(
        f"SELECT class, recall, precision, score FROM pr_curve WHERE {case.where} AND points = 'all'", *case.values
    )
    same("points of all curves", len(rows), len(expected))
    for ours, theirs in zip(sorted(rows, key=lambda row: row[0]), expected):
        same("point", ours, theirs)


def thresholds_join(case):
    """A join with coco_thresholds, IN with its ten values, and ten single calls are the same rows."""
    columns = "a.class, a.ap, a.ar, a.tp, a.fp, a.fn, a.iou_threshold"
    joined = case.rows(f"SELECT {columns} FROM coco_thresholds AS c JOIN ap_by_class AS a USING (iou_threshold)")
    listed = case.rows(
        f"SELECT {columns} FROM ap_by_class AS a WHERE iou_threshold IN ({sqlside.places(datasets.THRESHOLDS)})",
        *datasets.THRESHOLDS,
    )
    single = []
    for threshold in datasets.THRESHOLDS:
        single += case.rows(f"SELECT {columns} FROM ap_by_class AS a WHERE iou_threshold = ?", threshold)
    same_rows("join with coco_thresholds", joined, single)
    same_rows("IN with ten thresholds", listed, single)


def evaluated_objects_are_the_tables(case):
    rows = case.rows("SELECT kind, id, image_id, class, score, geometry FROM evaluated_objects")
    ours = [row[:5] + tuple(json.loads(row[5])) for row in rows]
    theirs = [("label", r["id"], r["image"], r["class"], None) + tuple(r["box"]) for r in case.labels()]
    for r in case.predictions():
        theirs.append(("prediction", r["id"], r["image"], r["class"], r["score"]) + tuple(r["box"]))
    same_rows("evaluated_objects", ours, theirs)


def keys_find_what_a_scan_finds(case):
    """A key column asked for with =, IS, IN, OR or a join, by values of any type, gives what a scan gives. A model that
    there is not is an error; of the other keys any value may be asked for."""
    rng = case.rng
    if case.seed % 3 == 0:
        sqlside.fill(case.database, case.data, "integer")
    if case.seed % 2 == 0:
        for table in ("labels", "predictions"):
            case.database.execute(f"UPDATE {table} SET id = id || CASE id % 3 WHEN 0 THEN '.0' ELSE '' END")
            case.database.execute(f"UPDATE {table} SET image_id = image_id || ''")
    case.database.execute("ALTER TABLE predictions ADD COLUMN model")
    case.database.execute("UPDATE predictions SET model = CASE WHEN rowid % 2 THEN 'b' ELSE 'a' END")
    models = [row[0] for row in case.rows("SELECT DISTINCT model FROM predictions")]
    columns = {
        "match_outcomes": ("image_id", "class", "label_id", "prediction_id", "model"),
        "ap_by_class": ("class", "model"),
        "evaluated_objects": ("id", "image_id", "class", "model"),
        "pr_curve": ("class",),
    }
    for table, keys in columns.items():
        values = [None, "", "x", 1.5, b"1", 2**63 - 1, -1e300]
        for key in keys:
            for row in case.rows(f"SELECT DISTINCT {key} FROM {table} WHERE {key} IS NOT NULL")[:20]:
                values += [row[0], str(row[0])] + ([float(row[0])] if isinstance(row[0], int) else [])
        for _ in range(12):
            one, other = rng.choice(keys), rng.choice([key for key in keys if key != "model"])
            if one == "model" and not models:
                continue
            a, b, c = (rng.choice(models if one == "model" else values) for _ in range(3))
            what = f"{table} {one} {other} {a!r} {b!r} {c!r}"
            for with_keys, scan, bound in (
                ("{0} = ?", "+{0} = ?", (a,)),
                ("{0} IS ?", "+{0} IS ?", (a,)),
                ("{0} IN (?, ?, ?)", "+{0} IN (?, ?, ?)", (a, b, c)),
                ("{0} = ? AND {1} = ?", "+{0} = ? AND +{1} = ?", (a, rng.choice(values))),
                ("{0} = ? OR {1} = ?", "+{0} = ? OR +{1} = ?", (a, rng.choice(values))),
                ("{0} = ? COLLATE NOCASE", "+{0} = ? COLLATE NOCASE", (a,)),
            ):
                ours = case.rows(f"SELECT * FROM {table} WHERE {with_keys.format(one, other)}", *bound)
                theirs = case.rows(f"SELECT * FROM {table} WHERE {scan.format(one, other)}", *bound)
                same_rows(f"{what}: {with_keys}", ours, theirs)
    joined = case.rows(
        "SELECT p.rowid, m.* FROM predictions AS p LEFT JOIN match_outcomes AS m ON m.prediction_id = p.id"
    )
    scanned = case.rows(
        "SELECT p.rowid, m.* FROM predictions AS p LEFT JOIN match_outcomes AS m ON +m.prediction_id = p.id"
    )
    same_rows("LEFT JOIN by prediction_id", joined, scanned)
    counts = case.rows("SELECT (SELECT count(*) FROM match_outcomes WHERE label_id = labels.id) FROM labels")
    same_rows("a count for each label", counts, [(len(models) or 1,)] * len(case.labels()))


def parameters_join_and_or(case):
    """OR over parameters, and a join on them, are the rows of the single calls, each once."""
    a, b = case.rng.sample([0.3, 0.5, 0.75, 0.9], 2)
    columns = "class, outcome, prediction_id, label_id, iou_threshold"

    def single(threshold):
        return case.rows(f"SELECT {columns} FROM match_outcomes WHERE iou_threshold = ?", threshold)

    either = case.rows(f"SELECT {columns} FROM match_outcomes WHERE iou_threshold = ? OR iou_threshold = ?", a, b)
    same_rows(f"iou_threshold {a} OR {b}", either, single(a) + single(b))
    case.database.execute("CREATE TABLE settings(threshold)")
    case.database.executemany("INSERT INTO settings VALUES (?)", [(a,), (b,), (a,)])
    joined = case.rows(f"SELECT {columns} FROM settings JOIN match_outcomes ON iou_threshold = threshold")
    same_rows("a join with settings", joined, single(a) + single(b) + single(a))


def changes_are_seen(case):
    """After any change, in a transaction or rolled back, the figures are those of copies made on the spot."""
    sql, rng = case.database.execute, case.rng
    changes = (
        "DELETE FROM predictions WHERE id % 3 = 0",
        "UPDATE predictions SET score = score + 1 WHERE id % 2 = 0",
        "UPDATE labels SET iscrowd = 1 - iscrowd WHERE id % 2 = 0",
        "UPDATE labels SET x = x + 4, class = (SELECT min(class) FROM labels)",
        "DELETE FROM labels WHERE id % 5 = 1",
        "INSERT INTO predictions SELECT id + 100000, image_id, class, score / 2, x + 1, y, width, height FROM predictions"
        " WHERE id < 1000 AND id + 100000 NOT IN (SELECT id FROM predictions)",
        "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT s", "ROLLBACK TO s", "RELEASE s",
    )
    for step in range(14):
        change = rng.choice(changes)
        try:
            sql(change)
        except Exception:  # no transaction, or one within another: nothing has changed
            change += " (refused)"
        for table in ("labels", "predictions"):
            sql(f"CREATE TEMP TABLE copy_{step}_{table} AS SELECT * FROM main.{table}")
        tables = f"('copy_{step}_labels', 'copy_{step}_predictions')"
        for query in (
            "SELECT outcome, prediction_id, label_id, score, iou FROM match_outcomes{}",
            "SELECT class, ap, ar, tp, fp, fn FROM ap_by_class{}",
            "SELECT metric, value FROM coco_summary{}",
        ):
            same_rows(f"step {step}, {change}: {query}", case.rows(query.format("")), case.rows(query.format(tables)))


def summary_is_made_of_classes(case):
    """AP50 is the mean of ap_by_class over the classes with labels, in the order of category_id."""
    order = {name: i for i, name in case.names.items()}
    rows = case.rows("SELECT class, ap, ar FROM ap_by_class WHERE iou_threshold = 0.75 AND ap IS NOT NULL")
    value = case.rows("SELECT value FROM coco_summary WHERE metric = 'AP75'")[0][0]
    aps = [row[1] for row in sorted(rows, key=lambda row: order[row[0]])]
    if value is None:
        same("AP75 without labels", aps, [])
    else:  # the mean of means: the last bits may differ from the mean of all cells
        expect(abs(value - sum(aps) / len(aps)) < 1e-12, f"AP75 {value!r} is not the mean of {aps}")


def score_threshold_is_a_filter(case):
    """score_threshold leaves predictions out before matching, as a view would."""
    scores = sorted({p["score"] for p in case.predictions()})
    if not scores:
        return
    cut = case.rng.choice(scores)
    case.database.execute("DROP TABLE IF EXISTS above")
    case.database.execute("CREATE TABLE above AS SELECT * FROM predictions WHERE score >= ?", [cut])
    for table, columns in (
        ("match_outcomes", "outcome, reason, prediction_id, label_id, score, iou, best_label_id, duplicate_of"),
        ("coco_summary", "metric, value"),
        ("pr_curve", "class, recall, precision, score"),
    ):
        ours = case.rows(f"SELECT {columns} FROM {table} WHERE score_threshold = ?", cut)
        same_rows(f"{table} above {cut}", ours, case.rows(f"SELECT {columns} FROM {table}('labels', 'above')"))


def classes_is_a_filter(case):
    """classes evaluates these classes as if the tables had no other, but for the confused class."""
    some = case.rng.sample(sorted(case.names.values()), max(1, len(case.names) // 2))
    present = {row[0] for row in case.rows("SELECT class FROM labels UNION SELECT class FROM predictions")}
    some = [name for name in some if name in present]
    if not some:
        return
    text = json.dumps(some)
    for table, columns in (
        ("match_outcomes", "outcome, reason, class, prediction_id, label_id, score, iou, best_label_id, duplicate_of"),
        ("ap_by_class", "class, ap, ar, precision, recall, f1, label_count, prediction_count, tp, fp, fn"),
    ):
        ours = case.rows(f"SELECT {columns} FROM {table} WHERE classes = ?", text)
        whole = case.rows(f"SELECT {columns} FROM {table} WHERE class IN ({sqlside.places(some)})", *some)
        same_rows(f"{table} of classes {some}", ours, whole)


def best_threshold_is_best(case):
    """No score threshold gives a class a higher F1 than best_threshold says, nor the same F1 at a higher score."""
    bests = case.rows(f"SELECT class, score, f1, tp, fp, fn FROM best_threshold WHERE {case.where}", *case.values)
    scores = sorted({prediction["score"] for prediction in case.predictions()})
    at = {}
    for name, score, f1, tp, fp, fn in case.rows(
        "SELECT class, score_threshold, f1, tp, fp, fn FROM ap_by_class"
        f" WHERE score_threshold IN ({sqlside.places(scores)}) AND {case.where}",
        *scores,
        *case.values,
    ):
        at.setdefault(name, []).append((f1 or 0, score, tp, fp, fn))
    for name, score, f1, tp, fp, fn in bests:
        if score is None:
            same(f"F1 of {name}, which has no threshold", max((row[0] for row in at.get(name, [])), default=0), f1 or 0)
        else:
            same(f"best threshold of {name}", (f1, score, tp, fp, fn), max(at[name]))


PROPERTIES = (
    each_object_in_one_row,
    outcomes_follow_the_rules,
    counts_agree,
    aggregate_equals_ap_by_class,
    aggregate_of_any_slice,
    curve_of_all_points,
    thresholds_join,
    evaluated_objects_are_the_tables,
    keys_find_what_a_scan_finds,
    parameters_join_and_or,
    changes_are_seen,
    summary_is_made_of_classes,
    order_of_rows_does_not_matter,
    indexes_do_not_matter,
    threads_do_not_matter,
    shards_give_the_same,
    models_are_scored_alone,
    text_ids_give_the_same,
    score_threshold_is_a_filter,
    classes_is_a_filter,
    best_threshold_is_best,
    intervals.intervals_follow_the_rules,
    label_errors.damaged_labels_are_found,
    *metrics.PROPERTIES,
    *confusion.PROPERTIES,
    *curves.PROPERTIES,
    *regions.PROPERTIES,
    *repairs.PROPERTIES,
)


def hold(extension, only, seed):
    """How many properties hold on the data set of a seed, and what is wrong with the others."""
    held, problems = 0, []
    for check in PROPERTIES:
        if only and check.__name__ != only:
            continue
        database = sqlside.connect(extension)
        try:
            check(Case(database, seed))
            held += 1
        except sqlite3.OperationalError as problem:
            # Tables of more than a few rows that share no image or no class are rejected: nothing to compare.
            if not re.search(r"have no (image|class) in common", str(problem)):
                problems.append(f"property: {check.__name__}, data set {seed}: {traceback.format_exc().strip()}")
        except Exception as problem:  # an SQL error is a failure of the property as well
            text = problem if isinstance(problem, Failure) else traceback.format_exc().strip()
            problems.append(f"property: {check.__name__}, data set {seed}: {text}")
        database.close()
    return held, problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension", required=True)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one property by name")
    arguments = parser.parse_args()
    failed = held = 0
    with multiprocessing.Pool() as pool:
        seeds = range(arguments.seed, arguments.seed + arguments.count)
        for count, problems in pool.imap(functools.partial(hold, arguments.extension, arguments.only), seeds):
            for text in problems[: max(0, 10 - failed)]:
                print(text)
            held += count
            failed += len(problems)
    print(f"property: {held} passed, {failed} failed ({len(PROPERTIES)} properties, {arguments.count} data sets)")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
