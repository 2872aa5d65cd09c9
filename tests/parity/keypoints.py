"""Compares keypoint figures with pycocotools on random data sets: AP and AR of every class, threshold and area range to
the last bit, the ten figures, the OKS of each match.

    python tests/parity/keypoints.py --extension build/boxscore --count 200     needs pycocotools
    python tests/parity/keypoints.py --extension build/boxscore --frozen        standard library only
    python tests/parity/keypoints.py --freeze                                   rewrites keypoints.json

Every data set is evaluated from tables and from files. Data sets come from their seeds by random() alone, which gives
the same numbers in every version of Python. The last bit is that of exp, so an OKS may differ by 1e-12.
"""

import argparse
import contextlib
import io
import json
import os
import random
import sys
import tempfile

import sqlside

FROZEN = os.path.join(os.path.dirname(__file__), "keypoints.json")
AREAS = ("all", "medium", "large")
NAMES = ("AP", "AP50", "AP75", "APm", "APl", "AR", "AR50", "AR75", "ARm", "ARl")
THRESHOLDS = [0.5 + i * ((0.95 - 0.5) / 9) for i in range(9)] + [0.95]


def make(seed):
    """A document, its results and the sigmas (None: the default)."""
    random_ = random.Random(seed).random

    def below(count):
        return int(random_() * count)

    points = 17 if random_() < 0.6 else 1 + below(140)
    sigmas = [0.02 + random_() * 0.1 for _ in range(points)] if points != 17 or random_() < 0.2 else None
    images, categories = 1 + below(8), 1 + below(3)
    labels, results = [], []

    def pose(of, spread):
        shifted = [round(v + (random_() + random_() - 1) * spread, 3) for v in of]
        return [v for x, y in zip(shifted[::2], shifted[1::2]) for v in (x, y, round(random_() * 3, 2))]

    for image in range(1, images + 1):
        for _ in range(below(7)):
            x, y, size = random_() * 400, random_() * 400, 10 + random_() * random_() * 300
            places = [round(v + random_() * size, 2) for _ in range(points) for v in (x, y)]
            visible = [0 if random_() < 0.3 else 1 + below(2) for _ in range(points)]
            if random_() < 0.15:
                visible = [0] * points
            keypoints = [v for i, flag in enumerate(visible) for v in (places[2 * i], places[2 * i + 1], flag)]
            label = {
                "id": len(labels) + 1,
                "image_id": image,
                "category_id": 1 + below(categories),
                "bbox": [round(x, 2), round(y, 2), round(size, 2), round(size, 2)],
                "area": round(size * size * (0.3 + random_() / 2), 3),
                "iscrowd": int(random_() < 0.1),
                "keypoints": keypoints,
                "num_keypoints": sum(flag > 0 for flag in visible) if random_() < 0.95 else below(2),
            }
            labels.append(label)
            for _ in range(below(8)):
                result = {
                    "image_id": image,
                    "category_id": label["category_id"] if random_() < 0.9 else 1 + below(categories),
                    "score": round(random_(), 2),
                    "keypoints": pose(places, size * random_() * random_() * 0.4),
                }
                results.append(result)
        for _ in range(below(30) if random_() < 0.2 else 0):
            noise = [random_() * 500 for _ in range(2 * points)]
            score = round(random_(), 2)
            results.append({"image_id": image, "category_id": 1, "score": score, "keypoints": pose(noise, 1)})
    if random_() < 0.5:  # with a box, whose area is then that of the prediction
        for result in results:
            x, y = result["keypoints"][:2]
            result["bbox"] = [x, y, round(random_() * 200, 1), round(random_() * 200, 1)]
    document = {
        "images": [{"id": i, "width": 640, "height": 640, "file_name": f"{i}.jpg"} for i in range(1, images + 1)],
        "categories": [{"id": i, "name": f"class {i}"} for i in range(1, categories + 1)],
        "annotations": labels,
    }
    return document, results, sigmas


def theirs(document, results, sigmas):
    """pycocotools' figures: the ten, {class, area: [AP and AR of each threshold]}, and OKS by prediction and label."""
    import numpy
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = json.loads(json.dumps(document))
        truth.createIndex()
        evaluation = COCOeval(truth, truth.loadRes(json.loads(json.dumps(results))), "keypoints")
        if sigmas:
            evaluation.params.kpt_oks_sigmas = numpy.array(sigmas)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    figures = [None if value == -1 else float(value) for value in evaluation.stats]
    cells = {}
    for k, category in enumerate(evaluation.params.catIds):
        for a, area in enumerate(AREAS):
            precision = evaluation.eval["precision"][:, :, k, a, 0]
            recall = evaluation.eval["recall"][:, k, a, 0]
            if (recall > -1).all():
                cells[f"class {category}|{area}"] = [
                    [float(numpy.mean(precision[t])), float(recall[t])] for t in range(len(THRESHOLDS))
                ]
    similarities = {}
    for image in evaluation.evalImgs:
        if image is None or image["aRng"] != evaluation.params.areaRng[0]:
            continue
        table = evaluation.ious[image["image_id"], image["category_id"]]
        labels = [label["id"] for label in evaluation._gts[image["image_id"], image["category_id"]]]
        for d, prediction in enumerate(image["dtIds"]):
            label = int(image["dtMatches"][0][d])
            if label:
                similarities[f"{prediction}|{label}"] = float(table[d][labels.index(label)])
    return {"figures": figures, "cells": cells, "oks": similarities}


def fill(database, document, results):
    database.executescript(
        "DROP TABLE IF EXISTS labels; DROP TABLE IF EXISTS predictions;"
        "CREATE TABLE labels(id, image_id, class, category_id, x, y, width, height, area, iscrowd, keypoints, num_keypoints);"
        "CREATE TABLE predictions(id, image_id, class, score, x, y, width, height, keypoints);"
    )
    for label in document["annotations"]:
        row = [label["id"], label["image_id"], f"class {label['category_id']}", label["category_id"], *label["bbox"]]
        row += [label["area"], label["iscrowd"], json.dumps(label["keypoints"]), label["num_keypoints"]]
        database.execute("INSERT INTO labels VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", row)
    for number, result in enumerate(results, 1):
        row = [number, result["image_id"], f"class {result['category_id']}", result["score"]]
        row += list(result.get("bbox", [None] * 4)) + [json.dumps(result["keypoints"])]
        database.execute("INSERT INTO predictions VALUES (?,?,?,?,?,?,?,?,?)", row)


def ours(database, folder, document, results, sigmas):
    """The same from SQL; the figures twice, from tables and from files."""
    text = json.dumps(sigmas) if sigmas else None
    fill(database, document, results)
    for name, content in (("labels", document), ("results", results)):
        with open(os.path.join(folder, name + ".json"), "w") as file:
            json.dump(content, file)
    figures = dict(
        database.execute("SELECT metric, value FROM coco_summary WHERE iou_type = 'keypoints' AND sigmas IS ?", [text])
    )
    from_files = dict(
        database.execute(
            "SELECT metric, value FROM coco_evaluation(?, ?) WHERE iou_type = 'keypoints' AND sigmas IS ?",
            [os.path.join(folder, "labels.json"), os.path.join(folder, "results.json"), text],
        )
    )
    cells = {}
    for area in AREAS:
        for threshold in THRESHOLDS:
            rows = database.execute(
                "SELECT class, ap, ar FROM ap_by_class WHERE iou_type = 'keypoints' AND sigmas IS ?"
                " AND iou_threshold = ? AND area_range = ? AND ap IS NOT NULL",
                [text, threshold, area],
            )
            for name, ap, ar in rows:
                cells.setdefault(f"{name}|{area}", []).append([ap, ar])
    similarities = {
        f"{prediction}|{label}": oks
        for prediction, label, oks in database.execute(
            "SELECT prediction_id, best_label_id, iou FROM match_outcomes WHERE iou_type = 'keypoints' AND sigmas IS ?"
            " AND (outcome = 'TP' OR (outcome = 'ignored' AND reason IN ('crowd', 'no_keypoints')))"
            " AND prediction_id IS NOT NULL",
            [text],
        )
    }
    return {"figures": [figures[name] for name in NAMES], "cells": cells, "oks": similarities}, from_files


def differences(found, from_files, expected):
    if found["figures"] != expected["figures"] or [from_files[name] for name in NAMES] != expected["figures"]:
        yield f"figures {found['figures']}, from files {from_files}, pycocotools {expected['figures']}"
    if found["cells"] != expected["cells"]:
        yield f"cells {found['cells']}, pycocotools {expected['cells']}"
    if set(found["oks"]) != set(expected["oks"]):
        yield f"matches differ: {set(found['oks']) ^ set(expected['oks'])}"
    for pair, value in found["oks"].items():
        if abs(value - expected["oks"].get(pair, value)) > 1e-12:
            yield f"OKS of {pair}: {value}, pycocotools {expected['oks'][pair]}"


def compare(name, extension, data_sets):
    """data_sets: pairs of a seed and its expected figures."""
    database = sqlside.connect(extension)
    passed = failed = same = pairs = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed, expected in data_sets:
            found, from_files = ours(database, folder, *make(seed))
            wrong = list(differences(found, from_files, expected))
            for text in wrong[:5]:
                print(f"{name}: seed {seed}: {text[:2000]}")
            failed += bool(wrong)
            passed += not wrong
            pairs += len(found["oks"])
            same += sum(value == expected["oks"].get(pair) for pair, value in found["oks"].items())
    print(f"{name}: {passed} passed, {failed} failed ({same} of {pairs} similarities are equal to the last bit)")
    return failed or not passed


def usable(seed):
    document, results, _ = make(seed)
    return bool(document["annotations"] and results)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--extension")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--frozen", action="store_true")
    parser.add_argument("--freeze", action="store_true")
    arguments = parser.parse_args()
    if arguments.freeze:
        lines = [
            json.dumps([seed, theirs(*make(seed))], separators=(",", ":")) for seed in range(1, 31) if usable(seed)
        ]
        with open(FROZEN, "w") as file:
            file.write("[\n" + ",\n".join(lines) + "\n]\n")
        return
    if arguments.frozen:
        with open(FROZEN) as file:
            sys.exit(compare("keypoints-frozen", arguments.extension, json.load(file)))
    seeds = [seed for seed in range(arguments.seed, arguments.seed + arguments.count) if usable(seed)]
    sys.exit(compare("parity-keypoints", arguments.extension, ((seed, theirs(*make(seed))) for seed in seeds)))


if __name__ == "__main__":
    main()
