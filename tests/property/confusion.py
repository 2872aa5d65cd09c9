"""The confusion matrix once more, slowly and plainly, from its description; and thresholds for each class."""

import collections

import model
from checks import same, same_rows


def matrix(case):
    """(class of the label, class of the prediction) -> how often; and how many predictions of each class a crowd absorbs."""
    labels, predictions = case.labels(), case.predictions()
    by_label = {label["id"]: label for label in labels}
    by_prediction = {prediction["id"]: prediction for prediction in predictions}
    bounds = case.data.areas[case.area]
    rows = model.outcomes(labels, predictions, case.threshold, bounds, case.limit)
    counts, absorbed = collections.Counter(), collections.Counter()
    free = {row["label"]: by_label[row["label"]] for row in rows if row["outcome"] == "FN"}
    for row in rows:
        if row["outcome"] == "TP":
            counts[by_label[row["label"]]["class"], by_prediction[row["prediction"]]["class"]] += 1
    left = [by_prediction[row["prediction"]] for row in rows if row["outcome"] == "FP"]
    for prediction in sorted(left, key=lambda p: (-p["score"], p["id"])):
        reach = min(case.threshold, 1 - 1e-10)
        near = [(model.iou(prediction["box"], label["box"]), label["id"]) for label in free.values()
                if label["image"] == prediction["image"]]
        best = max((pair for pair in near if pair[0] >= reach), default=None)
        if best:
            counts[free.pop(best[1])["class"], prediction["class"]] += 1
        elif any(label["crowd"] and label["image"] == prediction["image"]
                 and model.iou(prediction["box"], label["box"], True) >= reach for label in labels):
            absorbed[prediction["class"]] += 1
        else:
            counts[None, prediction["class"]] += 1
    for label in free.values():
        counts[label["class"], None] += 1
    return counts, absorbed


def confusion_follows_the_rules(case):
    rows = case.rows(f"SELECT label_class, prediction_class, count FROM confusion_matrix WHERE {case.where}", *case.values)
    counts, absorbed = matrix(case)
    same_rows("confusion_matrix", rows, [(*pair, count) for pair, count in counts.items()])
    for name, labels, predictions, tp in case.rows(
        f"SELECT class, label_count, prediction_count, tp FROM ap_by_class WHERE {case.where}", *case.values
    ):
        same(f"row of {name}", sum(row[2] for row in rows if row[0] == name), labels)
        same(f"column of {name}", sum(row[2] for row in rows if row[1] == name) + absorbed[name], predictions)
        same(f"diagonal of {name}", sum(row[2] for row in rows if row[:2] == (name, name)), tp)


QUERIES = (
    "SELECT outcome, reason, prediction_id, label_id, iou, confused_label_id FROM match_outcomes",
    "SELECT class, recall, precision, score FROM pr_curve",
    "SELECT label_class, prediction_class, count FROM confusion_matrix",
    "SELECT metric, value FROM coco_summary",
)


def class_thresholds_are_a_filter(case):
    """What class_thresholds gives is what the predictions that reach them give, also after the table changed."""
    sql = case.database.execute
    classes = [row[0] for row in case.rows("SELECT class FROM ap_by_class")]
    sql("DROP TABLE IF EXISTS thresholds")
    sql("CREATE TABLE thresholds(class, score_threshold)")
    scores = sorted({p["score"] for p in case.predictions()}) or [0.5]
    for name in classes:
        if case.rng.random() < 0.7:
            sql("INSERT INTO thresholds VALUES (?, ?)", (name, case.rng.choice(scores)))
    sql("DROP TABLE IF EXISTS kept")
    sql("CREATE TABLE kept AS SELECT p.* FROM predictions AS p LEFT JOIN thresholds AS t ON t.class = p.class"
        " WHERE t.class IS NULL OR p.score + 0.0 >= t.score_threshold")
    for query in QUERIES:
        same_rows(query, case.rows(query + " WHERE class_thresholds = 'thresholds'"),
                  case.rows(query + " WHERE predictions = 'kept'"))
    totals = "SELECT total(tp + fp) FROM ap_by_class WHERE class_thresholds = 'thresholds'"
    open_cursor = sql("SELECT class FROM ap_by_class WHERE class_thresholds = 'thresholds'")
    open_cursor.fetchone()
    sql("UPDATE thresholds SET score_threshold = 1.5e308")
    left = case.rows("SELECT total(tp + fp) FROM ap_by_class WHERE class NOT IN (SELECT class FROM thresholds)")[0][0]
    same("predictions once the thresholds changed", case.rows(totals)[0][0], left)
    open_cursor.close()


PROPERTIES = (confusion_follows_the_rules, class_thresholds_are_a_filter)
