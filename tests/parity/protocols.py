"""Compares the protocols with their judges, on random federated data.

    python tests/parity/protocols.py --extension build/boxscore --frozen tests/parity/frozen_lvis [--count 40]
    python tests/parity/protocols.py --extension build/boxscore --live [--count 400] [--seed 1]
    python tests/parity/protocols.py --freeze tests/parity/frozen_lvis

--frozen needs the standard library only: VOC and Open Images by the models of protocol_models.py, to 1e-12, and LVIS by the
stored figures of the lvis package, to the last bit. --live asks the lvis package itself, mean-average-precision for VOC, and
hotcoco for Open Images.
"""

import argparse
import contextlib
import glob
import io
import json
import logging
import math
import os
import tempfile
import warnings

import protocol_data
import protocol_models
import sqlside
from tally import Tally

METRICS = ("AP", "AP50", "AP75", "APs", "APm", "APl", "APr", "APc", "APf", "AR@300", "ARs@300", "ARm@300", "ARl@300")


# ---- the judges ----

def lvis_figures(data):
    """The thirteen figures by the lvis package, None where it has -1."""
    import numpy

    numpy.float = float  # the package is older than numpy 1.24
    from lvis import LVIS, LVISEval, LVISResults

    logging.disable(logging.CRITICAL)
    document = {
        "images": [
            {"id": i, "width": 1000, "height": 1000, "neg_category_ids": data.negative[i], "not_exhaustive_category_ids": data.not_exhaustive[i]}
            for i in data.images
        ],
        "annotations": [dict(label, iscrowd=0) for label in data.labels],
        "categories": [{"id": i, "name": name, "frequency": frequency} for i, name, frequency in data.categories],
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(document, file)
        file.flush()
        truth = LVIS(file.name)
    results = LVISResults(truth, [dict(p) for p in data.predictions], max_dets=data.limit)
    evaluation = LVISEval(truth, results, "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    values = list(evaluation.get_results().values())
    by_class = evaluation.eval["precision"][0, :, :, 0]
    classes = [[c[0], None if by_class[0, k] < 0 else float(by_class[:, k].mean())] for k, c in enumerate(data.categories)]
    return [None if value < 0 else float(value) for value in values], classes


def voc_package(data, recalls):
    """{category: (ap, precisions, recalls)} by mean-average-precision, which takes difficult labels for ordinary ones when it counts."""
    import numpy
    from mean_average_precision import MetricBuilder

    numbers = {c[0]: k for k, c in enumerate(data.categories)}
    metric = MetricBuilder.build_evaluation_metric("map_2d", num_classes=len(numbers))

    def rows(objects, more, width):
        found = [[b[0], b[1], b[0] + b[2], b[1] + b[3], numbers[o["category_id"]]] + more(o) for o in objects for b in [o["bbox"]]]
        return numpy.array(found).reshape(-1, width)

    for image in data.images:
        metric.add(
            rows([p for p in data.predictions if p["image_id"] == image], lambda o: [o["score"]], 6),
            rows([label for label in data.labels if label["image_id"] == image], lambda o: [0, 0], 7),
        )
    found = metric.value(iou_thresholds=0.5, recall_thresholds=recalls)[0.5]
    return {c: (float(found[k]["ap"]), list(found[k]["precision"]), list(found[k]["recall"])) for c, k in numbers.items()}


def hotcoco_open_images(data):
    """The mAP by hotcoco, in which a group counts as one label and a prediction takes the best label that is free."""
    from hotcoco import COCO, COCOeval

    document = {
        "images": [{"id": i, "width": 1000, "height": 1000} for i in data.images],
        "annotations": [
            {"id": r["id"], "image_id": r["image_id"], "category_id": r["category_id"], "bbox": r["bbox"], "area": r["area"],
             "iscrowd": 0, "is_group_of": bool(r["mark"])}
            for r in data.labels
        ],
        "categories": [{"id": i, "name": name} for i, name, _ in data.categories],
    }
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("labels.json", "predictions.json")]
        for path, content in zip(paths, (document, data.predictions)):
            with open(path, "w") as file:
                json.dump(content, file)
        truth = COCO(paths[0])
        evaluation = COCOeval(truth, truth.load_res(paths[1]), "bbox", oid_style=True)
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            evaluation.run()
    return float(evaluation.get_results()["AP"])


# ---- the comparison ----

def check_models(database, tally, seed):
    data = protocol_data.Federated(seed, 20)
    tally.seed = seed
    for protocol, mark, weights in (("voc", "difficult", [None]), ("voc07", "difficult", [None]), ("open_images", "is_group_of", [0, 1])):
        names = protocol_data.fill(database, data, mark)
        for weight in weights:
            for threshold in (0.5, 0.75):
                for verified in (None, data.negative) if protocol == "open_images" and any(data.negative.values()) else (None,):
                    theirs = protocol_models.score(data, protocol, threshold, weight, verified)
                    if verified and not {names[c] for i in data.images for c in verified[i]} & {names[c] for c in theirs}:
                        continue
                    more = f" AND group_weight = {weight}" if weight is not None else ""
                    more += " AND verified_classes = 'verified'" if verified else ""
                    sql = f"SELECT class, ap, label_count, tp, fp FROM ap_by_class WHERE protocol = '{protocol}' AND iou_threshold = {threshold}{more}"
                    try:
                        ours = {row[0]: row[1:] for row in database.execute(sql)}
                    except Exception as error:
                        tally.count("in common" in str(error) and verified is not None, f"{protocol}{more}", str(error), None)
                        continue
                    tally.equal(set(ours), {names[c] for c in theirs}, f"{protocol}{more}: classes")
                    for category, (ap, npos, tp, fp) in theirs.items():
                        own = ours.get(names[category], (None,) * 4)
                        tally.near(own[0], ap, 1e-12, f"{protocol} {threshold}{more}: ap of {names[category]}")
                        tally.equal(own[1:], (npos, tp, fp), f"{protocol} {threshold}{more}: counts of {names[category]}")
                    check_outcomes(database, data, tally, protocol, threshold, more, ours)


def check_outcomes(database, data, tally, protocol, threshold, more, by_class):
    """Every prediction is in one row of match_outcomes and every label in one; the counts are those of ap_by_class."""
    where = f"protocol = '{protocol}' AND iou_threshold = {threshold}{more}"
    rows = database.execute(f"SELECT class, outcome, prediction_id, label_id, explanation FROM match_outcomes WHERE {where}").fetchall()
    for column, count in ((2, len(data.predictions)), (3, len(data.labels))):
        ids = sorted(row[column] for row in rows if row[column] is not None)
        tally.equal(ids, list(range(1, count + 1)), f"{where}: ids of match_outcomes")
    tally.count(all(row[4] for row in rows), f"{where}: explanations", None, None)
    for name, (_, npos, tp, fp) in by_class.items():
        counts = [sum(1 for row in rows if row[0] == name and row[1] == outcome) for outcome in ("TP", "FP", "FN")]
        tally.equal(counts, [tp, fp, npos - tp], f"{where}: outcomes of {name}")


def our_lvis(database, data):
    protocol_data.fill(database, data)
    limit = f" WHERE detection_limit = {data.limit}"
    rows = database.execute(f"SELECT metric, value FROM lvis_summary{limit}").fetchall()
    classes = dict(database.execute(f"SELECT class, ap FROM ap_by_class WHERE protocol = 'lvis' AND max_detections = {data.limit}"))
    return rows, classes


def check_lvis(database, tally, data, values, by_class):
    """Figures to the last bit; those of classes to 1e-12, since numpy adds a class's recalls in another order."""
    tally.seed = data.seed
    rows, classes = our_lvis(database, data)
    names = {i: name for i, name, _ in data.categories}
    tally.equal([m for m, _ in rows], [m.replace("300", str(data.limit)) for m in METRICS], "names of the figures")
    for (metric, ours), theirs in zip(rows, values):
        tally.equal(ours, theirs, metric)
    for category, ap in by_class:
        tally.near(classes.get(names[category]), ap, 1e-12, f"ap of {names[category]}")
    if len(data.predictions):
        check_outcomes_of_lvis(database, data, tally)


def check_outcomes_of_lvis(database, data, tally):
    sql = f"protocol = 'lvis' AND max_detections = {data.limit}"
    by_class = {r[0]: r[1:] for r in database.execute(f"SELECT class, ap, label_count, tp, fp FROM ap_by_class WHERE {sql}")}
    check_outcomes(database, data, tally, "lvis", 0.5, f" AND max_detections = {data.limit}", by_class)


def lvis_data(seed):
    return protocol_data.Federated(seed, (300, 5, 40)[seed % 3])


def check_voc_package(database, tally, seed):
    import numpy

    data = protocol_data.Federated(seed, 20)
    tally.seed = seed
    for number, prediction in enumerate(data.predictions):
        prediction["score"] = ((number * 7919) % 10007 + 0.5) / 10008
    for label in data.labels:
        label["mark"] = False
    names = protocol_data.fill(database, data, "difficult")
    for protocol, recalls in (("voc", None), ("voc07", numpy.arange(0, 1.1, 0.1))):
        theirs = voc_package(data, recalls)
        for name, ap, count in database.execute(f"SELECT class, ap, label_count FROM ap_by_class WHERE protocol = '{protocol}'").fetchall():
            category = next(c for c, n in names.items() if n == name)
            if not count:
                continue
            tally.near(ap, theirs[category][0], 1e-6, f"{protocol}: ap of {name}")  # the package keeps 32 bits
            points = database.execute(
                "SELECT precision, recall FROM pr_curve WHERE protocol = ? AND points = 'all' AND class = ?", (protocol, name)
            ).fetchall()
            for own, other in ((0, 1), (1, 2)):
                values = theirs[category][other]
                same = len(points) == len(values) and all(math.isclose(p[own], v, abs_tol=1e-12) for p, v in zip(points, values))
                tally.count(same, f"{protocol}: curve of {name}", [p[own] for p in points], values)


def check_hotcoco(database, tally, seed):
    """Where no prediction reaches two labels, the best label and the best one that is free are the same."""
    data = protocol_data.Federated(seed, 20)
    tally.seed = seed
    reached = {}
    for number, prediction in enumerate(data.predictions):
        prediction["score"] = ((number * 7919) % 10007 + 0.5) / 10008
        for label in data.labels:
            same = all(label[key] == prediction[key] for key in ("image_id", "category_id")) and not label["mark"]
            if same and protocol_models.plain_iou(prediction["bbox"], label["bbox"]) >= 0.5:
                reached[number] = reached.get(number, 0) + 1
    data.predictions = [p for n, p in enumerate(data.predictions) if reached.get(n, 0) < 2]
    if not data.predictions or not data.labels:
        return
    protocol_data.fill(database, data, "is_group_of")
    ours = database.execute("SELECT avg(ap) FROM ap_by_class WHERE protocol = 'open_images'").fetchone()[0]
    tally.near(ours, hotcoco_open_images(data), 1e-12, "mAP of hotcoco, open_images")


def freeze(folder):
    os.makedirs(folder, exist_ok=True)
    kept = 0
    for seed in range(1, 400):
        data = lvis_data(seed)
        if not data.predictions or not data.labels or len(data.predictions) > 600 or kept == 24:
            continue
        values, classes = lvis_figures(data)
        kept += 1
        with open(os.path.join(folder, f"{kept:02d}.json"), "w") as file:
            file.write(json.dumps({"seed": seed, "figures": values, "classes": classes}, indent=None, separators=(",", ":")) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension")
    parser.add_argument("--frozen")
    parser.add_argument("--freeze")
    parser.add_argument("--live", action="store_true")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if arguments.freeze:
        freeze(arguments.freeze)
        return
    database = sqlside.connect(arguments.extension)
    tally = Tally("parity-protocols" if arguments.live else "parity-protocols-frozen")
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        check_models(database, tally, seed)
    for path in sorted(glob.glob(os.path.join(arguments.frozen, "*.json"))) if arguments.frozen else []:
        with open(path) as file:
            frozen = json.load(file)
        check_lvis(database, tally, lvis_data(frozen["seed"]), frozen["figures"], frozen["classes"])
    for seed in range(arguments.seed, arguments.seed + arguments.count) if arguments.live else []:
        data = lvis_data(seed)
        if data.predictions and data.labels:
            check_lvis(database, tally, data, *lvis_figures(data))
            check_voc_package(database, tally, seed)
            check_hotcoco(database, tally, seed)
    tally.end()


if __name__ == "__main__":
    main()
