"""boxscore.coco against pycocotools: the same scripts, first with one and then with the other, equal to the last bit.

    VENV/bin/python tests/packages/python_coco.py [--count 150] [--first 0]

The data sets are those of tests/parity. A script is a function of the classes that it would import; it returns what it found.
"""

import argparse
import contextlib
import copy
import io
import json
import os
import pickle
import random
import sys

sys.dont_write_bytecode = True
ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
sys.path.insert(0, os.path.join(ROOT, "tests", "parity"))
import numpy as np
import pycocotools.coco
import pycocotools.cocoeval
import pycocotools.mask

import boxscore.coco
import datasets
from tally import Tally

OURS = (boxscore.coco.COCO, boxscore.coco.COCOeval, boxscore.coco.mask)
THEIRS = (pycocotools.coco.COCO, pycocotools.cocoeval.COCOeval, pycocotools.mask)


def same(a, b):
    """Equal to the bit, in the same shapes; NaN and dictionaries included."""
    if isinstance(a, dict):
        return isinstance(b, dict) and set(a) == set(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b))
    if isinstance(a, np.ndarray):
        return np.shape(a) == np.shape(b) and np.array_equal(a, b)
    return a is b or a == b


class Both:
    """Runs a script with both, and compares what it returned and printed (times of day aside)."""

    def __init__(self, tally):
        self.tally = tally

    def run(self, script, what, *values):
        results = []
        for classes in (THEIRS, OURS):
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                found = script(*classes, *copy.deepcopy(values))
            lines = [line for line in printed.getvalue().split("\n") if "t=" not in line]
            results.append((found, lines))
        (theirs, lines), (ours, our_lines) = results
        self.tally.equal(our_lines, lines, f"{what}: what it prints")
        for key in theirs:
            self.tally.count(same(theirs[key], ours[key]), f"{what}: {key}", ours[key], theirs[key])


def arrays(evaluation):
    return {key: evaluation.eval[key] for key in ("precision", "recall", "scores", "counts")}


# ---- scripts ----

def with_parameters(COCO, COCOeval, mask, data):
    """All parameters set by hand; everything that an evaluation holds."""
    document, results = data.coco()
    truth = COCO()
    truth.dataset = document
    truth.createIndex()
    evaluation = COCOeval(truth, truth.loadRes(results), data.iou_type)
    p = evaluation.params
    p.iouThrs = np.array(data.thresholds)
    p.areaRng = [list(pair) for pair in data.areas.values()]
    p.areaRngLbl = list(data.areas)
    p.maxDets = list(data.limits)
    p.useCats = int(data.seed % 4 != 0)
    if data.selected is not None:
        p.catIds = list(data.selected)
    if data.seed % 3 == 0:
        p.imgIds = p.imgIds[::2]
    evaluation.evaluate()
    evaluation.accumulate()
    found = arrays(evaluation)
    if data.standard() and data.limits == datasets.LIMITS:
        evaluation.summarize()
        found["stats"] = evaluation.stats
    found["evalImgs"], found["ious"] = evaluation.evalImgs, {k: np.array(v) for k, v in evaluation.ious.items()}
    evaluation.accumulate()  # boxscore now works from evalImgs
    found.update({f"{key} again": value for key, value in arrays(evaluation).items()})
    p.recThrs = np.linspace(0, 1, 11)
    evaluation.accumulate()
    return {**found, **{f"{key} at 11 recalls": value for key, value in arrays(evaluation).items()}}


def demo(COCO, COCOeval, mask, annotations, results):
    """The script of pycocotools' demonstration: two files, the first images."""
    truth = COCO(annotations)
    names = [category["name"] for category in truth.loadCats(truth.getCatIds())]
    person = truth.getCatIds(catNms=["person"])
    images = truth.loadImgs(sorted(truth.getImgIds(catIds=person))[:3])
    labels = truth.loadAnns(truth.getAnnIds(imgIds=images[0]["id"], catIds=person, iscrowd=None))
    small = truth.getAnnIds(areaRng=[0, 1024])
    found = truth.loadRes(results)
    ids = sorted(truth.getImgIds())[:50]
    evaluation = COCOeval(truth, found, "bbox")
    evaluation.params.imgIds = ids
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    return {"stats": evaluation.stats, "names": names, "images": images, "labels": [label["id"] for label in labels], "small": small}


def per_class(COCO, COCOeval, mask, annotations, results):
    """As Detectron2 has it: results in a list without boxes or with, AP of each class from eval['precision']."""
    truth = COCO(annotations)
    with open(results, encoding="utf-8") as file:
        rows = json.load(file)
    evaluation = COCOeval(truth, truth.loadRes(rows), "bbox")
    evaluation.params.maxDets = [1, 10, 100]
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    precisions = evaluation.eval["precision"]
    found = {}
    for index, category in enumerate(truth.getCatIds()):
        precision = precisions[:, :, index, 0, -1]
        precision = precision[precision > -1]
        found[str(category)] = np.mean(precision) if precision.size else float("nan")
    return {"stats": evaluation.stats, **found}


def in_batches(COCO, COCOeval, mask, annotations, results):
    """As torchvision's references have it: each batch is evaluated on its own, evalImgs are put together, then accumulated."""
    truth = COCO(annotations)
    with open(results, encoding="utf-8") as file:
        rows = json.load(file)
    ids = sorted(truth.getImgIds())[:40]
    gathered = COCOeval(truth, iouType="bbox")
    images, entries = [], []
    for start in range(0, len(ids), 8):
        batch = ids[start:start + 8]
        found = truth.loadRes([row for row in rows if row["image_id"] in batch])
        gathered.cocoDt = found
        gathered.params.imgIds = list(batch)
        gathered.evaluate()
        p = gathered.params
        entries.append(np.asarray(gathered.evalImgs, dtype=object).reshape(-1, len(p.areaRng), len(p.imgIds)))
        images += p.imgIds
    gathered.evalImgs = list(np.concatenate(entries, 2).flatten())
    gathered.params.imgIds = list(images)
    gathered._paramsEval = copy.deepcopy(gathered.params)
    gathered.accumulate()
    gathered.summarize()
    return {"stats": gathered.stats, **arrays(gathered)}


def from_array(COCO, COCOeval, mask, annotations, results):
    """Results as an array, parameters changed, accumulate() for some of what was evaluated."""
    truth = COCO(annotations)
    with open(results, encoding="utf-8") as file:
        rows = json.load(file)
    table = np.array([[row["image_id"], *row["bbox"], row["score"], row["category_id"]] for row in rows])
    evaluation = COCOeval(truth, truth.loadRes(table), "bbox")
    evaluation.params.useCats = 0
    evaluation.params.iouThrs = np.array([0.3, 0.5, 0.75])
    evaluation.params.maxDets = [300, 3]
    evaluation.evaluate()
    some = copy.deepcopy(evaluation.params)
    some.maxDets = [3]
    some.areaRng = some.areaRng[:2]
    evaluation.accumulate(some)
    return arrays(evaluation)


def segmentations(COCO, COCOeval, mask, document, results, form):
    """Masks: results as compressed encodings, with or without boxes, or boxes alone; compared as masks, then as boxes."""
    found = {}
    for iou_type in ("segm", "bbox"):
        truth = COCO()
        truth.dataset = copy.deepcopy(document)
        truth.createIndex()
        rows = copy.deepcopy(results)
        for row in rows:
            for key in {"masks": ["bbox"], "boxes": ["segmentation"], "both": []}[form]:
                del row[key]
        detections = truth.loadRes(rows)
        found[f"areas {iou_type}"] = [float(a["area"]) for a in detections.dataset["annotations"]]
        found[f"boxes {iou_type}"] = [[float(v) for v in a["bbox"]] for a in detections.dataset["annotations"]]
        found[f"masks {iou_type}"] = [truth.annToMask(a) for a in truth.dataset["annotations"][:5]]
        evaluation = COCOeval(truth, detections, iou_type)
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
        found[f"stats {iou_type}"] = evaluation.stats
        found.update({f"{key} {iou_type}": value for key, value in arrays(evaluation).items()})
        found[f"evalImgs {iou_type}"] = evaluation.evalImgs
        found[f"ious {iou_type}"] = {k: np.array(v) for k, v in evaluation.ious.items()}
    return found


def keypoints(COCO, COCOeval, mask, document, results):
    """Poses, with COCO's 17 points; results have the points alone."""
    truth = COCO()
    truth.dataset = document
    truth.createIndex()
    evaluation = COCOeval(truth, truth.loadRes(results), "keypoints")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
    entries = [entry and {key: entry[key] for key in ("dtIds", "gtIds", "dtMatches", "gtMatches", "dtIgnore", "gtIgnore")}
               for entry in evaluation.evalImgs]
    return {"stats": evaluation.stats, "evalImgs": entries, **arrays(evaluation),
            "ious": {key: np.round(np.array(value), 11) for key, value in evaluation.ious.items()}}


def mask_functions(COCO, COCOeval, mask, planes, polygons, boxes):
    """Everything of the module mask."""
    stack = np.asfortranarray(np.stack(planes, axis=2))
    height, width = planes[0].shape
    rles = mask.encode(stack)
    rings, frames = mask.frPyObjects(polygons, height, width), mask.frPyObjects(np.array(boxes), height, width)
    listed = {"size": [height, width], "counts": [3, 5, height * width - 8]}
    return {
        "encode": rles, "encode one": mask.encode(np.asfortranarray(planes[0])), "decode": mask.decode(rles),
        "decode one": mask.decode(rles[0]), "area": mask.area(rles), "area one": int(mask.area(rles[0])), "box": mask.toBbox(rles),
        "box one": mask.toBbox(rles[0]), "rings": rings, "boxes": frames, "listed": mask.frPyObjects(listed, height, width),
        "lists": mask.frPyObjects([listed], height, width), "union": mask.merge(rles), "of rings": mask.merge(rings),
        "shared": mask.merge(rles[:2], intersect=1), "iou": np.array(mask.iou(rles, rings, [0, 1] * (len(rings) // 2))),
        "iou of boxes": np.array(mask.iou(np.array(boxes, dtype=float), boxes, [i % 2 for i in range(len(boxes))])),
        "iou of none": np.array(mask.iou([], rles, [0] * len(rles))),
    }


# ---- data ----

def random_masks(seed):
    """A document with polygons and crowds as encodings, and results with both a mask and a box that is its own."""
    rng = random.Random(seed)
    width, height = 64, 48

    def ring():
        x, y, w, h = rng.randrange(50), rng.randrange(36), rng.randrange(4, 40), rng.randrange(4, 30)
        return [x, y, x + w, y, x + w + rng.random(), y + h, x + rng.random() * 4, y + h]

    labels, results = [], []
    for image in range(1, 7):
        for _ in range(rng.randrange(6)):
            rings = [ring() for _ in range(rng.choice([1, 1, 2]))]
            crowd = int(rng.random() < 0.2)
            rle = pycocotools.mask.merge(pycocotools.mask.frPyObjects(rings, height, width))
            shape = {"size": rle["size"], "counts": rle["counts"].decode()} if crowd else rings
            labels.append({"id": len(labels) + 1, "image_id": image, "category_id": rng.randrange(1, 3), "iscrowd": crowd,
                           "segmentation": shape, "area": float(pycocotools.mask.area(rle)),
                           "bbox": pycocotools.mask.toBbox(rle).tolist()})
            for _ in range(rng.randrange(3)):
                moved = [[value + rng.choice([0, 1, 2.5]) for value in r] for r in rings]
                rle = pycocotools.mask.merge(pycocotools.mask.frPyObjects(moved, height, width))
                results.append({"image_id": image, "category_id": rng.randrange(1, 3), "score": rng.randrange(9) / 8,
                                "segmentation": {"size": rle["size"], "counts": rle["counts"].decode()},
                                "bbox": [float(v) for v in (moved[0][0], moved[0][1], 20, 17)]})
    document = {"images": [{"id": i, "width": width, "height": height} for i in range(1, 7)],
                "categories": [{"id": i, "name": f"class {i}"} for i in (1, 2)], "annotations": labels}
    return document, results


def random_poses(seed):
    """Persons with 17 points, some without a labelled one and some crowds, and results that are a little off."""
    rng = random.Random(seed)
    labels, results = [], []
    for image in range(1, 8):
        for _ in range(rng.randrange(5)):
            x, y, side = rng.random() * 200, rng.random() * 200, 20 + rng.random() * 150
            seen = [0] * 17 if rng.random() < 0.15 else [rng.choice([0, 1, 2, 2]) for _ in range(17)]
            points = [(x + rng.random() * side, y + rng.random() * side, v) for v in seen]
            labels.append({"id": len(labels) + 1, "image_id": image, "category_id": 1, "iscrowd": int(rng.random() < 0.1),
                           "bbox": [x, y, side, side], "area": side * side * 0.6, "num_keypoints": sum(v > 0 for v in seen),
                           "keypoints": [value if v else 0 for px, py, v in points for value in (px, py, v)]})
            for _ in range(rng.randrange(3)):
                off = side * rng.choice([0.01, 0.05, 0.2])
                results.append({"image_id": image, "category_id": 1, "score": rng.randrange(9) / 8,
                                "keypoints": [value for px, py, _ in points
                                              for value in (px + rng.gauss(0, off), py + rng.gauss(0, off), 1)]})
    document = {"images": [{"id": i, "width": 400, "height": 400} for i in range(1, 8)],
                "categories": [{"id": 1, "name": "person"}], "annotations": labels}
    return document, results


def random_shapes(seed):
    rng = np.random.default_rng(seed)
    height, width = 20 + seed % 7, 31
    planes = [(rng.random((height, width)) < share).astype(np.uint8) for share in (0.5, 0.5, 0.05, 1.0, 0.0)]
    polygons = [(rng.random(2 * points) * 25).tolist() for points in (3, 4, 6, 9)]
    boxes = [[float(v) for v in (rng.random(4) * 15)] for _ in range(5)]
    return planes, polygons, boxes


# ---- what is boxscore's own ----

def check_own(tally, annotations, results):
    with contextlib.redirect_stdout(io.StringIO()):
        truth = boxscore.coco.COCO(annotations)
        evaluation = boxscore.coco.COCOeval(truth, truth.loadRes(results), "bbox")
        evaluation.evaluate()
        before = copy.deepcopy(evaluation)
        again = pickle.loads(pickle.dumps(evaluation))
        for one in (evaluation, before, again):
            one.accumulate()
            one.summarize()
        empty = boxscore.coco.COCOeval(truth, truth.loadRes([]), "bbox")
        empty.evaluate()
        empty.accumulate()
        empty.summarize()
    tally.count(same(before.stats, evaluation.stats), "a copy", before.stats, evaluation.stats)
    tally.count(same(again.stats, evaluation.stats), "a pickle", again.stats, evaluation.stats)
    tally.equal(empty.stats[:3].tolist(), [0.0, 0.0, 0.0], "no results")
    query = "SELECT value FROM coco_summary LIMIT 1"
    tally.equal(evaluation.connection().execute(query).fetchone()[0], evaluation.stats[0], "the same in SQL")
    boxscore.coco.replace_pycocotools()
    from pycocotools.cocoeval import COCOeval as imported

    tally.count(imported is boxscore.coco.COCOeval, "replace_pycocotools", imported, boxscore.coco.COCOeval)


def check_errors(tally):
    document, results = datasets.make(3).coco()
    label = {"id": 1, "image_id": document["images"][0]["id"], "category_id": document["categories"][0]["id"], "bbox": [0, 0, 9, 9],
             "area": 81, "iscrowd": 0}
    document["annotations"] = [label, dict(label)]
    with contextlib.redirect_stdout(io.StringIO()):
        truth = boxscore.coco.COCO()
        truth.dataset = document
        truth.createIndex()
        found = truth.loadRes([{**label, "score": float("nan")}])
        evaluation = boxscore.coco.COCOeval(truth, found, "bbox")
        cases = []
        for says in ("occurs twice", "score"):
            try:
                evaluation.evaluate()
                evaluation.accumulate()
                cases.append((says, "no error"))
            except boxscore.Error as error:
                cases.append((says, str(error)))
            document["annotations"].pop()
            truth.createIndex()
    for says, said in cases:
        tally.count(says in said, "an error", said, says)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    tally = Tally("python-coco")
    both = Both(tally)
    query = "SELECT count(*) FROM boxscore_parameters WHERE parameter = 'sigmas'"
    has_keypoints = boxscore.coco.mask.session().value(query)
    for seed in range(options.first, options.first + options.count):
        tally.seed = seed
        data = datasets.make(seed)
        if data.predictions:  # pycocotools cannot read an empty list
            both.run(with_parameters, "parameters", data)
        if seed % 5 == 0:
            both.run(mask_functions, "mask", *random_shapes(seed))
            document, results = random_masks(seed)
            if results:
                both.run(segmentations, "segmentations", document, results, ("masks", "both", "boxes")[seed // 5 % 3])
            poses = random_poses(seed)
            if has_keypoints and poses[1]:
                both.run(keypoints, "keypoints", *poses)
    tally.seed = None
    street = os.path.join(ROOT, "build", "street")
    annotations, results = (os.path.join(street, name) for name in ("instances.json", "results.json"))
    for script in (demo, per_class, in_batches, from_array):
        both.run(script, script.__name__, annotations, results)
    check_errors(tally)
    check_own(tally, annotations, results)
    tally.end()


if __name__ == "__main__":
    main()
