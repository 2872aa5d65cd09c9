"""Properties of the analyses of quality metrics: what must add up, and what must agree."""

import json

from checks import expect, same, same_rows


def fill(database):
    """Metrics of the three levels: many values and few, with gaps; one that labels lack."""
    database.executescript(
        "DROP TABLE IF EXISTS quality_metrics;"
        "CREATE TABLE quality_metrics(level, item_id, metric, value);"
        "INSERT INTO quality_metrics SELECT 'image', image_id, 'shade', abs(image_id * 7919) % 10 / 10.0"
        " FROM (SELECT image_id FROM labels UNION SELECT image_id FROM predictions) WHERE image_id % 5;"
        "INSERT INTO quality_metrics SELECT 'label', id, 'size', width * height FROM labels;"
        "INSERT INTO quality_metrics SELECT 'prediction', id, 'size', width * height FROM predictions WHERE id % 7;"
        "INSERT INTO quality_metrics SELECT 'prediction', id, 'turns', nullif(id % 4, 3) FROM predictions;"
    )


def importance_is_the_aggregate(case):
    """The table against importance() and correlation() over the joined rows, where there are enough of either outcome."""
    joined = case.rows(
        "SELECT v.metric, importance(v.value, m.outcome, m.image_id), correlation(v.value, m.outcome), count(*),"
        " min(sum(m.outcome = 'TP'), sum(m.outcome = 'FP')) FROM match_outcomes AS m JOIN metric_values AS v"
        " ON v.item_id = iif(v.level = 'image', m.image_id, m.prediction_id) AND v.level <> 'label'"
        f" WHERE {case.where} AND m.outcome IN ('TP', 'FP') GROUP BY v.metric",
        *case.values,
    )
    table = {
        row[0]: row[1:]
        for row in case.rows(
            f"SELECT metric, importance, correlation, n FROM metric_importance WHERE {case.where}", *case.values
        )
    }
    for metric, importance, correlation, n, rarer in joined:
        if metric != "shade":  # of predictions the table's shuffles use their ids, which the aggregate does not see
            expect((importance is None) == (table[metric][0] is None), f"importance of {metric}")
            importance = table[metric][0]
        figures = (importance, correlation if rarer >= 2 else None, n)
        same(f"metric_importance of {metric}", table[metric], figures)


def bins_part_the_rows(case):
    """The counts of the bins add up to the rows with a value, and their mean is the average; by class too."""
    sides = {"precision": ("TP", "FP", "prediction_id"), "fnr": ("FN", "TP", "label_id")}
    for bins in (1, 3, 50):
        rows = case.rows(
            "SELECT metric, measure, bin, low, high, n, value, average FROM performance_by_metric"
            f" WHERE {case.where} AND bins = ? ORDER BY metric, measure, bin",
            *case.values, bins,
        )
        for metric, measure in {row[:2] for row in rows}:
            hit, other, item = sides[measure]
            own = [row[2:] for row in rows if row[:2] == (metric, measure)]
            value = "score" if metric == "confidence" else "v.value"
            join = "" if metric == "confidence" else (
                " JOIN metric_values AS v ON v.metric = :metric AND (v.level = 'image' AND v.item_id = m.image_id"
                f" OR v.level = :level AND v.item_id = m.{item})"
            )
            samples = case.database.execute(
                f"SELECT {value}, outcome = :hit FROM match_outcomes AS m{join} WHERE outcome IN (:hit, :other)"
                " AND m.iou_threshold = :threshold AND m.area_range = :area AND m.max_detections = :limit",
                {"metric": metric, "level": "label" if measure == "fnr" else "prediction", "hit": hit, "other": other,
                 "threshold": case.threshold, "area": case.area, "limit": case.limit},
            ).fetchall()
            what = f"{measure} of {metric} in {bins} bins"
            expect(len(own) <= bins, f"{what}: there are {len(own)}")
            expect(all(low <= high for _, low, high, *_ in own), f"{what}: low above high")
            same(f"bins of {what}", [row[0] for row in own], list(range(1, len(own) + 1)))
            for number, low, high, n, share, _ in own:
                inside = [s for s in samples if (low < s[0] or number == 1 or low == high) and low <= s[0] <= high]
                same(f"rows in bin {number} of {what}", n, len(inside))
                same(f"bin {number} of {what}", share, sum(s[1] for s in inside) / n if n else None)
            same(f"rows of {what}", sum(row[3] for row in own), len(samples))
            same(f"average of {what}", {row[5] for row in own}, {sum(s[1] for s in samples) / len(samples)})


def classes_share_the_bins(case):
    """By class: the same bins, and the classes together hold what all hold."""
    parameters = f"{case.where} AND bins = 4"
    whole = case.rows(
        f"SELECT metric, measure, bin, low, high, average, n FROM performance_by_metric WHERE {parameters}", *case.values
    )
    parts = case.rows(
        "SELECT metric, measure, bin, low, high, average, sum(n) FROM performance_by_metric"
        f" WHERE {parameters} AND by_class = 1 GROUP BY metric, measure, bin, low, high, average",
        *case.values,
    )
    same_rows("bins of all classes together", parts, whole)


def some_metrics_are_a_filter(case):
    some = ["confidence", "size"] if case.rows("SELECT 1 FROM quality_metrics WHERE metric = 'size'") else ["confidence"]
    for table in ("metric_importance", "performance_by_metric"):
        ours = case.rows(f"SELECT * FROM {table} WHERE metrics = ?", json.dumps(some))
        whole = case.rows(f"SELECT * FROM {table} WHERE metric IN ('confidence', 'size')")
        same_rows(f"{table} of {some}", ours, whole)


PROPERTIES = (importance_is_the_aggregate, bins_part_the_rows, classes_share_the_bins, some_metrics_are_a_filter)
