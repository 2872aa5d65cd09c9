"""How fast lvis_summary is, beside the lvis package and the peers that know LVIS, on generated federated data.

    python tests/bench/lvis_summary.py --data build/bench --extension build/boxscore [--images 4000] [--runs 5]

A peer is its load and evaluation of the two files in a process of its own, without the interpreter's start and imports; ours is the
whole sqlite3 process on a database with the same rows, as in bench.py. The runs are interleaved and the median is shown.
"""

import argparse
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import time

CLASSES, PREDICTIONS = 1203, 300
METRICS = ("AP", "AP50", "AP75", "APs", "APm", "APl", "APr", "APc", "APf", "AR@300", "ARs@300", "ARm@300", "ARl@300")


# ---- the peers, each run in a process of its own ----

def lvis(labels, predictions):
    import numpy

    numpy.float = float  # the package is older than numpy 1.24
    from lvis import LVIS, LVISEval, LVISResults

    def run():
        truth = LVIS(labels)
        evaluation = LVISEval(truth, LVISResults(truth, predictions), "bbox")
        evaluation.run()
        return list(evaluation.get_results().values())

    return run


def hotcoco(labels, predictions):
    from hotcoco import COCO, LVISeval, LVISResults

    def run():
        truth = COCO(labels)
        evaluation = LVISeval(truth, LVISResults(truth, predictions), "bbox")
        evaluation.run()
        return list(evaluation.stats)

    return run


def ultrafast_pycocotools(labels, predictions):
    from ultrafast_pycocotools import COCO, COCOeval

    def run():
        truth = COCO(labels)
        evaluation = COCOeval(truth, truth.loadRes(predictions), "bbox", lvis_style=True)
        evaluation.run()
        return list(evaluation.stats)

    return run


PEERS = {"lvis": lvis, "hotcoco": hotcoco, "ultrafast-pycocotools": ultrafast_pycocotools}


def run_peer(name, labels, predictions):
    """Prints its seconds and figures as JSON; what it prints itself goes to standard error."""
    out = os.dup(1)
    os.dup2(2, 1)
    run = PEERS[name](labels, predictions)
    start = time.perf_counter()
    figures = run()
    seconds = time.perf_counter() - start
    os.write(out, json.dumps({"seconds": seconds, "figures": [float(f) for f in figures]}).encode())


# ---- the data ----

def boxes(rnd, near):
    """A box anywhere, or one that is a little off another."""
    if near:
        x, y, width, height = near
        return [round(x + (rnd() - 0.5) * 0.3 * width, 2), round(y, 2), round(width * (0.85 + 0.3 * rnd()), 2), round(height, 2)]
    size = 8 + 240 * rnd() ** 3
    return [round(rnd() * 560, 2), round(rnd() * 400, 2), round(size * (0.5 + rnd()), 2), round(size, 2)]


def generate(images):
    """An image has a dozen labels of a few classes, some classes that are known to be absent, and 300 predictions."""
    rnd = random.Random(f"lvis {images}").random
    weights = [int(CLASSES * rnd() ** 3) for _ in range(4096)]  # few classes are frequent
    truth = {"images": [], "annotations": [], "categories": []}
    for k in range(CLASSES):
        frequency = "f" if k < 400 else "c" if k < 850 else "r"
        truth["categories"].append({"id": k + 1, "name": f"class {k + 1:04d}", "frequency": frequency})
    results = []
    for image in range(1, images + 1):
        classes = [1 + weights[int(4096 * rnd())] for _ in range(4)]
        here = []
        for _ in range(int(24 * rnd())):
            box = boxes(rnd, None)
            here.append({"id": len(truth["annotations"]) + len(here) + 1, "image_id": image, "category_id": classes[int(4 * rnd())],
                         "bbox": box, "area": box[2] * box[3], "segmentation": []})
        truth["annotations"] += here
        present = sorted({label["category_id"] for label in here})
        absent = sorted({1 + weights[int(4096 * rnd())] for _ in range(8)} - set(present))
        truth["images"].append({"id": image, "width": 640, "height": 480, "neg_category_ids": absent,
                                "not_exhaustive_category_ids": [c for c in present if rnd() < 0.2]})
        for _ in range(PREDICTIONS):
            label = here[int(len(here) * rnd())] if here and rnd() < 0.3 else None
            known = present + absent
            category = label["category_id"] if label else known[int(len(known) * rnd())] if known and rnd() < 0.4 else 1 + int(CLASSES * rnd())
            score = round(rnd() ** (1 if label else 3), 4)
            results.append({"image_id": image, "category_id": category, "bbox": boxes(rnd, label and label["bbox"]), "score": score})
    return truth, results


def make_files(folder, images):
    """The two files, and a database with their rows."""
    start = os.path.join(folder, f"lvis{images}")
    paths = [start + end for end in ("_labels.json", "_predictions.json", ".db")]
    if all(map(os.path.exists, paths)):
        return paths
    os.makedirs(folder, exist_ok=True)
    truth, results = generate(images)
    for path, document in zip(paths, (truth, results)):
        with open(path, "w") as file:
            json.dump(document, file)
    if os.path.exists(paths[2]):
        os.remove(paths[2])
    names = {c["id"]: c["name"] for c in truth["categories"]}
    with sqlite3.connect(paths[2]) as database:
        database.execute("CREATE TABLE images(id INTEGER PRIMARY KEY, width, height, neg_category_ids, not_exhaustive_category_ids)")
        database.execute("CREATE TABLE categories(id INTEGER PRIMARY KEY, name, frequency)")
        database.execute("CREATE TABLE labels(id INTEGER PRIMARY KEY, image_id, class, category_id, x, y, width, height, area)")
        database.execute("CREATE TABLE predictions(id INTEGER PRIMARY KEY, image_id, class, score, x, y, width, height)")
        database.executemany("INSERT INTO images VALUES (?, ?, ?, ?, ?)", (
            [i["id"], 640, 480, str(i["neg_category_ids"]), str(i["not_exhaustive_category_ids"])] for i in truth["images"]))
        database.executemany("INSERT INTO categories VALUES (?, ?, ?)", ([c["id"], c["name"], c["frequency"]] for c in truth["categories"]))
        database.executemany("INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (
            [r["id"], r["image_id"], names[r["category_id"]], r["category_id"], *r["bbox"], r["area"]] for r in truth["annotations"]))
        database.executemany("INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (
            [n + 1, r["image_id"], names[r["category_id"]], r["score"], *r["bbox"]] for n, r in enumerate(results)))
    return paths


# ---- the runs ----

def run_ours(settings, database):
    line = ["sqlite3", "-bail", database, "-cmd", f".load {settings.extension}", "SELECT printf('%!.17g', value) FROM lvis_summary"]
    start = time.perf_counter()
    text = subprocess.run(line, stdout=subprocess.PIPE, check=True, text=True).stdout
    return {"seconds": time.perf_counter() - start, "figures": [float(value) if value else -1.0 for value in text.split("\n")[:13]]}


def run_other(settings, name, labels, predictions):
    line = [sys.executable, os.path.abspath(__file__), "--peer", name, labels, predictions]
    done = subprocess.run(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print(f"{name} does not run here: {done.stderr.strip().splitlines()[-1]}")
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", default="build/bench")
    parser.add_argument("--extension", default="build/boxscore")
    parser.add_argument("--images", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peer", nargs=3, metavar=("NAME", "LABELS", "PREDICTIONS"), help=argparse.SUPPRESS)
    settings = parser.parse_args()
    if settings.peer:
        run_peer(*settings.peer)
        return
    labels, predictions, database = make_files(settings.data, settings.images)
    runs = {"boxscore": []}
    names = list(PEERS)
    for number in range(settings.runs):
        runs["boxscore"].append(run_ours(settings, database))
        for name in names[:]:
            if name == "lvis" and number:  # it takes minutes
                continue
            found = run_other(settings, name, labels, predictions)
            if found:
                runs.setdefault(name, []).append(found)
            else:
                names.remove(name)
    ours = statistics.median(run["seconds"] for run in runs["boxscore"])
    wrong = 0
    print(f"{settings.images} images, {settings.images * PREDICTIONS} predictions, {CLASSES} categories")
    for name, found in runs.items():
        seconds = statistics.median(run["seconds"] for run in found)
        far = max(abs(a - b) for a, b in zip(found[0]["figures"], runs["boxscore"][0]["figures"]))
        print(f"{name:24} {seconds:8.3f} s {seconds / ours:8.2f} times ours, figures differ by {far:.1e}")
        wrong += name == "lvis" and far > 1e-12
    fastest = min((statistics.median(run["seconds"] for run in found) for name, found in runs.items() if name != "boxscore"), default=None)
    if fastest:
        print(f"target: lvis_summary faster than the fastest peer: {ours:.3f} s, {fastest:.3f} s: {'met' if ours < fastest else 'MISSED'}")
    sys.exit(wrong)


if __name__ == "__main__":
    main()
