"""oLRP, calibration, operating points and the summary of a class once more, slowly and plainly, from their description."""

import json

import model
from checks import expect, same, same_rows

EQUAL = 1e-12


def close(what, ours, theirs):
    if ours is None or theirs is None:
        same(what, ours, theirs)
    else:
        expect(abs(ours - theirs) <= EQUAL, f"{what}: {ours!r} is not {theirs!r}")


def ranking(case):
    """By class: how many labels count, and (score, IoU or None) of the predictions that count, best first."""
    predictions = {p["id"]: p for p in case.predictions()}
    labels = {label["id"]: label for label in case.labels()}
    rows = model.outcomes(case.labels(), case.predictions(), case.threshold, case.data.areas[case.area], case.limit)
    classes = {p["class"]: [0, []] for p in (*labels.values(), *predictions.values())}
    for row in rows:
        if row["outcome"] in ("TP", "FN"):
            classes[labels[row["label"]]["class"]][0] += 1
        if row["outcome"] in ("TP", "FP"):
            prediction = predictions[row["prediction"]]
            classes[prediction["class"]][1].append((prediction, row["iou"] if row["outcome"] == "TP" else None))
    return {
        name: (count, [(p["score"], iou) for p, iou in sorted(ranked, key=lambda r: model.ranked([r[0]])
                                                             and (-r[0]["score"], r[0]["image"], r[0]["id"]))])
        for name, (count, ranked) in classes.items()
    }


def lrp_at_ranks(labels, ranked, threshold):
    """(LRP, the parts, score) after each prediction that leaves a true positive."""
    tp = fp = 0
    distance = 0.0
    for score, iou in ranked:
        tp, fp = tp + (iou is not None), fp + (iou is None)
        distance += 0 if iou is None else 1 - iou
        if tp:
            lrp = (distance / (1 - threshold) + fp + labels - tp) / (labels + fp)
            yield lrp, distance / tp, fp / (tp + fp), (labels - tp) / labels, score


def olrp_follows_the_rules(case):
    if case.threshold >= 1:
        return
    expected = {}
    for name, (labels, ranked) in ranking(case).items():
        points = list(lrp_at_ranks(labels, ranked, case.threshold)) if labels else []
        expected[name] = min(points, key=lambda p: p[0]) if points else (1.0 if labels else None,) + (None,) * 4
    rows = case.rows("SELECT class, olrp, localisation, false_positives, false_negatives, best_score FROM olrp"
                     f" WHERE {case.where}", *case.values)
    same("classes of olrp", sorted(row[0] for row in rows), sorted(expected))
    for name, olrp, *parts, score in rows:
        close(f"olrp of {name}", olrp, expected[name][0])
        ranks = [(*p[1:4], p[4]) for p in lrp_at_ranks(*ranking(case)[name], case.threshold)
                 if abs(p[0] - olrp) <= EQUAL] if expected[name][4] is not None else []
        expect(not ranks or any(s == score and all(abs(a - b) <= EQUAL for a, b in zip(parts, some))
                                for *some, s in ranks), f"parts of olrp of {name}: {parts}, {score}")


def calibration_follows_the_rules(case):
    classes = ranking(case)
    if not all(0 <= score <= 1 for _, ranked in classes.values() for score, _ in ranked):
        return
    count = case.rng.choice((1, 4, 10, 13))
    pooled = [pair for _, ranked in classes.values() for pair in ranked]
    for by_class, groups in ((1, {name: ranked for name, (_, ranked) in classes.items()}), (0, {None: pooled})):
        rows = case.rows("SELECT class, low, high, n, precision, mean_score, mean_iou, gap FROM calibration"
                         f" WHERE {case.where} AND bins = ? AND by_class = ?", *case.values, count, by_class)
        same("rows of calibration", len(rows), count * len(groups) if classes else 0)
        for name, low, high, n, precision, mean_score, mean_iou, gap in rows:
            some = [p for p in groups[name] if low <= p[0] and (p[0] < high or high == 1)]
            true = [iou for _, iou in some if iou is not None]
            same(f"n of {name} from {low}", n, len(some))
            close("precision", precision, len(true) / n if n else None)
            close("mean_score", mean_score, sum(score for score, _ in some) / n if n else None)
            close("mean_iou", mean_iou, sum(true) / len(true) if true else None)
            close("gap", gap, abs(precision - mean_score) if n else None)
        if by_class:
            same("n of all bins", sum(row[3] for row in rows), len(pooled))


def operating_points_are_those_of_ap_by_class(case):
    scores = sorted({p["score"] for p in case.predictions()})
    some = case.rng.sample(scores, min(4, len(scores)))
    for query, values in (("score_threshold = ?", [(s,) for s in some]),):
        for value in values:
            same_rows(
                f"operating_points at {value}",
                case.rows(f"SELECT class, tp, fp, fn, precision, recall, f1 FROM operating_points WHERE {case.where}"
                          f" AND {query}", *case.values, *value),
                case.rows(f"SELECT class, tp, fp, fn, precision, recall, f1 FROM ap_by_class WHERE {case.where}"
                          f" AND {query}", *case.values, *value))
    images = case.rows("SELECT id FROM images")
    for fp, rate in case.rows(f"SELECT fp, false_positives_per_image FROM operating_points WHERE {case.where}",
                              *case.values):
        close("false_positives_per_image", rate, fp / len(images))


def class_summary_is_made_of_others(case):
    rows = case.rows(
        "SELECT s.class, json_array(s.ap, s.ar, s.ap50, s.ap75, s.label_count, s.prediction_count, s.best_score, s.f1, s.tp),"
        " json_array(a.ap, a.ar, b.ap, c.ap, b.label_count, b.prediction_count, t.score, t.f1, t.tp)"
        " FROM class_summary AS s JOIN ap_by_class AS a USING (class) JOIN ap_by_class AS b USING (class)"
        " JOIN ap_by_class AS c USING (class) JOIN best_threshold AS t USING (class)"
        " WHERE a.iou_threshold = '0.50:0.95' AND b.iou_threshold = 0.5 AND c.iou_threshold = 0.75"
    )
    same("classes", len(rows), case.rows("SELECT count(*) FROM ap_by_class")[0][0])
    for name, summary, others in rows:
        same(f"summary of {name}", json.loads(summary), json.loads(others))


def best_lrp_is_the_least_of_the_thresholds(case):
    if case.threshold >= 1:
        return
    for name, score, lrp in case.rows(f"SELECT class, lrp_score, lrp FROM best_threshold WHERE {case.where}", *case.values):
        labels, ranked = ranking(case)[name]
        if not labels:
            same(f"lrp of {name}", (score, lrp), (None, None))
            continue
        at_thresholds = {}
        for point in lrp_at_ranks(labels, ranked, case.threshold):
            at_thresholds[point[4]] = point[0]
        close(f"lrp of {name}", lrp, min(at_thresholds.values(), default=1.0))
        if at_thresholds:
            close(f"lrp at {score} of {name}", at_thresholds[score], lrp)


PROPERTIES = (
    olrp_follows_the_rules,
    calibration_follows_the_rules,
    operating_points_are_those_of_ap_by_class,
    class_summary_is_made_of_others,
    best_lrp_is_the_least_of_the_thresholds,
)
